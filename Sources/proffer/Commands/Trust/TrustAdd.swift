import Outcomes
import Presentation
import CustodianCommands
import StatementFiles
import Statements
import ArgumentParser
import Sealing

/// `proffer trust add`.
struct TrustAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Trust a card, or keep the revocation of one.",
        discussion: """
            Compare the fingerprint with the person first, by telephone or face to face, and not through \
            the channel that brought the card. `proffer identity show CARD` shows it without trusting it. A card that \
            replaces one you trust, signed with its key, in the same name, role and organisation, and later, needs no call. \
            One that differs, or a second one, is taken only with --compared. A revocation is kept whether you trust the \
            card or not.

            EXAMPLE
              proffer trust add keller.card.json
            """)

    @Argument(help: "The card, or a revocation.", completion: .file())
    var card: String

    @Option(
        help: ArgumentHelp(
            "The fingerprint as the person read it to you, or at least its first 16 digits. If the card has another, it is "
                + "not trusted.", valueName: "fingerprint"))
    var compared: String?

    @OptionGroup var trust: SignerOptions
    @OptionGroup var result: ResultOptions

    fileprivate struct Facts: Encodable {
        var card: CardFacts
        /// Its file in the trust folder; absent where it was not added.
        var file: String?
        var trust: String
        var added: Bool
        /// The trusted card whose key signed it, and why it does not simply replace that; absent where it does, or no
        /// key did.
        var signedBy: CardFacts?
        var objections: [String]?
        /// The trusted card it replaces, which vouches for it; absent where none does.
        var replaces: String?
        /// The certificate authority that vouches for it; absent where none does.
        var root: String?
        var revoked: CardRevocationFacts?

        enum CodingKeys: String, CodingKey {
            case card, file, trust, added, objections, replaces, root, revoked
            case signedBy = "signed_by"
        }
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
        try check(compared, against: card)
        let before = try trust.cards.content().trust
        let isNew = before.signer(card.fingerprint) == nil
        let replacement = before.replacement(by: card)
        let predecessor = replacement.flatMap { $0.needsNoCall ? $0.predecessor : nil }
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
        if let replacement, isNew, compared == nil, replacement.isTakenOnlyAfterACall {
            return try refuse(card, replacement)
        }
        if !card.has(.ordinary) {
            Output.notes(
                "note: the card of \(card.quotedName) has a post-quantum key only: a bundle can be for them only where everybody who "
                    + "shall open it, and you, have one too")
        }
        // What an authority says of the card, whether it is trusted by hand or not.
        let vouched = try trust.withRoots(before).removing(card.fingerprint).standing(
            of: card, signed: .now())
        let file = try trust.folder.add(card)

        var facts = Facts(card: CardFacts(card), file: file, trust: trust.folder.path, added: isNew)
        facts.replaces = predecessor?.fingerprint.hex
        facts.note(replacement)
        facts.revoked = revocation.map { CardRevocationFacts($0) }
        if case .certified(_, _, let root) = vouched { facts.root = root }
        try result.show(json: facts) { page in
            page.paragraph(
                isNew
                    ? "Trusted from now on in \(trust.folder.path):"
                    : "Trusted already in \(trust.folder.path):")
            page.gap()
            page.facts(card.labelled)
            page.gap()
            advise(card, replacement, vouched, on: &page)
            page.command(removal(of: card))
        }
    }

    /// What is left to do before the card can be relied on.
    private func advise(
        _ card: Card, _ replacement: Replacement?, _ vouched: SignerStanding, on page: inout Page
    ) {
        if let replacement, replacement.needsNoCall {
            let predecessor = replacement.predecessor
            page.paragraph(
                "It replaces the card of \(predecessor.inWords) that you trust (\(predecessor.fingerprint.grouped.prefix(19))…) "
                    + "and is signed with its key, in the same name, role and organisation, so no call is needed, unless that "
                    + "key may be in other hands. What the old card signed from \(card.created.inWords) on is named as signed "
                    + "with a replaced key. To undo this:")
            return
        }
        if let replacement {
            page.paragraph(
                "It is signed with the key of the card of \(replacement.predecessor.inWords) that you trust, but "
                    + "\(listInWords(replacement.objections.map(\.inWords))). So that says nothing of whose it is."
            )
            for case .fork(let others) in replacement.objections {
                for other in others {
                    page.paragraph(
                        "Ask \(replacement.predecessor.quotedName) whether this one is theirs too, or somebody else made it: "
                            + "\(other.inWords). If it is not:")
                    page.facts([.init("Fingerprint", other.fingerprint.lines)])
                    page.command(removal(of: other))
                }
            }
        } else if card.predecessor != nil {
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
            compared != nil
                ? "You compared the fingerprint with \(card.quotedName). To undo this:"
                : "Compare the fingerprint with \(card.quotedName), by telephone or face to face. "
                    + "If one digit differs, undo this:")
    }

    private func removal(of card: Card) -> [String] {
        ["proffer", "trust", "remove", String(card.fingerprint.hex.prefix(16))]
            + (trust.trust.map { ["--trust", $0] } ?? [])
    }

    /// The fewest digits that are a comparison: fewer could be made to fit.
    private static let fewestDigits = 16

    /// What was read out must be the card's, and enough of it.
    private func check(_ compared: String?, against card: Card) throws {
        guard let compared else { return }
        guard compared.count(where: \.isHexDigit) >= Self.fewestDigits else {
            throw Failure(
                .usage, "--compared needs at least the first \(Self.fewestDigits) digits of the fingerprint")
        }
        guard card.fingerprint.hasPrefix(compared) else {
            throw Failure(
                .notPermitted,
                "refused: \(self.card) has another fingerprint than the one that was read to you, so it is not their card; "
                    + "it is not trusted")
        }
    }

    /// Shows the old card beside the new one, and takes nothing.
    private func refuse(_ card: Card, _ replacement: Replacement) throws {
        var facts = Facts(card: CardFacts(card), trust: trust.folder.path, added: false)
        facts.note(replacement)
        try result.show(json: facts) { page in
            page.paragraph("NOT trusted. The card that you trust, and the one that its key signed:")
            page.gap()
            page.facts(Card.compared(replacement.predecessor, card))
            for case .fork(let others) in replacement.objections {
                page.gap()
                page.paragraph("You trust already, as the one after the same card:")
                for other in others { page.facts(other.labelled) }
            }
        }
        throw Failure(
            .notPermitted,
            "refused: \(self.card) is signed with the key of \(replacement.predecessor.inWords), whose card you trust, but "
                + "\(listInWords(replacement.objections.map(\.inWords))); it is not trusted",
            hint:
                "call \(replacement.predecessor.quotedName) at a number you looked up yourself; if they read you this fingerprint, add "
                + "--compared 'FINGERPRINT'")
    }

    private func keep(_ envelope: DSSEEnvelope) throws {
        let revocation: CardRevocation
        do {
            revocation = try CardRevocation(verifying: envelope)
        } catch {
            throw Failure(error, in: card)
        }
        let before = try trust.cards.content().trust
        let file = try trust.folder.add(revocation: envelope)
        let isTrusted = before.signer(revocation.card.fingerprint) != nil
        // Whatever they say of themselves: the thief may have signed them all.
        let successors = before.heirs(of: revocation.card)
        let facts = RevocationFacts(
            revocation: CardRevocationFacts(revocation), file: file, trust: trust.folder.path,
            trusted: isTrusted, successors: successors.map(\.fingerprint.hex))
        try result.show(json: facts) { page in
            page.paragraph(
                "Kept in \(trust.folder.path). The card of \(revocation.card.inWords)"
                    + (isTrusted ? "" : ", which you do not trust anyway,")
                    + " is not relied on as of \(revocation.since.inWords):")
            page.gap()
            page.facts(revocation.labelled)
            page.gap()
            page.paragraph(
                "What it signed from then on is refused. What says that it is older is named, and relied on only where a "
                    + "timestamp from before shows it. Ask \(revocation.card.quotedName) for a new card, and compare it."
            )
            for successor in successors {
                page.gap()
                page.paragraph(
                    "You also trust a card that replaced it. Whoever had the key may have made that one: compare its "
                        + "fingerprint by telephone now, and if one digit differs, remove it:")
                page.facts([.init("Fingerprint", successor.fingerprint.lines)])
                page.command(removal(of: successor))
            }
        }
    }
}

extension Replacement {
    /// Whether the new card is taken only once somebody says that they compared it. A card whose predecessor was revoked
    /// is taken as any new card is: nothing vouches for it, and a call is asked for.
    fileprivate var isTakenOnlyAfterACall: Bool {
        objections.contains { objection in
            if case .revoked = objection { false } else { true }
        }
    }
}

extension TrustAdd.Facts {
    fileprivate mutating func note(_ replacement: Replacement?) {
        guard let replacement, !replacement.needsNoCall else { return }
        signedBy = CardFacts(replacement.predecessor)
        objections = replacement.objections.map(\.inWords)
    }
}
