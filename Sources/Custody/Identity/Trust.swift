/// The cards a person trusts, each added by hand after comparing its fingerprint.
///
/// A statement signed by somebody else is still valid; it is reported as *valid, signer unknown*.
public struct Trust: Sendable, Hashable {
    private var byFingerprint: [Fingerprint: Card] = [:]

    /// Trust in these cards and in nobody else.
    public init(_ cards: [Card] = []) {
        for card in cards { byFingerprint[card.fingerprint] = card }
    }

    /// The trusted cards, by name and then fingerprint.
    public var cards: [Card] {
        byFingerprint.values.sorted { ($0.name, $0.fingerprint.hex) < ($1.name, $1.fingerprint.hex) }
    }

    /// The trusted card of that fingerprint, or nil when the signer is unknown.
    public func signer(_ fingerprint: Fingerprint) -> Card? { byFingerprint[fingerprint] }

    /// The same trust, and in this card too.
    public func adding(_ card: Card) -> Trust {
        var trust = self
        trust.byFingerprint[card.fingerprint] = card
        return trust
    }

    /// The same trust without this card.
    public func removing(_ fingerprint: Fingerprint) -> Trust {
        var trust = self
        trust.byFingerprint[fingerprint] = nil
        return trust
    }
}
