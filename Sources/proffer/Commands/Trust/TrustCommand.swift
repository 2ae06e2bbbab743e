import ArgumentParser

/// `proffer trust`.
struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Say whose cards you trust.",
        discussion: """
            A valid signature says that the holder of a card signed. Who that is, you know only once \
            you have compared the card's fingerprint with the person, by telephone or face to face.

            EXAMPLE
              proffer trust add keller.card.json
              proffer trust list
            """,
        subcommands: [TrustAdd.self, TrustList.self, TrustRemove.self])
}
