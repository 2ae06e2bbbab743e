import ArgumentParser
import CustodyDesk
import Outcomes
import Presentation

/// `proffer ledger prove`.
package struct LedgerProve: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Write a proof that an entry is logged, or that the ledger only grew.",
        discussion: """
            The first is a C2SP tlog-proof, the second the body of a request to a C2SP witness. Both are checked offline \
            with `\(Program.name) ledger check` and by other people's tools, without the ledger.

            EXAMPLE
              \(Program.name) ledger prove ledger.sqlite --entry received.json --out received.tlog-proof
              \(Program.name) ledger prove ledger.sqlite --since yesterday.checkpoint --out growth.txt
            """)

    @OptionGroup package var ledger: LedgerArgument

    @Option(help: ArgumentHelp("The statement that is logged.", valueName: "file"), completion: .file())
    package var entry: String?

    @Option(help: ArgumentHelp("Its place in the ledger.", valueName: "place"))
    package var index: UInt64?

    @Option(help: ArgumentHelp("An earlier checkpoint.", valueName: "checkpoint"), completion: .file())
    package var since: String?

    @OptionGroup package var output: OutputOptions
    @OptionGroup package var result: ResultOptions

    package func validate() throws {
        guard [entry != nil, index != nil, since != nil].filter(\.self).count == 1 else {
            throw ValidationError("Say what to prove: one of --entry, --index and --since.")
        }
    }

    package func run() throws {
        let proven = try proof()
        let size = proven.checkpoint.size
        try result.show(json: proven) { page in
            if let since = proven.since {
                page.paragraph(
                    "\(output.out) shows that the ledger grew from \(entriesInWords(since)) to \(size), and that none "
                        + "before was changed.")
            } else if let place = proven.index {
                page.paragraph(
                    "\(output.out) shows that entry \(place) is in the ledger of \(entriesInWords(size)).")
            }
        }
    }

    private func proof() throws -> LedgerProofFacts {
        if let index { return try LedgerProof.write(ofPlace: index, from: ledger.atHand, to: output.file) }
        let claim = since.map { LedgerClaim.grew(since: $0) } ?? .holds(file: entry ?? "")
        return try LedgerProof.write(of: claim, from: ledger.atHand, to: output.file)
    }
}
