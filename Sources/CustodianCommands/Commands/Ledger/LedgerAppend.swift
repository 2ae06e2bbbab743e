import ArgumentParser
import CustodyDesk
import Presentation

/// `proffer ledger append`.
package struct LedgerAppend: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "append",
        abstract: "Log signed statements, and sign for them.",
        discussion: """
            Files that end in .jsonl hold one statement a line. All of them are logged, or none. Statements that are in \
            the ledger already are logged once more only with --again. What you signed for last is kept beside your \
            identity; a ledger that has less than that, or other, is refused.

            EXAMPLE
              \(Program.name) ledger append ledger.sqlite bundle.tar.custody.jsonl --identity ruth.identity
            """)

    @OptionGroup package var ledger: LedgerArgument

    @Argument(help: ArgumentHelp("Files with signed statements.", valueName: "file"), completion: .file())
    package var files: [String]

    @Flag(help: "Log also what is in the ledger already.")
    package var again = false

    @OptionGroup package var identity: IdentityOptions
    @OptionGroup package var before: SignedBeforeOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        let logged = try LoggedStatements(
            files, in: ledger.atHand, again: again, by: before.keeper(identity.atHand)
        ).facts
        try result.show(json: logged) { page in
            page.paragraph(
                logged.first.map { first in
                    "Logged \(entriesInWords(logged.appended)), from place \(first) on"
                        + (logged.already > 0 ? "; \(logged.already) had been before." : ".")
                } ?? "Nothing was logged: all of it is in the ledger already.")
            page.paragraph("You signed for \(entriesInWords(logged.checkpoint.size)).")
        }
    }
}
