import ArgumentParser
import CustodianCommands
import CustodyDesk
import Desk
import Outcomes
import Presentation

/// `proffer report`.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "Write what is known of a bundle, or of several of one case, for people who were not there: pages, a graph, a draft to "
            + "swear to.",
        discussion: """
            Checks the bundle and writes one file. Its ending decides what: .html and .pdf a report to read, .jsonld a
            graph of CASE/UCO for other forensic programs. With --certification 13 or 14 the file is the draft of a
            certification under Federal Rule of Evidence 902(13) or (14), as .html, .pdf or .txt.

            With several bundles it is one file over all of them: every clip on one wall clock, and a part for each bundle. They
            are of one case; --several-cases says that other ones are meant too.

            The file holds decrypted facts and pictures. Only its owner may read it (mode 0600). Where a custody chain lies beside
            the bundle, that it was opened is written into it first; whoever does not hold the bundle by that chain gets no report
            unless with --no-custody. The owner of the footage needs no entry.
            Ends with 1 when a check does not hold; the report is written all the same and says so, a certification is not.
            With --trust, ends with 77 where somebody who signed is unknown; it is written all the same.

            EXAMPLE
              proffer report bundle.tar --identity tom.identity --trust trust --out report.html
              proffer report bundle.tar --identity tom.identity --out report.pdf
              proffer report dana.tar erik.tar --identity tom.identity --out case.html
              proffer report bundle.tar --identity tom.identity --out case.jsonld
              proffer report bundle.tar --identity tom.identity --certification 14 --out certification.txt
            """)

    @Argument(
        help: ArgumentHelp("The bundle, or the bundles of a case.", valueName: "bundle"), completion: .file())
    var bundles: [String]

    @OptionGroup var identity: IdentityOptions
    @OptionGroup var output: OutputOptions

    @Option(help: ArgumentHelp("Draft a certification under this part of Rule 902.", valueName: "13|14"))
    var certification: CertificationRule?

    @Option(
        help: ArgumentHelp(
            "Your reference for the first clip as an exhibit, such as TO/1; the others count on from it, as with open. Of several bundles "
                + "once for all, or once for each, in order.",
            valueName: "reference"), transform: GivenExhibit.argument)
    var exhibit: [GivenExhibit] = []

    @Option(
        help: ArgumentHelp(
            "The certificates (PEM) of the time-stamping authorities you trust.", valueName: "file"),
        completion: .file())
    var tsaRoots: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "The recordings, where you have them: the originals are compared with them.", valueName: "file"),
        completion: .file())
    var source: [String] = []

    @OptionGroup var cases: CaseOptions
    @OptionGroup var custody: CustodyFileOptions

    @Option(
        help: ArgumentHelp(
            "The digest of a custody entry you know of, to see that it and what went before is still there.",
            valueName: "sha-256"))
    var custodyHead: String?

    @Flag(help: "Report without a custody entry, though a chain lies beside the bundle.")
    var noCustody = false
    @OptionGroup var trust: SignerOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        var order = ReportOrder(
            bundles: bundles, entersOpening: !noCustody, severalCases: cases.severalCases)
        (order.certification, order.authorities, order.sources) = (certification, tsaRoots, source)
        order.exhibits = exhibit
        (order.custody, order.knownEntry) = (custody.custody, try custodyHead.map(KnownEntry.init))
        let written = try order.write(
            into: output.file, by: identity.atHand, trust: try trust.load(),
            program: .current, noting: Output.note
        ) { step in if Terminal.showsProgress { Output.notes(step) } }
        switch written {
        case .unreadable(let bundle, let report):
            try result.show(json: report) { page in
                page.add(report.passages())
                if bundles.count > 1 {
                    page.paragraph("Nothing of \(bundle) can be read. Nothing was written.")
                }
            }
            throw ExitStatus.checkFailed
        case .written(let facts, let reliance):
            try result.show(json: facts) { page in
                page.paragraph("\(facts.file) is written; only you may read it.")
                page.facts([.init("SHA-256", facts.sha256)])
                if certification != nil {
                    page.paragraph(
                        "It is a draft. Fill in what stands in [brackets], and have a lawyer look at it.")
                }
                page.gap()
                page.paragraph(facts.report.summary)
            }
            try reliance.end()
        case .writtenCase(let facts, let reliances):
            try result.show(json: facts) { page in
                page.paragraph("\(facts.file) is written; only you may read it.")
                page.facts([.init("SHA-256", facts.sha256)])
                page.gap()
                for bundle in facts.bundles {
                    page.facts([.init("\(bundle.mark): \(bundle.file)", bundle.report.summary)])
                }
            }
            for reliance in reliances { try reliance.end() }
        }
    }
}

extension CertificationRule: ExpressibleByArgument {}
