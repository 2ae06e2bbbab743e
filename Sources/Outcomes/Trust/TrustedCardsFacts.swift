import Statements

/// The cards a person trusts, as programs read them.
package struct TrustedCardsFacts: Encodable {
    /// A file in the folder that is no card.
    package struct Unusable: Encodable {
        package var file: String
        package var reason: String

        package init(file: String, reason: String) {
            self.file = file
            self.reason = reason
        }
    }

    /// A trusted card that another replaced.
    package struct Replaced: Encodable {
        package var fingerprint: String
        package var by: String
        package var since: WallTime
    }

    package var trust: String
    package var cards: [CardFacts]
    /// Cards that were revoked, whether they are trusted or not.
    package var revocations: [CardRevocationFacts]
    /// Trusted cards that others replaced.
    package var replaced: [Replaced]
    /// What is written down of who compared the fingerprints of these cards.
    package var comparisons: [ComparisonFacts]
    package var unusable: [Unusable]

    package init(_ trust: Trust, folder: String, unusable: [Unusable]) {
        self.trust = folder
        cards = trust.cards.map { CardFacts($0) }
        revocations = trust.revocations.map { CardRevocationFacts($0) }
        replaced = trust.cards.compactMap { card in
            trust.successor(of: card).map {
                Replaced(fingerprint: card.fingerprint.hex, by: $0.fingerprint.hex, since: $0.created)
            }
        }
        comparisons = trust.cards.flatMap { trust.comparisons(of: $0.fingerprint) }.map(ComparisonFacts.init)
        self.unusable = unusable
    }
}
