import CustodianCommands
import Bundle
import Handover
import Records
import Statements
import ArgumentParser

/// `proffer open`.
struct OpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract:
            "Open a bundle into a folder: the clips, what is known about them, and how they were checked.",
        discussion: """
            Everything is checked while it is written; when a check does not hold, nothing is left behind.
            The folder must not be there yet. Where a custody chain lies beside the bundle, the opening is written into it
            first; whoever does not hold the bundle by that chain does not open it unless with --no-custody.

            EXAMPLE
              proffer open bundle.tar --identity tom.identity --into opened
              proffer open bundle.tar --identity tom.identity --into opened --viewing-copy
            """)

    @Argument(help: ArgumentHelp("The bundle.", valueName: "bundle"), completion: .file())
    var bundle: String

    @OptionGroup var identity: IdentityOptions

    @Option(help: ArgumentHelp("The folder to make.", valueName: "folder"), completion: .directory)
    var into: String

    @OptionGroup var custody: CustodyFileOptions

    @Flag(help: "Open without a custody entry, though a chain lies beside the bundle.")
    var noCustody = false

    @Flag(
        help: ArgumentHelp(
            "Make a film of each camera to watch as well: all its clips in order, cards where something is missing, the "
                + "wall clock in the picture. It is no evidence."))
    var viewingCopy = false

    @OptionGroup var trust: SignerOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        guard !noCustody || custody.custody == nil else {
            throw Failure(.usage, "--custody and --no-custody contradict each other")
        }
        let trusted = try trust.load()
        let identity = try identity.load()
        let chain = try chain()
        let outcome = try Opener.open(
            bundle, identity: identity, trust: trusted, into: into, custody: chain,
            viewingCopiesBy: viewingCopy ? .current : nil
        ) { name in
            if Terminal.showsProgress { Output.notes("opening \(name)") }
        }
        switch outcome {
        case .refused(let report):
            try result.show(json: report) { page in
                page.verification(report)
                page.paragraph("Nothing was opened.")
            }
            throw ExitStatus.checkFailed
        case .opened(let opened):
            try result.show(json: OpenedFacts(opened, custody: chain)) { page in
                page.paragraph("Opened into \(opened.folder). Each clip was checked to its last sample.")
                page.gap()
                let index = RecordIndex(opened.record)
                for object in opened.record.objects { page.facts(object.facts(in: index, by: .sealer)) }
                page.facts([
                    .init("record.json", "what, who, when, where, why and how"),
                    .init("request.json", "what was asked, as it was signed"),
                    .init("consent.json", "what the owner agreed to, as it was signed"),
                    .init("verification.json", "every check that was made, and those that were not"),
                ])
                for copy in opened.viewingCopies?.copies ?? [] {
                    page.facts([
                        .init(
                            copy.file,
                            "viewing copy, not evidence: \(durationInWords(nanoseconds: copy.lengthNanoseconds)) of "
                                + copy.camera
                                + (copy.cards.isEmpty ? "" : ", with cards where something is missing"))
                    ])
                }
                for camera in opened.viewingCopies?.notMade ?? [] {
                    page.paragraph("No viewing copy of \(camera.camera): \(camera.reason).")
                }
                for (gap, isShown) in zip(opened.record.gaps, opened.shownGaps) {
                    page.paragraph(gap.inWords(isShown: isShown) + ".")
                }
                let fileNames = opened.record.recordings.fileNames
                for overlap in opened.record.overlaps {
                    page.paragraph("Twice: \(overlap.inWords(fileNames)).")
                }
                page.provenance(of: opened.record.recordings, by: .sealer)
                page.gap()
                page.unknownSigners(opened.report)
                page.paragraph(opened.report.summary)
                page.paragraph(
                    chain.map { "The opening was written into \($0.path)." }
                        ?? "No custody entry was made of this opening.")
            }
        }
    }

    /// Where the opening is written down: the file named, or the one beside the bundle; nil where there is none.
    private func chain() throws -> CustodyFile? {
        if let given = try custody.given() { return given }
        let beside = CustodyFile(besideBundle: bundle)
        return beside.exists && !noCustody ? beside : nil
    }
}

extension Page {
    /// Adds whose signature is good and nobody's who is known.
    fileprivate mutating func unknownSigners(_ report: VerificationReport) {
        for check in [.signerKnown, .requesterKnown, .custodyPeopleKnown].compactMap(report.check) {
            if let reason = check.verdict.reasonWithHint {
                paragraph("Not settled: \(check.name): \(reason).")
            }
        }
    }
}

/// What `open --json` writes.
private struct OpenedFacts: Encodable {
    var folder: String
    var files: [String]
    var objects: [ObjectFacts]
    var gaps: [Worded<Gap>]
    var overlaps: [Overlap]
    var viewingCopies: ViewingCopies?
    var report: VerificationReport
    /// The file the opening was written into; absent where no entry was made.
    var custody: String?

    enum CodingKeys: String, CodingKey {
        case folder, files, objects, gaps, overlaps, report, custody
        case viewingCopies = "viewing_copies"
    }

    init(_ opened: Opener.Opened, custody: CustodyFile?) {
        self.custody = custody?.path
        folder = opened.folder
        files = opened.files
        objects = opened.record.objects
        gaps = zip(opened.record.gaps, opened.shownGaps).map { Worded($0, words: $0.inWords(isShown: $1)) }
        overlaps = opened.record.overlaps
        viewingCopies = opened.viewingCopies
        report = opened.report
    }
}
