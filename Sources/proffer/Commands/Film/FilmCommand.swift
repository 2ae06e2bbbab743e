import ArgumentParser
import CustodianCommands
import CustodyDesk
import Desk
import Presentation

/// `proffer film`.
struct FilmCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "film",
        abstract: "Make one film of all cameras in the bundles of a case, on one wall clock.",
        discussion: """
            Checks every bundle from first to last and makes a folder with film.mp4 and film.json. Every camera has a place in the
            picture; the wall clock runs above them. Where a camera has nothing, a card says from when to when; where none has
            anything for 10 seconds or more, a card stands for all of that time. Below each place stand the bundle, the clip and
            what is known of the camera's clock. The film has no sound. It is a viewing copy and no evidence: the bundles are.

            Your identity must open every bundle. Where a custody chain lies beside a bundle, that it was opened is written into it
            first; whoever does not hold the bundle by that chain gets no film unless with --no-custody.
            Ends with 1 when a check of a bundle does not hold; nothing is written then.
            With --trust, ends with 77 where somebody who signed is unknown; the film is made all the same.

            EXAMPLE
              proffer film dana.tar erik.tar station.tar --identity tom.identity --into film
            """)

    @Argument(help: ArgumentHelp("The bundles.", valueName: "bundle"), completion: .file())
    var bundles: [String]

    @OptionGroup var identity: IdentityOptions

    @Option(help: ArgumentHelp("The folder to make.", valueName: "folder"), completion: .directory)
    var into: String

    @OptionGroup var cases: CaseOptions

    @Option(
        help: ArgumentHelp(
            "The certificates (PEM) of the time-stamping authorities you trust.", valueName: "file"),
        completion: .file())
    var tsaRoots: String?

    @Flag(help: "Make it without custody entries, though chains lie beside the bundles.")
    var noCustody = false
    @OptionGroup var trust: SignerOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        let order = FilmOrder(
            bundles: bundles, authorities: tsaRoots, entersOpening: !noCustody,
            severalCases: cases.severalCases)
        let outcome = try order.make(
            into: into, by: identity.atHand, trust: try trust.load(), program: .current, noting: Output.note
        ) { step in if Terminal.showsProgress { Output.status(step) } }
        if Terminal.showsProgress { Output.status("") }
        switch outcome {
        case .refused(let bundle, let report):
            try result.show(json: report) { page in
                page.add(report.passages())
                page.paragraph("\(bundle) does not hold. No film was made.")
            }
            throw ExitStatus.checkFailed
        case .made(let facts, let reliances):
            try show(facts)
            for reliance in reliances { try reliance.end() }
        }
    }

    private func show(_ facts: FilmedCaseFacts) throws {
        try result.show(json: facts) { page in
            page.paragraph(
                "\(facts.folder)/\(facts.film.file) is made, and film.json beside it says what it was made from. It is a viewing copy "
                    + "and no evidence.")
            page.facts([
                .init(
                    "Length", "\(facts.lengthInWords), \(facts.film.rate) pictures a second, without sound"),
                .init("SHA-256", facts.film.sha256.hex),
            ])
            page.gap()
            for (bundle, report) in zip(facts.film.bundles, facts.reports) {
                page.facts([.init("\(bundle.mark): \(bundle.bundle)", report.summary)])
            }
            page.gap()
            for camera in facts.cameras { page.facts([.init(camera.camera, camera.words)]) }
            for apart in facts.film.timedApart ?? [] { page.paragraph("\(apart).") }
            for step in facts.film.steps where step.leftOut {
                page.paragraph("No camera has anything of \(step.window): a card stands for it.")
            }
            page.gap()
            for file in facts.custody { page.paragraph("The opening was written into \(file).") }
        }
    }
}
