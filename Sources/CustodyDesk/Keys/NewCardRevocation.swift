import Outcomes
import Statements

/// That a card is no longer to be relied on, said by its own key or by the card that replaced it.
package struct NewCardRevocation {
    /// The card's file; nil for the card of who signs.
    package var card: String?
    /// Why, in plain words that everyone who gets it reads.
    package var reason: String
    /// From when on it is not to be relied on; nil for now.
    package var since: GivenTime?

    package init(of card: String?, reason: String, since: GivenTime?) {
        self.card = card
        self.reason = reason
        self.since = since
    }

    /// Signs the revocation, and writes it.
    package func make(signedBy identity: IdentityAtHand, in output: OutputFile) throws(DeskError)
        -> MadeRevocation
    {
        try output.check()
        let revoked: Card?
        if let card { revoked = try Card(file: card) } else { revoked = nil }
        let identity = try identity.open()
        let other = revoked.flatMap { $0.fingerprint == identity.card.fingerprint ? nil : $0 }
        let issued = WallTime.nowToTheSecond(offsetSeconds: since?.utcOffsetSeconds ?? 0)
        let revocation = CardRevocation(
            card: other ?? identity.card, successor: other == nil ? nil : identity.card,
            reason: reason, since: since ?? issued, issued: issued)
        try output.write(try telling { try revocation.signed(by: identity) })
        return MadeRevocation(
            facts: RevocationFileFacts(file: output.path, revocation: CardRevocationFacts(revocation)),
            revocation: revocation)
    }

    /// A revocation that was written.
    package struct MadeRevocation {
        package let facts: RevocationFileFacts
        package let revocation: CardRevocation
    }
}
