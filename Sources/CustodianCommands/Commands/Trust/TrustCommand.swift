import ArgumentParser

/// `proffer trust`.
package struct TrustCommand: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Say whose cards you trust.",
        discussion: """
            A valid signature says that the holder of a card signed. Who that is, you know only once \
            you have compared the card's fingerprint with the person, by telephone or face to face.

            EXAMPLE
              \(Program.name) trust add keller.card.json
              \(Program.name) trust list
            """,
        subcommands: [TrustAdd.self, TrustList.self, TrustRemove.self])
}
