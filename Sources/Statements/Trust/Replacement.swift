import Sealing

/// What is known of a card that the key of a trusted card signed as the one after it.
///
/// Only where nothing speaks against it can the new card be taken without a call: see ``objections``.
package struct Replacement: Sendable, Hashable {
    /// The trusted card whose key signed the new one.
    package let predecessor: Card
    /// Why the person must be called before the new card is taken; empty where no call is needed.
    package let objections: [Objection]

    /// Why a card that a trusted key signed is not taken without a call.
    package enum Objection: Sendable, Hashable {
        /// It is in another name, role or organisation, or not the later one.
        case departs([CardDifference])
        /// Other trusted cards replace the same card already: the old key was used by two.
        case fork([Card])
        /// The old card was revoked, so that a thief may have signed the new one.
        case revoked(CardRevocation)
    }

    /// Whether the new card can be taken on the old key's word alone.
    package var needsNoCall: Bool { objections.isEmpty }
}

/// Two or more trusted cards that say to replace the same card, and are signed with its key: two hands have that key, or
/// one person made two cards. Nobody but that person can tell.
package struct Fork: Sendable, Hashable {
    /// The trusted card before.
    package let predecessor: Card
    /// The cards after it, the earliest first; at least two.
    package let successors: [Card]
}

extension Trust {
    /// What is known of a card as the one after a trusted card; nil where no trusted card's key signed it.
    package func replacement(by card: Card) -> Replacement? {
        guard let predecessor = card.predecessor.flatMap(signer), card.succeeds(predecessor) else {
            return nil
        }
        var objections: [Replacement.Objection] = []
        let departures = card.departures(from: predecessor)
        if !departures.isEmpty { objections.append(.departs(departures)) }
        let others = heirs(of: predecessor).filter { $0.fingerprint != card.fingerprint }
        if !others.isEmpty { objections.append(.fork(others)) }
        if let revocation = revocation(of: predecessor.verifyingKey) {
            objections.append(.revoked(revocation))
        }
        return Replacement(predecessor: predecessor, objections: objections)
    }

    /// The trusted cards that a card's key signed as the one after it, whatever they say, the earliest first.
    package func heirs(of card: Card) -> [Card] {
        cards.filter { $0.succeeds(card) }.sorted {
            ($0.created, $0.fingerprint.hex) < ($1.created, $1.fingerprint.hex)
        }
    }

    /// The trusted cards that replace a card, the first one first.
    ///
    /// Only those in the same name, role and organisation, and later: what else its key signed displaces nothing.
    package func successors(of card: Card) -> [Card] {
        heirs(of: card).filter { $0.departures(from: card).isEmpty }
    }

    /// The trusted card that replaced a card first, or nil.
    package func successor(of card: Card) -> Card? { successors(of: card).first }

    /// The trusted card that a card replaces without a call being needed, or nil.
    package func predecessor(of card: Card) -> Card? {
        replacement(by: card).flatMap { $0.needsNoCall ? $0.predecessor : nil }
    }

    /// Where several trusted cards are signed as the one after the same trusted card, by the name on that.
    package var forks: [Fork] {
        cards.compactMap { card in
            let heirs = heirs(of: card)
            return heirs.count > 1 ? Fork(predecessor: card, successors: heirs) : nil
        }
    }
}
