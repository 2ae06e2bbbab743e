import ArgumentParser
import Ledger

/// `proffer ledger checkpoint`.
struct LedgerCheckpoint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Write the newest checkpoint, to be kept elsewhere.",
        discussion: """
            With --identity, whatever is not signed for yet is signed for first.

            EXAMPLE
              proffer ledger checkpoint ledger.sqlite --out 2026-07-06.checkpoint
            """)

    @OptionGroup var ledger: LedgerArgument

    @Option(
        help: ArgumentHelp("Your identity file, to sign for what is new.", valueName: "identity"),
        completion: .file())
    var identity: String?

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        try output.check()
        let keeper = try identity.map { try passphrase.open($0) }
        let log = try ledger.open()
        let checkpoint = try keeper.map { try log.checkpoint(signedBy: $0) } ?? log.newestCheckpoint()
        try output.write(bytes: checkpoint.bytes)
        try result.show(json: CheckpointFacts(checkpoint)) { page in
            page.paragraph(
                "\(output.out) is the checkpoint over \(entriesInWords(checkpoint.checkpoint.size)). Keep it where who keeps "
                    + "the ledger cannot reach it.")
        }
    }
}
