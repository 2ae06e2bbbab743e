import ArgumentParser
import Ledger
import Sealing

/// `proffer ledger prove`.
package struct LedgerProve: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Write a proof that an entry is logged, or that the ledger only grew.",
        discussion: """
            The first is a C2SP tlog-proof, the second the body of a request to a C2SP witness. Both are checked offline \
            with `proffer ledger check` and by other people's tools, without the ledger.

            EXAMPLE
              proffer ledger prove ledger.sqlite --entry received.json --out received.tlog-proof
              proffer ledger prove ledger.sqlite --since yesterday.checkpoint --out growth.txt
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

    private struct Facts: Encodable {
        var index: UInt64?
        var since: UInt64?
        var checkpoint: CheckpointFacts
    }

    package func validate() throws {
        guard [entry != nil, index != nil, since != nil].filter(\.self).count == 1 else {
            throw ValidationError("Say what to prove: one of --entry, --index and --since.")
        }
    }

    package func run() throws {
        try output.check()
        let log = try ledger.open()
        if let since {
            let proof = try log.growth(since: try readingNote(since) { try SignedCheckpoint($0) })
            try output.write(bytes: proof.bytes)
            let facts = Facts(index: nil, since: proof.since, checkpoint: CheckpointFacts(proof.checkpoint))
            return try result.show(json: facts) { page in
                page.paragraph(
                    "\(output.out) shows that the ledger grew from \(entriesInWords(proof.since)) to "
                        + "\(proof.checkpoint.checkpoint.size), and that none before was changed.")
            }
        }
        let place = try index ?? entry.map { try log.place(of: try LoggedFile.entry($0)) } ?? 0
        let proof = try log.proof(of: place)
        try output.write(bytes: proof.bytes)
        let facts = Facts(index: place, since: nil, checkpoint: CheckpointFacts(proof.checkpoint))
        try result.show(json: facts) { page in
            page.paragraph(
                "\(output.out) shows that entry \(place) is in the ledger of \(entriesInWords(proof.checkpoint.checkpoint.size))."
            )
        }
    }
}
