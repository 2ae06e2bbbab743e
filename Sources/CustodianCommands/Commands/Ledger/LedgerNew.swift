import ArgumentParser
import CustodyDesk

/// `proffer ledger new`.
package struct LedgerNew: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Begin a ledger.",
        discussion: """
            EXAMPLE
              \(Program.name) ledger new ledger.sqlite --identity ruth.identity
            """)

    @OptionGroup package var ledger: LedgerArgument
    @OptionGroup package var identity: IdentityOptions

    @Option(
        help: ArgumentHelp(
            "Where what you sign for is kept, apart from the ledger: PATH.….head. Default: beside your identity.",
            valueName: "path"), completion: .file())
    package var heads: String?

    @OptionGroup package var result: ResultOptions

    package func run() throws {
        let begun = try ledger.atHand.begin(by: identity.atHand, heads: heads)
        try result.show(json: begun.facts) { page in
            page.paragraph(
                "\(begun.facts.ledger) is begun, as \(begun.origin). What you sign for last is kept beside your identity, "
                    + "so that you never sign for less. Give checkpoints of it to others now and then: only what lies "
                    + "elsewhere shows them that its end was not taken away.")
        }
    }
}
