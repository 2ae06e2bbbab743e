import Statements

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
            "valid, signer unknown: no card in \(folder) is theirs" + (note.map { "; \($0)" } ?? "")
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
