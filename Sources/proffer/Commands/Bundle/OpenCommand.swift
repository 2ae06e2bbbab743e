import ArgumentParser
import CustodianCommands
import Desk
import Outcomes
import Presentation

/// `proffer open`.
struct OpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract:
            "Open a bundle into a folder: the clips, what is known about them, and how they were checked.",
        discussion: """
            Everything is checked while it is written; when a check does not hold, nothing is left behind.
            The folder must not be there yet. It holds a list of its files that you sign, and files of sums for other programs:
            `proffer verify FOLDER`, `sha256sum -c SHA256SUMS`. Where a custody chain lies beside the bundle, the opening is written into it
            first; whoever does not hold the bundle by that chain does not open it unless with --no-custody.
            With --trust, ends with 77 when who sealed is unknown; it is opened all the same.

            EXAMPLE
              proffer open bundle.tar --identity tom.identity --into opened
              proffer open bundle.tar --identity tom.identity --into opened --viewing-copy
              proffer open bundle.tar --identity tom.identity --into opened --still 21:40:35 --exhibit TO/1
              proffer open bundle.tar --disclosure defence.disclosure.json --identity ada.identity --into opened
            """)

    @Argument(help: ArgumentHelp("The bundle.", valueName: "bundle"), completion: .file())
    var bundle: String

    @OptionGroup var identity: IdentityOptions

    @Option(help: ArgumentHelp("The folder to make.", valueName: "folder"), completion: .directory)
    var into: String

    @Option(
        help: ArgumentHelp(
            "The certificates (PEM) of the time-stamping authorities you trust, to check when the bundle was sealed and since "
                + "when the footage is known to exist.", valueName: "file"),
        completion: .file())
    var tsaRoots: String?

    @Option(
        help: ArgumentHelp(
            "A disclosure by which parts of the bundle were opened to you: they are opened, and the rest stays closed.",
            valueName: "disclosure"), completion: .file())
    var disclosure: String?

    @OptionGroup var custody: CustodyFileOptions

    @Flag(help: "Open without a custody entry, though a chain lies beside the bundle.")
    var noCustody = false

    @Flag(
        help: ArgumentHelp(
            "Make a film of each camera to watch as well: all its clips in order, cards where something is missing, the "
                + "wall clock in the picture. It is no evidence."))
    var viewingCopy = false

    @Option(
        help: ArgumentHelp(
            "Take the picture shown at this moment out of the clips, as PNG: 21:40:30 or in full; can be given more than once. "
                + "It is your still, not the owner's, and the list says so.", valueName: "time"),
        transform: GivenMoment.argument)
    var still: [GivenMoment] = []

    @Flag(
        help: ArgumentHelp(
            "Decode each original and write the MD5 of each of its pictures beside it, as ffmpeg -f framemd5 does. Takes as "
                + "long as decoding takes."))
    var framemd5 = false

    @Option(
        help: ArgumentHelp(
            "Your reference for the first clip as an exhibit, such as TO/1; the others count on from it.",
            valueName: "reference"), transform: GivenExhibit.argument)
    var exhibit: GivenExhibit?

    @OptionGroup var trust: SignerOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        guard disclosure == nil || !viewingCopy else {
            throw Failure(
                .usage, "--viewing-copy needs all of a bundle, and a disclosure opens parts of it",
                hint: "leave one of the two out")
        }
        guard !noCustody || custody.custody == nil else {
            throw Failure(.usage, "--custody and --no-custody contradict each other")
        }
        let entry = noCustody ? OpeningEntry.none : custody.custody.map(OpeningEntry.file) ?? .whereKept
        if let disclosure { return try open(by: disclosure, entry) }
        let outcome = try OpenedBundle.open(
            bundle, by: identity.atHand, trust: try trust.load(),
            authorities: tsaRoots, into: into, entry: entry,
            choices: choices, program: .current, noting: Output.note
        ) { name in
            if Terminal.showsProgress { Output.notes("opening \(name)") }
        }
        switch outcome {
        case .refused(let report):
            try result.show(json: report) { page in
                page.add(report.passages())
                page.paragraph("Nothing was opened.")
            }
            throw ExitStatus.checkFailed
        case .opened(let opened):
            try show(opened)
            try opened.reliance.end()
        }
    }

    private var choices: OpeningChoices {
        var choices = OpeningChoices()
        choices.makesViewingCopies = viewingCopy
        choices.sumsPictures = framemd5
        choices.stills = still
        choices.exhibit = exhibit
        return choices
    }

    private func open(by disclosure: String, _ entry: OpeningEntry) throws {
        let outcome = try OpenedDisclosed.open(
            bundle, by: disclosure, with: identity.atHand, trust: try trust.load(), authorities: tsaRoots,
            into: into,
            entry: entry,
            choices: choices, program: .current, noting: Output.note
        ) { name in
            if Terminal.showsProgress { Output.notes("opening \(name)") }
        }
        switch outcome {
        case .refused(let report):
            try result.show(json: report) { page in
                page.add(report.passages())
                page.paragraph("Nothing was opened.")
            }
            throw ExitStatus.checkFailed
        case .opened(let opened):
            try show(opened)
            try opened.reliance.end()
        }
    }

    private func show(_ opened: OpenedDisclosed) throws {
        let facts = opened.facts
        try result.show(json: facts) { page in
            page.paragraph(
                "Opened into \(facts.folder) what was disclosed to you. Each clip was checked to its last sample."
            )
            page.gap()
            for object in opened.objects.objectsInWords { page.facts([object]) }
            for clock in opened.objects.clocksInWords { page.paragraph(clock) }
            page.facts([
                .init("disclosure.json", "what was disclosed, as it was signed"),
                .init("terms.json", "to whom, why, and under which conditions, by the word of who disclosed"),
            ])
            show(facts.listed, of: facts.verification, notMade: facts.notMade, on: &page)
            page.gap()
            page.facts(
                opened.disclosure.disclosure.labelled(opened.disclosure.terms, opening: "--identity").map(
                    opened.objects.shown))
            page.gap()
            for each in facts.report.unsettled {
                page.paragraph(
                    opened.objects.shown("Not settled: \(each.label): \(each.valueWithHint)."))
            }
            page.paragraph(opened.objects.shown(facts.report.summary))
            if let custody = facts.custody { page.paragraph("The opening was written into \(custody).") }
        }
    }

    private func show(_ opened: OpenedBundle) throws {
        let facts = opened.facts
        try result.show(json: facts) { page in
            page.paragraph("Opened into \(facts.folder). Each clip was checked to its last sample.")
            page.gap()
            for object in opened.record.objectsInWords(by: .sealer) { page.facts([object]) }
            page.facts([
                .init("record.json", "what, who, when, where, why and how"),
                .init("request.json", "what was asked, as it was signed"),
                .init("consent.json", "what the owner agreed to, as it was signed"),
            ])
            show(facts.listed, of: facts.verification, notMade: facts.notMade, on: &page)
            for copy in facts.copies { page.facts([.init(copy.file, copy.words)]) }
            for camera in facts.viewingCopies?.notMade ?? [] {
                page.paragraph("No viewing copy of \(camera.camera): \(camera.reason).")
            }
            for clock in opened.record.clocksInWords { page.paragraph(clock) }
            for clock in opened.record.measuredInWords(opened.measured) { page.paragraph(clock) }
            for gap in opened.record.gapsInWords(shown: opened.shownGaps) { page.paragraph(gap) }
            for overlap in opened.record.overlapsInWords { page.paragraph(overlap) }
            for proof in opened.record.provenanceInWords(by: .sealer) { page.paragraph(proof) }
            for note in facts.report.notes { page.paragraph("Note: " + opened.record.shown(note)) }
            page.gap()
            for each in facts.report.unsettled {
                page.paragraph(
                    opened.record.shown("Not settled: \(each.label): \(each.valueWithHint)."))
            }
            page.paragraph(opened.record.shown(facts.report.summary))
            page.paragraph(
                facts.custody.map { "The opening was written into \($0)." }
                    ?? "No custody entry was made of this opening.")
        }
    }

    /// What was made beside the clips, and the list of all of it.
    private func show(
        _ listed: [OpenedFile], of verification: OpenedVerification, notMade: [OpeningChoices.NotMade]?,
        on page: inout Page
    ) {
        page.facts(listed.madeInWords)
        page.facts([
            .init(
                "verification.json",
                "signed by you: every check that was made and those that were not, and each file with its sums"
            ),
            .init("SHA256SUMS", "the sums for other programs, as SHA1SUMS and MD5SUMS are"),
        ])
        for each in notMade ?? [] { page.paragraph("Not made: \(each.file): \(each.reason).") }
        if !listed.exhibitsInWords.isEmpty {
            page.gap()
            page.facts(listed.exhibitsInWords)
            if let scope = listed.exhibitsCount(forOpening: verification.time) { page.paragraph(scope) }
        }
    }
}
