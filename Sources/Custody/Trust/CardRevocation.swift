import Sealing

/// A person saying that a card of theirs is no longer to be relied on: the key was stolen, lost, or given up.
///
/// It is signed with the card's own key or, where that is lost, with that of a card which replaced it. Whoever stole the key
/// can sign one as well, which does no harm; and can date what they sign back, which does: only a timestamp from before
/// shows that a signature is older. Format: docs/spec/trust.md, Revocation.
public struct CardRevocation: Statement {
    /// `card revocation`.
    public static let kind = "card revocation"
    /// The DSSE payload type.
    public static let payloadType = "application/vnd.proffer.card-revocation.v1+json"

    /// The card that is revoked.
    public var card: Card
    /// The card that replaced it and whose key signs; nil where the revoked card's own key does.
    public var successor: Card?
    /// Why, in plain words.
    public var reason: String
    /// From when on its signatures are not to be relied on.
    public var since: WallTime
    /// When this was signed.
    public var issued: WallTime

    /// A revocation from its parts.
    public init(card: Card, successor: Card? = nil, reason: String, since: WallTime, issued: WallTime) {
        self.card = card
        self.successor = successor
        self.reason = reason
        self.since = since
        self.issued = issued
    }

    /// Who signs.
    public var signer: Card { successor ?? card }

    /// It must say why, begin no later than it was signed, and be by somebody who may.
    public var flaw: String? {
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
    public static let maximumReasonLength = 1000
}
