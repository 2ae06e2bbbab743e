import Outcomes
import StatementFiles
import Statements

/// The cards a person trusts.
package struct TrustedCards {
    package let facts: TrustedCardsFacts
    /// Where they lie.
    package let folder: String
    /// The cards, and what is to be said of each.
    package let cards: [Entry]
    /// Revocations of cards that are not trusted.
    package let otherRevocations: [CardRevocation]

    /// A trusted card.
    package struct Entry {
        package let card: Card
        /// The card that replaced it; nil where none did.
        package let successor: Card?
        /// That another trusted card's key signed it though the two are not simply one person's cards; nil where none did.
        package let objection: Replacement?
        /// What is written down of who compared its fingerprint, the latest last.
        package let comparisons: [FingerprintComparison]
        /// Whether such a note lies there which only somebody else may read.
        package let hasClosedComparison: Bool
        /// Its revocation; nil where it was not revoked.
        package let revocation: CardRevocation?
    }

    /// Reads the folder.
    package init(_ source: TrustSource) throws(DeskError) {
        let content = try source.content()
        let trust = content.trust
        folder = source.folder.path
        facts = TrustedCardsFacts(
            trust, folder: folder, unusable: content.unusable.map { .init(file: $0.path, reason: $0.reason) })
        cards = trust.cards.map { card in
            Entry(
                card: card, successor: trust.successor(of: card),
                objection: trust.replacement(by: card).flatMap { $0.needsNoCall ? nil : $0 },
                comparisons: trust.comparisons(of: card.fingerprint),
                hasClosedComparison: content.closedComparisons.contains(card.fingerprint),
                revocation: trust.revocation(of: card.verifyingKey))
        }
        otherRevocations = trust.revocations.filter { trust.signer($0.card.fingerprint) == nil }
    }
}

/// A card that is trusted no longer.
package struct RemovedCard {
    package let facts: RemovedCardFacts
    package let card: Card

    /// Removes the one card whose fingerprint begins so.
    ///
    /// - Throws: ``DeskError`` where none does, or several do: which is meant is asked, never guessed.
    package init(beginning fingerprint: String, from source: TrustSource) throws(DeskError) {
        let matches = try source.load().cards.filter { $0.fingerprint.hasPrefix(fingerprint) }
        guard let card = matches.first else {
            throw DeskError(
                .missing,
                "no card in \(source.folder.path) has a fingerprint that begins with “\(fingerprint)”",
                remedy: .listTrust)
        }
        guard matches.count == 1 else {
            throw DeskError(
                .usage,
                "\(matches.count) trusted cards begin with “\(fingerprint)”; give more of the fingerprint")
        }
        _ = try telling { try source.folder.remove(card.fingerprint) }
        self.card = card
        facts = RemovedCardFacts(card, trust: source.folder.path)
    }
}
