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
            + (notMadeInWords.map { "; not checked by them: \($0)" } ?? "")
    }

    /// The titles of the checks that were not made; without a key, of those alone that need none, as what is inside was not looked at
    /// then. Nil where there are none.
    private var notMadeInWords: String? {
        let codes = notMade.filter { code in
            guard !withKey else { return true }
            let group = CheckID(rawValue: code)?.group
            return group == .intact || group == .sealed
        }
        return codes.isEmpty ? nil : CheckID.inWords(codes: codes)
    }

    /// The state of a bundle, to who made it.
    package var inOwnersWords: String {
        if let fault {
            let which = failed.isEmpty ? "it could not be checked" : "these checks: " + failedInWords
            return "did not hold when it arrived, by their word (\(which)). " + Self.advice(fault)
        }
        let state =
            !withKey
            ? "whole and unchanged; what is inside was not looked at, for want of a key"
            : notMade.isEmpty
                ? "whole and unchanged; they have a key, and all that is inside was checked too"
                : "whole and unchanged, as far as they checked; they have a key"
        return state + (notMadeInWords.map { "; not checked by them: \($0)" } ?? "")
    }

    /// What helps whoever made a bundle that did not hold: another copy, only where the bytes were others.
    private static func advice(_ fault: Fault) -> String {
        switch fault {
        case .damage: "Hand it over again"
        case .revokedKey:
            "By what they know, your key was revoked before you sealed, so handing it over again does not help. If it was, make "
                + "a new identity, give them its card, and agree and seal anew with it; if it was not, call them"
        case .other:
            "Handing the same file over again may not help: ask them what they found, and seal anew where the fault is in it"
        }
    }
}
