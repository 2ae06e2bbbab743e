import Presentation
import Records
import Statements
import ArgumentParser
import Ledger
import Sealing

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
              proffer ledger verify ledger.sqlite --card ruth.card.json --checkpoint yesterday.checkpoint
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

    private struct Facts: Encodable {
        var result: String
        var summary: String
        var size: UInt64
        var signed: UInt64
        var checks: [Check]
    }

    package func run() throws {
        let log = try ledger.open()
        let kept = try checkpoint.map { try readingNote($0) { try SignedCheckpoint($0) } }
        let keys = try keeper.load().map { (name: $0.inWords, key: $0.verifyingKey) }
        let found = try log.verify(keys: keys, areKeepers: keeper.isNamed, kept: kept)
        let facts = Facts(
            result: found.holds ? "ok" : "failed", summary: found.summary, size: found.size,
            signed: found.signed,
            checks: found.checks)
        try result.show(json: facts) { page in
            page.facts(found.checks.map(\.labelled))
            page.gap()
            page.paragraph(found.summary)
        }
        if !found.holds { throw ExitStatus.checkFailed }
    }
}
