/// Why a value of this module could not be made or read.
///
/// A refusal to hand footage over is not an error of this kind: see ``ConsentRefusal``.
package enum StatementError: Error, Sendable, Equatable {
    /// A text that should be an RFC 3339 time is not one.
    case timeNotUnderstood(text: String, reason: String)
    /// A time of day that may be several moments.
    case timeOpen(text: String, moments: [WallTime])
    /// A time of day that clocks never showed: they were put forward over it.
    case timeSkipped(text: String)
    /// A window whose end is not after its start.
    case emptyWindow(from: WallTime, to: WallTime)
    /// A card that is damaged, or was not signed with the key it names.
    case cardNotValid(reason: String)
    /// A text that should be a fingerprint is not one.
    case fingerprintNotUnderstood(text: String)
    /// An identity file that is damaged.
    case identityNotValid(reason: String)
    /// The identity file is protected and nobody could be asked for the passphrase.
    case passphraseNeeded
    /// The identity file is protected with another passphrase.
    case wrongPassphrase
    /// A request, consent, revocation or seal that is damaged, of another type, or badly signed.
    case statementNotValid(kind: String, reason: String)
    /// A value that cannot be signed as it is.
    case notSignable(kind: String, reason: String)
    /// A file of limits for the linter that says something else than limits.
    case limitsNotUnderstood(reason: String)
    /// The cryptographic library failed. Never caused by what the person gave us.
    case cryptography(reason: String)
}

extension StatementError: CustomStringConvertible {
    /// One line: what was wrong, and what to do where there is something to do.
    package var description: String {
        switch self {
        case .timeNotUnderstood(let text, let reason):
            "“\(text.prefix(64))” is not a time we accept: \(reason); "
                + "write it with its offset, for example 2026-03-01T21:15:00+01:00"
        case .timeOpen(let text, let moments):
            "“\(text.prefix(64))” can be \(moments.map(\.inWords).joined(separator: ", or ")), and nothing says which"
        case .timeSkipped(let text):
            "“\(text.prefix(64))” is a time that no clock showed then: they were put forward over it"
        case .emptyWindow(let from, let to):
            "the window ends (\(to)) before or at the moment it starts (\(from)); its end must be later"
        case .cardNotValid(let reason):
            "the card cannot be used: \(reason); ask the person for a fresh copy"
        case .fingerprintNotUnderstood(let text):
            "“\(text.prefix(96))” is not a fingerprint: it has 64 hexadecimal digits, "
                + "spaces between groups are allowed"
        case .identityNotValid(let reason):
            "the identity file cannot be used: \(reason)"
        case .passphraseNeeded:
            "the identity file is protected with a passphrase, and none was given"
        case .wrongPassphrase:
            "the passphrase does not open the identity file"
        case .statementNotValid(let kind, let reason):
            "the \(kind) cannot be used: \(reason)"
        case .notSignable(let kind, let reason):
            "the \(kind) cannot be signed: \(reason)"
        case .limitsNotUnderstood(let reason):
            "the limits cannot be used: \(reason)"
        case .cryptography(let reason):
            "a cryptographic operation failed: \(reason)"
        }
    }
}
