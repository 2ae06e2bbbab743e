import ArgumentParser
import CustodyDesk
import Presentation

/// `proffer trust add`.
package struct TrustAdd: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Trust a card, or keep the revocation of one.",
        discussion: """
            Compare the fingerprint with the person first, by telephone or face to face, and not through \
            the channel that brought the card. `\(Program.name) identity show CARD` shows it without trusting it. Who compared it, \
            when and by which number is asked, and kept beside the card for whoever has to say it in court; the number stays in \
            that folder, and in a certification that you draft. Where nobody can be asked and nothing is given, that nobody wrote \
            it down is said of the card. A card that \
            replaces one you trust, signed with its key, in the same name, role and organisation, and later, needs no call. \
            One that differs, or a second one, is taken only with what --compared and the options beside it say. A revocation is kept whether you trust the \
            card or not.

            EXAMPLE
              \(Program.name) trust add keller.card.json
              \(Program.name) trust add keller.card.json --compared '8f3a 11c0 5b7e 90d2' --compared-by 'Dana Whitfield' \\
                --compared-on now --by-number '+1 555 0100'
            """)

    @Argument(help: "The card, or a revocation.", completion: .file())
    package var card: String

    @Option(
        help: ArgumentHelp(
            "The fingerprint as the person read it to you, or at least its first 16 digits. If the card has another, it is "
                + "not trusted.", valueName: "fingerprint"))
    package var compared: String?

    @Option(help: ArgumentHelp("Who compared it.", valueName: "name"))
    package var comparedBy: String?

    @Option(
        help: ArgumentHelp(
            "When: now, a time of day of the last 24 hours, or date and time.", valueName: "time"))
    package var comparedOn: String?

    @Option(
        help: ArgumentHelp(
            "The telephone number by which it was compared, and where it was found; not one that came with the card.",
            valueName: "number"))
    package var byNumber: String?

    @Flag(help: "It was compared face to face.")
    package var faceToFace = false

    @Flag(help: "Nobody writes down who compared it: that is said of the card from now on.")
    package var notCompared = false

    @OptionGroup package var trust: SignerOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        switch try CardToTrust(card, comparison: try answer).add(to: trust.source) {
        case .added(let added): try show(added)
        case .notTaken(let refused): try show(refused)
        case .revocationKept(let kept): try show(kept)
        }
    }

    package func validate() throws {
        let given = [compared, comparedBy, comparedOn, byNumber].contains { $0 != nil } || faceToFace
        guard !(notCompared && given) else {
            throw ValidationError("--not-compared and what was compared exclude each other")
        }
        guard byNumber == nil || !faceToFace else {
            throw ValidationError("--by-number and --face-to-face exclude each other")
        }
        guard given else { return }
        let missing = [
            ("--compared", compared != nil), ("--compared-by", comparedBy != nil),
            ("--compared-on", comparedOn != nil),
            ("--by-number or --face-to-face", byNumber != nil || faceToFace),
        ].filter { !$0.1 }.map(\.0)
        guard missing.isEmpty else {
            throw ValidationError(
                "a comparison is who, what, when and how: add \(missing.joined(separator: ", "))")
        }
    }

    /// What is said of who compared the fingerprint.
    private var answer: ComparisonAnswer {
        get throws {
            if notCompared { return .notWrittenDown }
            guard let compared, let comparedBy, let comparedOn else {
                return Terminal.canAsk ? .asking(ComparisonQuestions.ask) : .notWrittenDown
            }
            return .made(
                GivenComparison(
                    read: compared, by: comparedBy, on: try ComparisonQuestions.moment(comparedOn),
                    way: byNumber.map { .number($0) } ?? .faceToFace))
        }
    }

    private func show(_ added: AddedCard) throws {
        try result.show(json: added.facts) { page in
            page.paragraph(
                added.isNew
                    ? "Trusted from now on in \(trust.folder.path):"
                    : "Trusted already in \(trust.folder.path):")
            page.gap()
            // A card that needs no call was compared by nobody, and that is no lack.
            let comparisons: [Page.Fact?]
            if case .compare = added.next {
                comparisons = [.init("Compared", added.comparisons.inWords())]
            } else {
                comparisons = []
            }
            page.facts(added.card.labelled + comparisons)
            page.gap()
            let name = added.card.quotedName
            switch added.next {
            case .nothing(let predecessor):
                page.paragraph(
                    "It replaces the card of \(predecessor.inWords) that you trust (\(predecessor.fingerprint.beginning)) "
                        + "and is signed with its key, in the same name, role and organisation, so no call is needed, unless "
                        + "that key may be in other hands. What the old card signed from \(added.card.created.inWords) on is "
                        + "named as signed with a replaced key. To undo this:")
            case .compare(let comparison):
                advise(comparison, on: &page)
                page.paragraph(
                    comparison.isDone
                        ? "Who compared it is kept beside the card, a number too: it stays there, and in a certification you "
                            + "draft. To undo this:"
                        : "Compare the fingerprint with \(name), by telephone or face to face. "
                            + "If one digit differs, undo this:")
            }
            page.command(removal(of: added.card.fingerprint.hex))
        }
    }

    /// What is known of a card whose fingerprint decides.
    private func advise(_ comparison: AddedCard.Comparison, on page: inout Page) {
        if let replacement = comparison.replacement {
            let predecessor = replacement.predecessor
            page.paragraph(
                "It is signed with the key of the card of \(predecessor.inWords) that you trust, but "
                    + "\(replacement.objectionsInWords). So that says nothing of whose it is.")
            for other in replacement.others {
                page.paragraph(
                    "Ask \(predecessor.quotedName) whether this one is theirs too, or somebody else made it: "
                        + "\(other.inWords). If it is not:")
                page.facts([.init("Fingerprint", other.fingerprint.lines)])
                page.command(removal(of: other.fingerprint.hex))
            }
        } else if comparison.saysItReplaces {
            page.paragraph(
                "It says that it replaces another card. That is not shown here: you do not trust that card, its key did "
                    + "not sign, or it was revoked.")
        }
        switch comparison.authority {
        case .notAsked: break
        case .certifies(let subject, let root):
            page.paragraph("\(root) certifies its key as that of \(subject).")
        case .doesNotVouch(let reason):
            page.paragraph("No authority you named vouches for it: \(reason).")
        }
    }

    /// What takes a card away again.
    private func removal(of fingerprint: String) -> [String] {
        [Program.name, "trust", "remove", String(fingerprint.prefix(16))]
            + (trust.trust.map { ["--trust", $0] } ?? [])
    }

    /// Shows the old card beside the new one, which was not taken.
    private func show(_ refused: CardNotTaken) throws {
        try result.show(json: refused.facts) { page in
            page.paragraph("NOT trusted. The card that you trust, and the one that its key signed:")
            page.gap()
            page.facts(refused.trusted.compared(with: refused.card))
            guard !refused.others.isEmpty else { return }
            page.gap()
            page.paragraph("You trust already, as the one after the same card:")
            for other in refused.others { page.facts(other.labelled) }
        }
        throw refused.refusal
    }

    private func show(_ kept: KeptRevocation) throws {
        let revocation = kept.revocation
        try result.show(json: kept.facts) { page in
            page.paragraph(
                "Kept in \(trust.folder.path). The card of \(revocation.card.inWords)"
                    + (kept.isTrusted ? "" : ", which you do not trust anyway,")
                    + " is not relied on as of \(revocation.since.inWords):")
            page.gap()
            page.facts(revocation.labelled)
            page.gap()
            page.paragraph(
                "What it signed from then on is refused. What says that it is older is named, and relied on only where a "
                    + "timestamp from before shows it. Ask \(revocation.card.quotedName) for a new card, and compare it."
            )
            for successor in kept.successors {
                page.gap()
                page.paragraph(
                    "You also trust a card that replaced it. Whoever had the key may have made that one: compare its "
                        + "fingerprint by telephone now, and if one digit differs, remove it:")
                page.facts([.init("Fingerprint", successor.fingerprint.lines)])
                page.command(removal(of: successor.fingerprint.hex))
            }
        }
    }
}
