import ArgumentParser
import Bundle
import Custody
import Sealing

/// `proffer trust add`.
struct TrustAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Trust a card, or keep the revocation of one.",
        discussion: """
            Compare the fingerprint with the person first, by telephone or face to face, and not through \
            the channel that brought the card. `proffer identity show CARD` shows it without trusting it. A card that \
            replaces one you trust, signed with its key, needs no call. A revocation is kept whether you trust the card \
            or not.

            EXAMPLE
              proffer trust add keller.card.json
            """)

    @Argument(help: "The card, or a revocation.", completion: .file())
    var card: String

    @OptionGroup var trust: SignerOptions
    @OptionGroup var result: ResultOptions

    private struct Facts: Encodable {
        var card: CardFacts
        var file: String
        var trust: String
        var added: Bool
        /// The trusted card it replaces, which vouches for it; absent where none does.
        var replaces: String?
        /// The certificate authority that vouches for it; absent where none does.
        var root: String?
        var revoked: CardRevocationFacts?
    }

    private struct RevocationFacts: Encodable {
        var revocation: CardRevocationFacts
        var file: String
        var trust: String
        /// Whether the card is among those that are trusted.
        var trusted: Bool
        /// Trusted cards that replaced it: whoever had its key may have made them.
        var successors: [String]
    }

    func run() throws {
        let bytes = try StatementFile.read(self.card)
        if let envelope = try? DSSEEnvelope(json: bytes), envelope.payloadType == CardRevocation.payloadType {
            return try keep(envelope)
        }
        let card: Card
        do {
            card = try Card(json: bytes)
        } catch {
            throw Failure(error, in: self.card)
        }
        let before = try trust.folder.load().trust
        let isNew = before.signer(card.fingerprint) == nil
        let predecessor = before.predecessor(of: card)
        for other in before.cards
        where isNew && other.name == card.name && other.fingerprint != predecessor?.fingerprint {
            Output.notes(
                "note: you already trust another card in the name of \(other.inWords), "
                    + "fingerprint \(other.fingerprint.grouped.prefix(19))…; ask them which one is theirs")
        }
        let revocation = before.revocation(of: card.verifyingKey)
        if let revocation {
            Output.notes(
                "note: this card was revoked as of \(revocation.since) (\(revocation.reason)): nothing it signed since is "
                    + "relied on")
        }
        // What an authority says of the card, whether it is trusted by hand or not.
        let vouched = try trust.withRoots(before).removing(card.fingerprint).standing(
            of: card, signed: .now())
        let file = try trust.folder.add(card)

        var facts = Facts(card: CardFacts(card), file: file, trust: trust.folder.path, added: isNew)
        facts.replaces = predecessor?.fingerprint.hex
        facts.revoked = revocation.map { CardRevocationFacts($0) }
        if case .certified(_, _, let root) = vouched { facts.root = root }
        try result.show(json: facts) { page in
            page.paragraph(
                isNew
                    ? "Trusted from now on in \(trust.folder.path):"
                    : "Trusted already in \(trust.folder.path):")
            page.gap()
            page.card(card)
            page.gap()
            advise(card, predecessor, vouched, on: &page)
            page.command(
                ["proffer", "trust", "remove", String(card.fingerprint.hex.prefix(16))]
                    + (trust.trust.map { ["--trust", $0] } ?? []))
        }
    }

    /// What is left to do before the card can be relied on.
    private func advise(
        _ card: Card, _ predecessor: Card?, _ vouched: SignerStanding, on page: inout Page
    ) {
        if let predecessor {
            page.paragraph(
                "It replaces the card of \(predecessor.inWords) that you trust (\(predecessor.fingerprint.grouped.prefix(19))…) "
                    + "and is signed with its key, so no call is needed, unless that key may be in other hands. To undo "
                    + "this:")
            return
        }
        if card.predecessor != nil {
            page.paragraph(
                "It says that it replaces another card. That is not shown here: you do not trust that card, its key did "
                    + "not sign, or it was revoked.")
        }
        if case .certified(_, let subject, let root) = vouched {
            page.paragraph("\(root) certifies its key as that of \(subject).")
        } else if trust.x509Roots != nil {
            page.paragraph("No authority you named vouches for it: \(vouched.reason ?? "").")
        }
        page.paragraph(
            "Compare the fingerprint with \(card.name), by telephone or face to face. "
                + "If one digit differs, undo this:")
    }

    private func keep(_ envelope: DSSEEnvelope) throws {
        let revocation: CardRevocation
        do {
            revocation = try CardRevocation(verifying: envelope)
        } catch {
            throw Failure(error, in: card)
        }
        let before = try trust.folder.load().trust
        let file = try trust.folder.add(revocation: envelope)
        let isTrusted = before.signer(revocation.card.fingerprint) != nil
        let successors = before.successors(of: revocation.card)
        let facts = RevocationFacts(
            revocation: CardRevocationFacts(revocation), file: file, trust: trust.folder.path,
            trusted: isTrusted, successors: successors.map(\.fingerprint.hex))
        try result.show(json: facts) { page in
            page.paragraph(
                "Kept in \(trust.folder.path). The card of \(revocation.card.inWords)"
                    + (isTrusted ? "" : ", which you do not trust anyway,")
                    + " is not relied on as of \(revocation.since.inWords):")
            page.gap()
            page.revocation(revocation)
            page.gap()
            page.paragraph(
                "What it signed from then on is refused. What says that it is older is named, and relied on only where a "
                    + "timestamp from before shows it. Ask \(revocation.card.name) for a new card, and compare it."
            )
            for successor in successors {
                page.gap()
                page.paragraph(
                    "You also trust a card that replaced it. Whoever had the key may have made that one: compare its "
                        + "fingerprint by telephone now, and if one digit differs, remove it:")
                page.facts([.init("Fingerprint", successor.fingerprint.lines)])
                page.command(
                    ["proffer", "trust", "remove", String(successor.fingerprint.hex.prefix(16))]
                        + (trust.trust.map { ["--trust", $0] } ?? []))
            }
        }
    }
}

extension Page {
    /// Adds which card was revoked, when, why and by whom.
    mutating func revocation(_ revocation: CardRevocation) {
        facts([
            .init("Revoked", revocation.since.inWords),
            .init("Reason", revocation.reason),
            .init(
                "Said by",
                revocation.successor.map {
                    "the card that replaced it, \($0.fingerprint.grouped.prefix(19))…"
                }
                    ?? "the card itself"),
            .init("Said on", revocation.issued.inWords),
            .init("Fingerprint", revocation.card.fingerprint.lines),
        ])
    }
}
