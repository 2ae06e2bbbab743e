/// Why a desk has not done what it was asked: the one error that desks throw.
///
/// The message says what happened, to which file and why it matters, in one line that names no command and no button.
/// What to do about it is the ``remedy``: a front knows what a person types or presses for it.
package struct DeskError: Error, Equatable, Sendable {
    /// What kind of an end it is, which a program acts on.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// A check does not hold: tampered with, outside the consent, a bad signature.
        case doesNotHold = "does_not_hold"
        /// What was asked cannot be asked so.
        case usage
        /// No consent, declined, expired, revoked, the wrong key.
        case notPermitted = "not_permitted"
        /// What was named is not there or may not be read.
        case missing
        /// What was given is not what it should be.
        case notUnderstood = "not_understood"
        /// Somebody else is at it now.
        case busy
        /// Nothing can be written there, or something is there already.
        case cannotWrite = "cannot_write"
        /// Reading or writing failed midway.
        case brokeMidway = "broke_midway"
        /// A fault of ours or of the machine.
        case ourFault = "our_fault"
    }

    package var kind: Kind
    package var message: String
    package var remedy: Remedy?
    /// The same as the message for a front that has words of its own; nil where only the message tells it.
    package var cause: Cause?

    package init(_ kind: Kind, _ message: String, remedy: Remedy? = nil, cause: Cause? = nil) {
        self.kind = kind
        self.message = message
        self.remedy = remedy
        self.cause = cause
    }
}
