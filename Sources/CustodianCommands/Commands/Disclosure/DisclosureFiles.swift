import ArgumentParser
import CustodyDesk
import Presentation

/// `proffer disclosure files`.
package struct DisclosureFiles: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "files",
        abstract:
            "Write what was disclosed to you as age files, which any age tool opens with your age identity.",
        discussion: """
            Nothing is decrypted and nothing is encrypted anew: each file is what the bundle has, behind another header. Bundle \
            and disclosure are checked before. The folder must not be there yet.

            EXAMPLE
              \(Program.name) disclosure files bundle.tar --disclosure defence.disclosure.json --identity ada.identity \\
                --into files
            """)

    @Argument(help: ArgumentHelp("The bundle.", valueName: "bundle"), completion: .file())
    package var bundle: String

    @Option(help: ArgumentHelp("The disclosure.", valueName: "disclosure"), completion: .file())
    package var disclosure: String

    @OptionGroup package var identity: IdentityOptions

    @Option(help: ArgumentHelp("The folder to make.", valueName: "folder"), completion: .directory)
    package var into: String

    @OptionGroup package var trust: SignerOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        let trusted = try trust.load()
        switch try DisclosedFiles.write(
            of: bundle, by: disclosure, openedBy: identity.atHand, trust: trusted, into: into)
        {
        case .refused(let report):
            try result.show(json: report) { page in
                page.add(report.passages())
                page.paragraph("Nothing was written.")
            }
            throw ExitStatus.checkFailed
        case .written(let facts):
            try result.show(json: facts) { page in
                page.paragraph(
                    "Written into \(facts.folder), still encrypted: \(facts.files.joined(separator: ", ")). They open with the age "
                        + "identity that lies in your identity file, alone on a line of a file, such as:")
                page.command([
                    "age", "-d", "-i", "AGE-IDENTITY", "\(facts.folder)/\(facts.files.first ?? "")",
                ])
            }
        }
    }
}
