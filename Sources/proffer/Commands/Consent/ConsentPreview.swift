import ArgumentParser
import CustodianCommands
import Desk
import Outcomes
import Presentation

/// `proffer consent preview`.
struct ConsentPreview: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "See what would leave of your recordings if you agreed.",
        discussion: """
            Takes the options of consent grant, and writes nothing: neither a consent nor a bundle. It says what \
            would be handed over as it was recorded, what would have to be encoded anew and why, what would stay with \
            you, and of what there is no recording. With --consent it says so of a consent you gave. Where you took \
            back what you agreed to, it ends with 77.

            EXAMPLE
              proffer consent preview --request request.json --identity dana.identity \\
                --from 21:40:30 --to 21:42:30 --footage cams
            """)

    @OptionGroup var grant: GrantOptions

    @Option(
        help: ArgumentHelp(
            "Your consent, to see what a seal of it would hold; in place of --from, --to, --camera and the like.",
            valueName: "consent"), completion: .file())
    var consent: String?

    @Flag(help: "Look although you took back what you had agreed to of this request.")
    var anew = false

    @OptionGroup var identity: IdentityOptions

    @OptionGroup var handover: HandoverOptions
    @OptionGroup var lint: LintOptions
    @OptionGroup var trust: SignerOptions
    @OptionGroup var journal: JournalPlaceOptions
    @OptionGroup var result: ResultOptions

    func validate() throws {
        guard consent == nil || !grant.isGiven && !anew else {
            throw ValidationError(
                "--consent shows what you agreed to, and does not go with options that say what you would agree to"
            )
        }
    }

    private func looked() throws -> HandoverPreview {
        guard let consent else {
            return try ChosenTimes.asking { chosen in
                try HandoverPreview.of(
                    grant.terms(chosen), answering: grant.request, by: identity.atHand,
                    trust: try trust.load(), linter: try .init(limitsFile: lint.limits),
                    journal: journal.looked, isAnew: anew, try handover.choices(), program: .current,
                    noting: Output.note)
            }
        }
        return try HandoverPreview.of(
            consent: consent, answering: grant.request, by: identity.atHand, trust: try trust.load(),
            linter: try .init(limitsFile: lint.limits), journal: journal.looked, try handover.choices(),
            program: .current,
            noting: Output.note)
    }

    func run() throws {
        let preview = try looked()
        let facts = preview.facts
        try result.show(json: facts) { page in
            guard !facts.objects.isEmpty else {
                page.paragraph("Nothing would leave: no recording has anything of that.")
                return page.gaps(facts.gapsInWords)
            }
            page.paragraph("If you agreed, this would leave, and nothing else:")
            page.gap()
            for object in facts.objects { page.facts([object.labelled]) }
            page.other(lines: facts.otherBytesInWords)
            page.links(preview.reached)
            if facts.isAllEncodedAnew {
                page.gap()
                page.paragraph(
                    "None of it would be the camera's own data. A window that reaches over a key frame would hold some."
                )
            }
            page.leftOut(facts.leftOut)
            page.gaps(facts.gapsInWords)
            for overlap in facts.overlapsInWords(preview.fileNames) { page.paragraph(overlap) }
            page.gap()
            if facts.hasGraveFindings {
                page.briefly(facts.findings.warnings, of: grant.request)
                page.gap()
            }
            page.paragraph(
                consent == nil
                    ? "Nothing was written and nothing has left. To agree: proffer consent grant."
                    : "Nothing was written and nothing has left. To hand it over: proffer seal.")
        }
    }
}

extension Page {
    fileprivate mutating func gaps(_ gaps: [String]) {
        guard !gaps.isEmpty else { return }
        gap()
        for missing in gaps { paragraph(missing) }
    }
}
