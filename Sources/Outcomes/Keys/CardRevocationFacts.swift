import Statements

/// A revocation of a card as programs read it.
package struct CardRevocationFacts: Encodable {
    package var card: CardFacts
    /// The card that replaced it and signed; absent where the card's own key did.
    package var successor: CardFacts?
    package var reason: String
    package var since: WallTime
    package var issued: WallTime

    package init(_ revocation: CardRevocation) {
        card = CardFacts(revocation.card)
        successor = revocation.successor.map { CardFacts($0) }
        reason = revocation.reason
        since = revocation.since
        issued = revocation.issued
    }
}

/// A revocation that was written, as programs read it.
package struct RevocationFileFacts: Encodable {
    package var file: String
    package var revocation: CardRevocationFacts

    package init(file: String, revocation: CardRevocationFacts) {
        self.file = file
        self.revocation = revocation
    }
}
