import Statements
import ArgumentParser
import Ledger
import Sealing

/// `proffer ledger check`.
package struct LedgerCheck: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a proof from somebody's ledger, without the ledger.",
        discussion: """
            Ends with 1 when it does not hold.

            EXAMPLE
              proffer ledger check received.tlog-proof --entry received.json --card ruth.card.json
              proffer ledger check growth.txt --since yesterday.checkpoint --card ruth.card.json
            """)

    @Argument(help: ArgumentHelp("The proof.", valueName: "proof"), completion: .file())
    package var proof: String

    @Option(help: ArgumentHelp("The statement that is to be logged.", valueName: "file"), completion: .file())
    package var entry: String?

    @Option(help: ArgumentHelp("The earlier checkpoint.", valueName: "checkpoint"), completion: .file())
    package var since: String?

    @OptionGroup package var keeper: KeeperOptions
    @OptionGroup package var result: ResultOptions

    private struct Facts: Encodable {
        var result: String
        var summary: String
        var checkpoint: CheckpointFacts
    }

    package func validate() throws {
        guard (entry == nil) != (since == nil) else {
            throw ValidationError("Say what the proof is to show: --entry FILE, or --since CHECKPOINT.")
        }
    }

    package func run() throws {
        let cards = try keeper.load()
        guard !cards.isEmpty else {
            throw Failure(.usage, "nothing says whose ledger the proof is from", hint: "give --card CARD")
        }
        let checkpoint: SignedCheckpoint
        let shown: String
        var holder: Card?
        if let since {
            let proof = try readingNote(proof) { try GrowthProof($0) }
            let earlier = try readingNote(since) { try SignedCheckpoint($0) }
            holder = try cards.first { try proof.holds(since: earlier, by: $0.verifyingKey) }
            checkpoint = proof.checkpoint
            shown =
                "grew from \(entriesInWords(proof.since)) to \(checkpoint.checkpoint.size), and none before was changed"
        } else {
            let entry = try LoggedFile.entry(self.entry ?? "")
            let proof = try readingNote(proof) { try TransparencyLogProof($0) }
            holder = try cards.first { try proof.holds(of: entry, by: $0.verifyingKey) }
            checkpoint = proof.checkpoint
            shown = "holds the statement, at place \(proof.index) of \(checkpoint.checkpoint.size)"
        }
        let summary =
            holder.map { "The ledger of \($0.inWords) (\(checkpoint.checkpoint.origin)) \(shown)." }
            ?? "The proof does NOT hold: it is of something else, was changed, or is not signed by whose card was given."
        let facts = Facts(
            result: holder == nil ? "failed" : "ok", summary: summary, checkpoint: CheckpointFacts(checkpoint)
        )
        try result.show(json: facts) { $0.paragraph(summary) }
        if holder == nil { throw ExitStatus.checkFailed }
    }
}
