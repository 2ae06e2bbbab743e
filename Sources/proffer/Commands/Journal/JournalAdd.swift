import CustodianCommands
import Desk
import ArgumentParser

/// `proffer journal add`.
struct JournalAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Note a statement that did not get into your journal by itself.",
        discussion: """
            Takes receipts for bundles you made, and requests, counter-offers, consents and revocations, and checks them
            first. What is there already is noted as seen again.

            EXAMPLE
              proffer journal add receipt.json
            """)

    @Argument(help: "The statements.", completion: .file())
    var file: [String]

    @Option(
        help: ArgumentHelp("Your journal. Default: the usual one.", valueName: "file"), completion: .file())
    var journal: String?

    @OptionGroup var result: ResultOptions

    func run() throws {
        let facts = try OwnersJournal(at: OwnersJournal.place(journal), noting: Output.note).add(file)
        try result.show(json: facts) { page in
            for entry in facts.added {
                page.paragraph("\(entry.file): \(entry.kind), noted in \(facts.journal).")
            }
        }
    }
}
