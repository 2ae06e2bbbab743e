import CustodianCommands
import Records
import StatementFiles
import ArgumentParser
import Report
import Sealing

/// `proffer report`.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "Write what is known of a bundle for people who were not there: pages, a graph, a draft to swear to.",
        discussion: """
            Checks the bundle and writes one file. Its ending decides what: .html and .pdf a report to read, .jsonld a
            graph of CASE/UCO for other forensic programs. With --certification 13 or 14 the file is the draft of a
            certification under Federal Rule of Evidence 902(13) or (14), as .html, .pdf or .txt.

            The file holds decrypted facts and pictures. Only its owner may read it (mode 0600).
            Ends with 1 when a check does not hold; the report is written all the same and says so, a certification is not.

            EXAMPLE
              proffer report bundle.tar --identity tom.identity --trust trust --out report.html
              proffer report bundle.tar --identity tom.identity --out report.pdf
              proffer report bundle.tar --identity tom.identity --out case.jsonld
              proffer report bundle.tar --identity tom.identity --certification 14 --out certification.txt
            """)

    @Argument(help: ArgumentHelp("The bundle.", valueName: "bundle"), completion: .file())
    var bundle: String

    @OptionGroup var identity: IdentityOptions
    @OptionGroup var output: OutputOptions

    @Option(help: ArgumentHelp("Draft a certification under this part of Rule 902.", valueName: "13|14"))
    var certification: Certification.Rule?

    @Option(
        help: ArgumentHelp(
            "The certificates (PEM) of the time-stamping authorities you trust.", valueName: "file"),
        completion: .file())
    var tsaRoots: String?

    @OptionGroup var custody: CustodyFileOptions
    @OptionGroup var trust: SignerOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        let format = try ReportFormat(path: output.out, ofCertification: certification != nil)
        try output.check()
        let trusted = try trust.load()
        let facts: ReportFacts
        do {
            facts = try ReportFacts.examine(
                bundle, identity: try identity.load(), trust: trusted,
                authorities: try tsaRoots.map(StatementFile.certificates), custody: try custody.given(),
                tool: .current
            ) { step in if Terminal.showsProgress { Output.notes(step) } }
        } catch ReportError.unreadable(let report) {
            try result.show(json: report) { $0.verification(report) }
            throw ExitStatus.checkFailed
        }
        let bytes =
            try certification.map { try facts.certification($0, as: format, path: output.out) }
            ?? facts.report(as: format, path: output.out)
        try output.writePrivate(bytes)
        let written = WrittenReportFacts(
            file: output.out, sha256: try SHA256Digest.of(bytes).hex, size: bytes.count,
            report: facts.verification)
        try result.show(json: written) { page in
            page.paragraph("\(written.file) is written; only you may read it.")
            page.facts([.init("SHA-256", written.sha256)])
            if certification != nil {
                page.paragraph(
                    "It is a draft. Fill in what stands in [brackets], and have a lawyer look at it.")
            }
            page.gap()
            page.paragraph(facts.verification.summary)
        }
        guard facts.verification.failures.isEmpty else { throw ExitStatus.checkFailed }
    }
}

extension Certification.Rule: ExpressibleByArgument {}

/// What `report --json` writes.
private struct WrittenReportFacts: Encodable {
    var file: String
    var sha256: String
    var size: Int
    var report: VerificationReport
}
