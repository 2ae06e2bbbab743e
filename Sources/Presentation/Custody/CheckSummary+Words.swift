import Records

extension ArchiveFacts {
    /// `12345 bytes, SHA-256 …`.
    package var inWords: String { "\(size) bytes, SHA-256 \(sha256.hex)" }
}

extension CheckSummary {
    /// The names of the checks that do not hold: the words of who signed for them.
    package var failedInWords: String {
        CheckID.inWords(titles: failed)
    }

    /// `sound (14 checks hold, 15 not made; without a key)`.
    package var inWords: String {
        guard holds else {
            return failed.isEmpty
                ? "could not be checked" : "DAMAGED or not to be relied on: \(failedInWords)"
        }
        let omitted = notMade == 0 ? "" : ", \(notMade) not made"
        return "sound (\(held) checks hold\(omitted); \(withKey ? "looked at with a key" : "without a key"))"
    }

    /// The state of a bundle, to who made it.
    package var inOwnersWords: String {
        guard holds else {
            let which = failed.isEmpty ? "it could not be checked" : failedInWords
            return "NOT SOUND when it arrived: \(which). Hand it over again"
        }
        return withKey
            ? "whole and unchanged; they have a key, and all that is inside was checked too"
            : "whole and unchanged; what is inside was not looked at, for want of a key"
    }
}
