import ArgumentParser
import CustodyDesk
import Presentation

/// `proffer ledger verify`.
package struct LedgerVerify: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Hold a ledger against what was signed for.",
        discussion: """
            Reads every entry. Ends with 1 when a check does not hold. Who has the file can take away its newest entries \
            together with their checkpoint: only a checkpoint that lay elsewhere shows it.

            EXAMPLE
              \(Program.name) ledger verify ledger.sqlite --card ruth.card.json --checkpoint yesterday.checkpoint
            """)

    @OptionGroup package var ledger: LedgerArgument

    @Option(
        help: ArgumentHelp(
            "A checkpoint of this ledger that was kept elsewhere; may be given more than once.",
            valueName: "file"),
        completion: .file())
    package var checkpoint: [String] = []

    @OptionGroup package var keeper: KeeperOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        let verified = try VerifiedLedger(ledger.atHand, kept: checkpoint, keepers: try keeper.load())
        try result.show(json: verified.facts) { page in
            page.facts(verified.checks.map(\.labelled))
            page.gap()
            page.paragraph(verified.facts.summary)
        }
        if !verified.holds { throw ExitStatus.checkFailed }
    }
}
