import Outcomes
import Statements

extension RequestNote {
    /// The note as a person reads it, without the word “note”.
    package var inWords: String {
        switch self {
        case .readers(let readers): "a bundle is \(readers)"
        case .signerNotReliedOn(let file, let signer, let reason):
            "\(file) is validly signed by \(signer.inWords), who is not relied on here: \(reason); "
                + "fingerprint \(signer.fingerprint.grouped)"
        case .opensAgain(let declined):
            "you declined this request on \(declined.inWords); this consent opens it again"
        case .postQuantumOnly(let recipient):
            "the card of \(recipient.quotedName) has a post-quantum key only: the owner can seal for them only with such a "
                + "key of their own; a card with both kinds leaves them the choice"
        }
    }
}
