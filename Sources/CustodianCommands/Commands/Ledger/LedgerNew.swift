import CustodyDesk
import ArgumentParser
import Ledger
import Sealing

/// `proffer ledger new`.
package struct LedgerNew: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Begin a ledger.",
        discussion: """
            EXAMPLE
              proffer ledger new ledger.sqlite --identity ruth.identity
            """)

    @OptionGroup package var ledger: LedgerArgument
    @OptionGroup package var identity: IdentityOptions

    @Option(
        help: ArgumentHelp(
            "Where what you sign for is kept, apart from the ledger: PATH.….head. Default: beside your identity.",
            valueName: "path"), completion: .file())
    package var heads: String?

    @OptionGroup package var result: ResultOptions

    private struct Facts: Encodable {
        var ledger: String
        var checkpoint: CheckpointFacts
    }

    package func run() throws {
        let keeper = try identity.load()
        let log = try Ledger.create(
            at: ledger.ledger, by: keeper,
            keeping: SignedBefore(.beside(heads ?? identity.identity), of: keeper))
        if let caution = log.caution { Output.notes("note: \(caution)") }
        let newest = try log.newestCheckpoint()
        try result.show(json: Facts(ledger: log.path, checkpoint: CheckpointFacts(newest))) { page in
            page.paragraph(
                "\(log.path) is begun, as \(log.origin). What you sign for last is kept beside your identity, so that you never "
                    + "sign for less. Give checkpoints of it to others now and then: only what lies elsewhere shows them "
                    + "that its end was not taken away.")
        }
    }
}
