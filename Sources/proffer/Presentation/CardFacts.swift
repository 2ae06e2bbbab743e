import Custody

/// A card as `--json` shows it: what it says, without the envelope.
struct CardFacts: Encodable {
    var name: String
    var role: Role
    var organization: String?
    var created: WallTime
    var fingerprint: String
    var ageRecipients: [String]

    enum CodingKeys: String, CodingKey {
        case name, role, organization, created, fingerprint
        case ageRecipients = "age_recipients"
    }

    init(_ card: Card) {
        name = card.name
        role = card.role
        organization = card.organization
        created = card.created
        fingerprint = card.fingerprint.hex
        ageRecipients = card.ageRecipients.compactMap(\.string)
    }
}

/// A card, and whether it lies in the trust folder.
struct TrustedCardFacts: Encodable {
    var card: CardFacts
    var trusted: Bool

    init(_ card: Card, trust: Trust) {
        self.card = CardFacts(card)
        trusted = trust.signer(card.fingerprint) != nil
    }
}

extension Page {
    /// Adds who a card belongs to, with the fingerprint in groups to be read out.
    mutating func card(_ card: Card) {
        facts([
            .init("Name", card.name),
            .init("Role", card.role.rawValue),
            .init("Organisation", card.organization),
            .init("Made", card.created.inWords),
            .init("Fingerprint", card.fingerprint.lines),
        ])
    }

    /// Adds what the signature on a statement is worth: the statement was read, so it is valid; whether
    /// its signer is who the card says, only trust can tell.
    mutating func signature(by signer: Card, on issued: WallTime, trust: Trust, folder: String) {
        let isTrusted = trust.signer(signer.fingerprint) != nil
        facts([
            .init("Signed by", "\(signer.inWords) (\(signer.role.rawValue))"),
            .init("Signed on", issued.inWords),
            .init("Fingerprint", signer.fingerprint.lines),
            .init(
                "Signature",
                isTrusted
                    ? "valid, signer trusted"
                    : "valid, signer unknown: no card in \(folder) is theirs"),
        ])
    }
}

extension Fingerprint {
    /// The groups on four lines of four: as much as one breath holds.
    var lines: String {
        let groups = grouped.split(separator: " ")
        return stride(from: 0, to: groups.count, by: 4)
            .map { groups[$0..<min($0 + 4, groups.count)].joined(separator: " ") }
            .joined(separator: "\n")
    }
}
