import Records
import Statements

extension ArchiveFacts {
    /// `12345 bytes, SHA-256 …`.
    package var inWords: String { "\(counted(size, "byte")), SHA-256 \(sha256.hex)" }
}

extension CheckSummary {
    /// The titles of the checks that do not hold: the word of who signed for them.
    package var failedInWords: String {
        CheckID.inWords(codes: failed)
    }

    /// `sound (14 checks hold, 15 not made; without a key)`.
    package var inWords: String {
        guard holds else {
            return failed.isEmpty
                ? "could not be checked" : "NOT to be relied on: these checks do not hold: \(failedInWords)"
        }
        let omitted = notMade.isEmpty ? "" : ", \(notMade.count) not made"
        return
            "sound (\(counted(held, "check")) \(held == 1 ? "holds" : "hold")\(omitted); \(withKey ? "looked at with a key" : "without a key"))"
    }

    /// The state of a bundle, to who made it.
    package var inOwnersWords: String {
        guard holds else {
            let which = failed.isEmpty ? "it could not be checked" : "these checks: " + failedInWords
            return "did not hold when it arrived, by their word (\(which)). Hand it over again"
        }
        return withKey
            ? "whole and unchanged; they have a key, and all that is inside was checked too"
            : "whole and unchanged; what is inside was not looked at, for want of a key"
    }
}
