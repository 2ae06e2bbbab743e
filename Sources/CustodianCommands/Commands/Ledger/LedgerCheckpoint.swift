import ArgumentParser
import CustodyDesk
import Presentation

/// `proffer ledger checkpoint`.
package struct LedgerCheckpoint: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Write the newest checkpoint, to be kept elsewhere.",
        discussion: """
            With --identity, whatever is not signed for yet is signed for first, unless that contradicts what you signed for \
            before.

            EXAMPLE
              \(Program.name) ledger checkpoint ledger.sqlite --out 2026-07-06.checkpoint
            """)

    @OptionGroup package var ledger: LedgerArgument

    @Option(
        help: ArgumentHelp("Your identity file, to sign for what is new.", valueName: "identity"),
        completion: .file())
    package var identity: String?

    @OptionGroup package var passphrase: PassphraseOptions
    @OptionGroup package var before: SignedBeforeOptions
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var result: ResultOptions

    package func validate() throws {
        guard identity != nil || before.checkpoint.isEmpty && before.heads == nil else {
            throw ValidationError(
                "--checkpoint and --heads are for signing: give --identity too, or use \(Program.name) ledger verify."
            )
        }
    }

    package func run() throws {
        let keeper = identity.map { before.keeper(passphrase.identity(at: $0)) }
        let newest = try NewestCheckpoint.write(of: ledger.atHand, signedBy: keeper, to: output.file)
        try result.show(json: newest) { page in
            page.paragraph(
                "\(output.out) is the checkpoint over \(entriesInWords(newest.size)). Keep it where who keeps "
                    + "the ledger cannot reach it.")
        }
    }
}
