import Sealing

/// A person saying that a card of theirs is no longer to be relied on: the key was stolen, lost, or given up.
///
/// It is signed with the card's own key or, where that is lost, with that of a card which replaced it. Whoever stole the key
/// can sign one as well, which does no harm; and can date what they sign back, which does: only a timestamp from before
/// shows that a signature is older. Format: docs/spec/trust.md, Revocation.
package struct CardRevocation: Statement {
    /// `card revocation`.
    package static let kind = "card revocation"
    /// The DSSE payload type.
    package static let payloadType = "application/vnd.proffer.card-revocation.v1+json"

    /// The card that is revoked.
    package var card: Card
    /// The card that replaced it and whose key signs; nil where the revoked card's own key does.
    package var successor: Card?
    /// Why, in plain words.
    package var reason: String
    /// From when on its signatures are not to be relied on.
    package var since: WallTime
    /// When this was signed.
    package var issued: WallTime

    /// A revocation from its parts.
    package init(card: Card, successor: Card? = nil, reason: String, since: WallTime, issued: WallTime) {
        self.card = card
        self.successor = successor
        self.reason = reason
        self.since = since
        self.issued = issued
    }

    /// Who signs.
    package var signer: Card { successor ?? card }

    /// It must say why, begin no later than it was signed, and be by somebody who may.
    package var flaw: String? {
        if reason.isBlank { return "it does not say why" }
        if reason.unicodeScalars.count > Self.maximumReasonLength {
            return "its reason is longer than \(Self.maximumReasonLength) characters"
        }
        if since > issued { return "it is to begin after it was signed" }
        if let successor, !successor.succeeds(card) {
            return "it is signed with a card that does not replace the one it revokes"
        }
        if let departures = successor?.departures(from: card), !departures.isEmpty {
            return "it is signed with a card that does not replace the one it revokes: it differs in "
                + listInWords(departures.map(\.inWords))
        }
        return nil
    }

    /// The most characters a reason may have.
    package static let maximumReasonLength = 1000
}
