import ArgumentParser
import Ledger

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
              proffer ledger append ledger.sqlite bundle.tar.custody.jsonl --identity ruth.identity
            """)

    @OptionGroup package var ledger: LedgerArgument

    @Argument(help: ArgumentHelp("Files with signed statements.", valueName: "file"), completion: .file())
    package var files: [String]

    @Flag(help: "Log also what is in the ledger already.")
    package var again = false

    @OptionGroup package var identity: IdentityOptions
    @OptionGroup package var before: SignedBeforeOptions
    @OptionGroup package var result: ResultOptions

    private struct Facts: Encodable {
        var appended: UInt64
        var first: UInt64?
        var already: Int
        var checkpoint: CheckpointFacts
    }

    package func run() throws {
        let keeper = try identity.load()
        let log = try ledger.open()
        let before = try before.load(keeper, at: identity.identity)
        let given = try files.flatMap { path in
            let entries = try LoggedFile.entries(path)
            guard !entries.isEmpty else { throw Failure(.notUnderstood, "\(path): holds no statement") }
            return entries
        }
        let new = again ? given : try given.filter { try !log.holds($0) }
        let places = try log.append(new, after: before)
        let checkpoint = try log.checkpoint(signedBy: keeper, after: before)
        let facts = Facts(
            appended: UInt64(places.count), first: places.isEmpty ? nil : places.lowerBound,
            already: given.count - new.count, checkpoint: CheckpointFacts(checkpoint))
        try result.show(json: facts) { page in
            page.paragraph(
                places.isEmpty
                    ? "Nothing was logged: all of it is in the ledger already."
                    : "Logged \(entriesInWords(facts.appended)), from place \(places.lowerBound) on"
                        + (facts.already > 0 ? "; \(facts.already) had been before." : "."))
            page.paragraph("You signed for \(entriesInWords(checkpoint.checkpoint.size)).")
        }
    }
}
