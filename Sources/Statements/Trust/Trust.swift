import Sealing

/// Whom a person believes: cards added by hand after comparing their fingerprints, their own, what is known of cards that
/// were revoked, and, where the person chose some, certificate authorities.
///
/// A statement signed by somebody else is still valid; it is reported as *valid, signer unknown*. What a signature is worth
/// is told by ``standing(of:signed:provenBefore:now:)``.
package struct Trust: Sendable, Hashable {
    private var byFingerprint: [Fingerprint: Card] = [:]
    private var ownKeys: Set<VerifyingKey> = []
    private var revocationsByKey: [VerifyingKey: [CardRevocation]] = [:]
    /// What was written down of comparisons of fingerprints, the latest last.
    private var comparisonsByFingerprint: [Fingerprint: [FingerprintComparison]] = [:]
    /// The certificate authorities that are believed; nil where none were chosen.
    package var certificateRoots: CertificateRoots?
    /// Whether a person named whom they trust, and so asks that whoever signed be among those: a stranger's signature is then
    /// no success, however valid.
    package var isAskedFor = false

    /// Trust in these cards and in nobody else.
    package init(_ cards: [Card] = []) {
        for card in cards { byFingerprint[card.fingerprint] = card }
    }

    /// The trusted cards, by name and then fingerprint.
    package var cards: [Card] {
        byFingerprint.values.sorted { ($0.name, $0.fingerprint.hex) < ($1.name, $1.fingerprint.hex) }
    }

    /// The revocations that are known, by the name on the card.
    package var revocations: [CardRevocation] {
        revocationsByKey.values.joined().sorted {
            ($0.card.name, $0.card.fingerprint.hex, $0.since) < (
                $1.card.name, $1.card.fingerprint.hex, $1.since
            )
        }
    }

    /// The trusted card of that fingerprint, or nil when the signer is unknown. It may have been revoked or replaced.
    package func signer(_ fingerprint: Fingerprint) -> Card? { byFingerprint[fingerprint] }

    /// The name of whose card that fingerprint is, trusted or revoked; nil where nobody here knows.
    package func name(of fingerprint: Fingerprint) -> String? {
        signer(fingerprint)?.name
            ?? revocationsByKey.values.joined().first { $0.card.fingerprint == fingerprint }?.card.name
    }

    /// The same trust, and in this card too.
    package func adding(_ card: Card) -> Trust {
        var trust = self
        trust.byFingerprint[card.fingerprint] = card
        return trust
    }

    /// The same trust, knowing that a card is the reader's own: what is known of it nobody has to be called for.
    package func adding(own card: Card) -> Trust {
        var trust = adding(card)
        trust.ownKeys.insert(card.verifyingKey)
        return trust
    }

    /// Whether a card is the reader's own: its key is, whatever else it says.
    package func isOwn(_ card: Card) -> Bool { ownKeys.contains(card.verifyingKey) }

    /// The same trust, knowing of a comparison. It adds no card: that is for whoever compared.
    package func adding(_ comparison: FingerprintComparison) -> Trust {
        var trust = self
        var known = trust.comparisonsByFingerprint[comparison.fingerprint] ?? []
        if !known.contains(comparison) { known.append(comparison) }
        known.sort { ($0.compared, $0.noted, $0.by) < ($1.compared, $1.noted, $1.by) }
        trust.comparisonsByFingerprint[comparison.fingerprint] = known
        return trust
    }

    /// What was written down of comparisons of a card's fingerprint, the latest last.
    package func comparisons(of fingerprint: Fingerprint) -> [FingerprintComparison] {
        comparisonsByFingerprint[fingerprint] ?? []
    }

    /// The same trust, knowing of a revocation.
    package func adding(_ revocation: CardRevocation) -> Trust {
        var trust = self
        var known = trust.revocationsByKey[revocation.card.verifyingKey] ?? []
        if !known.contains(revocation) { known.append(revocation) }
        trust.revocationsByKey[revocation.card.verifyingKey] = known
        return trust
    }

    /// The same trust without this card. That a card was revoked is not forgotten with it.
    package func removing(_ fingerprint: Fingerprint) -> Trust {
        var trust = self
        trust.byFingerprint[fingerprint] = nil
        return trust
    }

    /// The revocation of a card's key that begins first, or nil. It is of the key, whatever other cards name that.
    package func revocation(of key: VerifyingKey) -> CardRevocation? {
        revocationsByKey[key]?.min { $0.since < $1.since }
    }
}
