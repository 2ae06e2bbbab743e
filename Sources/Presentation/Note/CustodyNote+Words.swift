import Outcomes
import Statements

extension CustodyNote {
    /// The note as a person reads it, without the word “note”.
    package var inWords: String {
        switch self {
        case .ledgerPlace(let caution): caution
        case .recipientNotKnown(let card, let reason):
            "the card of \(card.inWords) is not among those you trust"
                + (reason.map { " (\($0))" } ?? "")
                + ": compare its fingerprint with them before they get the disclosure, \(card.fingerprint.grouped)"
        case .disclosureWithoutPostQuantum(let recipient):
            "the bundle is encrypted with post-quantum keys, and there is none on the card of \(recipient.inWords): whoever keeps "
                + "bundle and disclosure until there are quantum computers could open what is disclosed then"
        }
    }
}
