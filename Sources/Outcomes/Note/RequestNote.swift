import Statements

/// What is to be said of a request, and of who asks.
package enum RequestNote: Equatable, Sendable {
    /// Who can open what is sealed for it, where that is less than everybody it names.
    case readers(String)
    /// A request is validly signed by somebody who is not relied on here.
    case signerNotReliedOn(file: String, signer: Card, reason: String)
    /// The owner declined the request before; this consent opens it again.
    case opensAgain(declined: WallTime)
    /// One person alone can open what is sealed for it.
    case onlyPerson(recipient: Card)
    /// A recipient has a post-quantum key only, so that the owner needs one as well.
    case postQuantumOnly(recipient: Card)
}
