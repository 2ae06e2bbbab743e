import ArgumentParser
import CustodyDesk
import Outcomes
import Presentation

/// `proffer ledger check`.
package struct LedgerCheck: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a proof from somebody's ledger, without the ledger.",
        discussion: """
            Ends with 1 when it does not hold.

            EXAMPLE
              \(Program.name) ledger check received.tlog-proof --entry received.json --card ruth.card.json
              \(Program.name) ledger check growth.txt --since yesterday.checkpoint --card ruth.card.json
            """)

    @Argument(help: ArgumentHelp("The proof.", valueName: "proof"), completion: .file())
    package var proof: String

    @Option(help: ArgumentHelp("The statement that is to be logged.", valueName: "file"), completion: .file())
    package var entry: String?

    @Option(help: ArgumentHelp("The earlier checkpoint.", valueName: "checkpoint"), completion: .file())
    package var since: String?

    @OptionGroup package var keeper: KeeperOptions
    @OptionGroup package var result: ResultOptions

    package func validate() throws {
        guard (entry == nil) != (since == nil) else {
            throw ValidationError("Say what the proof is to show: --entry FILE, or --since CHECKPOINT.")
        }
    }

    package func run() throws {
        let claim = since.map { LedgerClaim.grew(since: $0) } ?? .holds(file: entry ?? "")
        let checked = try CheckedLedgerProof(proof, of: claim, by: try keeper.load())
        let facts = CheckedProofFacts(
            holds: checked.holds, summary: checked.inWords, checkpoint: CheckpointFacts(checked.checkpoint))
        try result.show(json: facts) { $0.paragraph(facts.summary) }
        if !checked.holds { throw ExitStatus.checkFailed }
    }
}

extension CheckedLedgerProof {
    /// What the proof shows.
    fileprivate var inWords: String {
        guard let finding else { return LedgerProofWords.doesNotHold }
        return switch finding.shown {
        case .grew(let since): LedgerProofWords.grew(since: since, checkpoint, of: finding.keeper)
        case .holds(let place): LedgerProofWords.holds(place: place, checkpoint, of: finding.keeper)
        }
    }
}
