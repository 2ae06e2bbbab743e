import ArgumentParser

/// `proffer receipt`.
package struct ReceiptCommand<Media: MediaAbility>: ParsableCommand {
    package init() {}

    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "receipt",
            abstract: "Tell the owner what was received, and read such a receipt.",
            discussion: """
                EXAMPLE
                  \(Program.name) receipt new bundle.tar --identity lee.identity --out receipt.json
                  \(Program.name) receipt show receipt.json --bundle bundle.tar --identity dana.identity
                """,
            subcommands: [ReceiptNew<Media>.self, Media.receiptShow])
    }
}
