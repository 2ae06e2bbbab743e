import ArgumentParser
import Bundle
import Ledger

/// `proffer ledger new`.
struct LedgerNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Begin a ledger.",
        discussion: """
            EXAMPLE
              proffer ledger new ledger.sqlite --identity ruth.identity
            """)

    @OptionGroup var ledger: LedgerArgument
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var result: ResultOptions

    private struct Facts: Encodable {
        var ledger: String
        var checkpoint: CheckpointFacts
    }

    func run() throws {
        let keeper = try identity.load()
        let log = try Ledger.create(at: ledger.ledger, by: keeper)
        let newest = try log.newestCheckpoint()
        try result.show(json: Facts(ledger: log.path, checkpoint: CheckpointFacts(newest))) { page in
            page.paragraph(
                "\(log.path) is begun, as \(log.origin). Nobody but you should be able to write it. Give checkpoints of it to "
                    + "others now and then: only what lies elsewhere shows that its end was not taken away.")
        }
    }
}
