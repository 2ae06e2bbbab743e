import Statements

/// An identity or a card that was made or looked at, as programs read it. `protected` is absent of a card.
package struct IdentityFacts: Encodable {
    package enum Kind: String, Encodable { case identity, card }

    package var file: String
    package var kind: Kind
    /// Whether the identity's file needs a passphrase.
    package var protected: Bool?
    package var card: CardFacts

    package init(file: String, kind: Kind, protected: Bool? = nil, card: Card) {
        self.file = file
        self.kind = kind
        self.protected = protected
        self.card = CardFacts(card)
    }
}

/// A certificate request that was written, as programs read it.
package struct CertificateRequestFacts: Encodable {
    package var file: String
    package var card: CardFacts

    package init(file: String, card: Card) {
        self.file = file
        self.card = CardFacts(card)
    }
}
