import Sealing

/// In what a card differs from another, as a person would name it. Certificates are no difference: they come with a card and
/// are not part of it.
package enum CardDifference: Sendable, Hashable {
    /// The key that checks signatures.
    case signingKey
    /// The keys to encrypt to.
    case ageRecipients
    /// The name.
    case name
    /// The role.
    case role
    /// Whether it is a person's or an office's.
    case holder
    /// The organisation.
    case organization
    /// When it was made.
    case created
    /// The card it says to replace.
    case predecessor

    /// What differs, in words.
    package var inWords: String {
        switch self {
        case .signingKey: "signing key"
        case .ageRecipients: "age recipients"
        case .name: "name"
        case .role: "role"
        case .holder: "holder, a person or an office"
        case .organization: "organisation"
        case .created: "time it was made"
        case .predecessor: "card it replaces"
        }
    }
}

extension Card {
    /// Everything in which this card differs from another, keys first; empty where both are the same card.
    package func differences(from other: Card) -> [CardDifference] {
        guard fingerprint != other.fingerprint else { return [] }
        var differences: [CardDifference] = []
        if verifyingKey != other.verifyingKey { differences.append(.signingKey) }
        if ageRecipients != other.ageRecipients { differences.append(.ageRecipients) }
        if name != other.name { differences.append(.name) }
        if role != other.role { differences.append(.role) }
        if holder != other.holder { differences.append(.holder) }
        if organization != other.organization { differences.append(.organization) }
        if predecessor != other.predecessor { differences.append(.predecessor) }
        // Two cards that say the same in other bytes are two cards; what is left is when they were made.
        if created != other.created || differences.isEmpty { differences.append(.created) }
        return differences
    }

    /// Why this card, which the key of another signed, is not simply that person's next one: in what it differs in name,
    /// role, holder or organisation, and ``CardDifference/created`` where it is not the later one. Empty where it is.
    package func departures(from predecessor: Card) -> [CardDifference] {
        var departures = differences(from: predecessor).filter {
            [.name, .role, .holder, .organization].contains($0)
        }
        if created <= predecessor.created { departures.append(.created) }
        return departures
    }

    /// Whether this card replaces another: it ``succeeds(_:)`` it, in the same name, role, holder and organisation, and is later.
    ///
    /// What a person's key signs for somebody else's name is not their next card, and what is dated before them replaces
    /// nobody.
    package func replaces(_ other: Card) -> Bool { succeeds(other) && departures(from: other).isEmpty }
}
