import Statements

/// A card as `--json` shows it: what it says, without the envelope.
package struct CardFacts: Encodable {
    package var name: String
    package var role: Role
    package var organization: String?
    package var created: WallTime
    package var fingerprint: String
    package var ageRecipients: [String]
    /// The fingerprint of the card it replaces, by its own word; absent where it replaces none.
    package var succeeds: String?
    /// Whom its certificate names; absent without one. Nothing of it was checked.
    package var certificate: String?

    package enum CodingKeys: String, CodingKey {
        case name, role, organization, created, fingerprint, succeeds, certificate
        case ageRecipients = "age_recipients"
    }

    package init(_ card: Card) {
        name = card.name
        role = card.role
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

extension Page {
    /// Adds who a card belongs to, with the fingerprint in groups to be read out.
    package mutating func card(_ card: Card) {
        facts([
            .init("Name", card.name),
            .init("Role", card.role.rawValue),
            .init("Organisation", card.organization),
            .init("Made", card.created.inWords),
            .init(
                "Encryption",
                card.has(.postQuantum)
                    ? card.has(.ordinary) ? "post-quantum and ordinary keys" : "a post-quantum key only" : nil
            ),
            .init("Keys", card.keysInWords.isEmpty ? nil : String(card.keysInWords.dropFirst(2))),
            .init("Fingerprint", card.fingerprint.lines),
            .init(
                "Replaces", card.predecessor.map { "the card \($0.grouped.prefix(19))…, as it says itself" }),
            .init(
                "Certificate",
                card.certificates.map { "for \($0.subject.text), by \($0.issuer); not checked here" }),
        ])
    }

    /// Adds what the signature on a statement is worth: the statement was read, so it is valid; whether
    /// its signer is who the card says, only trust can tell.
    package mutating func signature(by signer: Card, on issued: WallTime, trust: Trust, folder: String) {
        let standing = trust.standing(of: signer, signed: issued)
        facts([
            .init("Signed by", "\(signer.inWords) (\(signer.role.rawValue))"),
            .init("Signed on", issued.inWords),
            .init("Fingerprint", signer.fingerprint.lines),
            .init("Signature", standing.inWords(folder: folder)),
        ])
    }
}

extension SignerStanding {
    /// What a valid signature is worth.
    fileprivate func inWords(folder: String) -> String {
        switch self {
        case .trusted: "valid, signer trusted"
        case .certified(_, let subject, let root):
            "valid, signer known through a certificate of \(root), as \(subject); not compared by you"
        case .unknown(let note):
            "valid, signer unknown: no card in \(folder) is theirs"
                + (note.map { "; \($0.textWithHint)" } ?? "")
        case .replaced, .doubtful, .revoked: "valid, but not to be relied on: " + (reason ?? "")
        }
    }
}

extension Fingerprint {
    /// The groups on four lines of four: as much as one breath holds.
    package var lines: String {
        let groups = grouped.split(separator: " ")
        return stride(from: 0, to: groups.count, by: 4)
            .map { groups[$0..<min($0 + 4, groups.count)].joined(separator: " ") }
            .joined(separator: "\n")
    }
}
