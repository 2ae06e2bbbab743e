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
        case .onlyPerson(let recipient):
            "only \(recipient.inWords) will be able to open what is sealed for this request, by a card that is one person's: if "
                + "they leave or lose their keys, nobody can; the owner is warned of it. Name the card of an office as well, or "
                + "of a second person"
        case .postQuantumOnly(let recipient):
            "the card of \(recipient.quotedName) has a post-quantum key only: the owner can seal for them only with such a "
                + "key of their own; a card with both kinds leaves them the choice"
        }
    }
}
