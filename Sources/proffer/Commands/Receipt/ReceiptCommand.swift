import ArgumentParser

/// `proffer receipt`.
struct ReceiptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt",
        abstract: "Tell the owner what was received, and read such a receipt.",
        discussion: """
            EXAMPLE
              proffer receipt new bundle.tar --identity lee.identity --out receipt.json
              proffer receipt show receipt.json --bundle bundle.tar --identity dana.identity
            """,
        subcommands: [ReceiptNew.self, ReceiptShow.self])
}
