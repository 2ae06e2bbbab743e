import Statements

/// A card that was, or was not, added to those that are trusted, as programs read it.
package struct AddedCardFacts: Encodable {
    package var card: CardFacts
    /// Its file in the trust folder; absent where it was not added.
    package var file: String?
    package var trust: String
    package var added: Bool
    /// The trusted card whose key signed it, and why it does not simply replace that; absent where it does, or no
    /// key did.
    package var signedBy: CardFacts?
    package var objections: [String]?
    /// The trusted card it replaces, which vouches for it; absent where none does.
    package var replaces: String?
    /// The certificate authority that vouches for it; absent where none does.
    package var root: String?
    package var revoked: CardRevocationFacts?
    /// What is written down of who compared its fingerprint, the latest last; empty where nobody wrote it down.
    package var comparisons: [ComparisonFacts]

    private enum CodingKeys: String, CodingKey {
        case card, file, trust, added, objections, replaces, root, revoked, comparisons
        case signedBy = "signed_by"
    }

    /// - Parameter replacement: what is known of the card as the one after a trusted one.
    package init(
        _ card: Card, file: String?, trust: String, added: Bool, replacement: Replacement?,
        comparisons: [FingerprintComparison] = [], root: String? = nil,
        revoked: CardRevocation? = nil
    ) {
        self.card = CardFacts(card)
        self.file = file
        self.trust = trust
        self.added = added
        self.root = root
        self.comparisons = comparisons.map(ComparisonFacts.init)
        self.revoked = revoked.map(CardRevocationFacts.init)
        guard let replacement else { return }
        if replacement.needsNoCall {
            replaces = replacement.predecessor.fingerprint.hex
        } else {
            signedBy = CardFacts(replacement.predecessor)
            objections = replacement.objections.map(\.inWords)
        }
    }
}

/// A revocation that is kept beside the trusted cards, as programs read it.
package struct KeptRevocationFacts: Encodable {
    package var revocation: CardRevocationFacts
    package var file: String
    package var trust: String
    /// Whether the card is among those that are trusted.
    package var trusted: Bool
    /// Trusted cards that replaced it: whoever had its key may have made them.
    package var successors: [String]

    package init(_ revocation: CardRevocation, file: String, trust: String, trusted: Bool, successors: [Card])
    {
        self.revocation = CardRevocationFacts(revocation)
        self.file = file
        self.trust = trust
        self.trusted = trusted
        self.successors = successors.map(\.fingerprint.hex)
    }
}

/// A card that is trusted no longer, as programs read it.
package struct RemovedCardFacts: Encodable {
    package var card: CardFacts
    package var trust: String

    package init(_ card: Card, trust: String) {
        self.card = CardFacts(card)
        self.trust = trust
    }
}
