import Statements

/// A card as programs read it: what it says, without the envelope.
package struct CardFacts: Encodable, Sendable {
    package var name: String
    package var role: Role
    /// `person` or `office`, by its own word.
    package var holder: CardHolder
    package var organization: String?
    package var created: WallTime
    package var fingerprint: String
    package var ageRecipients: [String]
    /// The fingerprint of the card it replaces, by its own word; absent where it replaces none.
    package var succeeds: String?
    /// Whom its certificate names; absent without one. Nothing of it was checked.
    package var certificate: String?

    package enum CodingKeys: String, CodingKey {
        case name, role, holder, organization, created, fingerprint, succeeds, certificate
        case ageRecipients = "age_recipients"
    }

    package init(_ card: Card) {
        name = card.name
        role = card.role
        holder = card.holder
        organization = card.organization
        created = card.created
        fingerprint = card.fingerprint.hex
        ageRecipients = card.ageRecipients.compactMap(\.string)
        succeeds = card.predecessor?.hex
        certificate = card.certificates?.subject.text
    }
}

/// A card, whether it lies in the trust folder, and what a signature of it is worth.
package struct TrustedCardFacts: Encodable {
    package var card: CardFacts
    /// Whether it was added by hand, and was neither revoked nor replaced before it signed.
    package var trusted: Bool
    /// `trusted`, `certified`, `unknown`, `replaced`, `doubtful` or `revoked`.
    package var standing: String
    /// Why it is not relied on; absent where it is.
    package var reason: String?
    /// The certificate authority that vouches for it; absent without one.
    package var root: String?

    /// - Parameter signed: when it signed, by its own word; by default now, for what it may yet do.
    package init(_ card: Card, trust: Trust, signed: WallTime = .now()) {
        self.card = CardFacts(card)
        let standing = trust.standing(of: card, signed: signed)
        if case .trusted = standing { trusted = true } else { trusted = false }
        if case .certified(_, _, let root) = standing { self.root = root }
        self.standing = standing.word
        reason = standing.reason
    }

    /// Whether somebody here vouches for the card.
    package var isKnown: Bool { reason == nil }
}
