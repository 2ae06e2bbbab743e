import Outcomes
import CustodianCommands
import Statements

/// A revocation of a card as `--json` shows it.
struct CardRevocationFacts: Encodable {
    var card: CardFacts
    /// The card that replaced it and signed; absent where the card's own key did.
    var successor: CardFacts?
    var reason: String
    var since: WallTime
    var issued: WallTime

    init(_ revocation: CardRevocation) {
        card = CardFacts(revocation.card)
        successor = revocation.successor.map { CardFacts($0) }
        reason = revocation.reason
        since = revocation.since
        issued = revocation.issued
    }
}
