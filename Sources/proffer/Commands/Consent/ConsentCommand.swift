import ArgumentParser

/// `proffer consent`.
struct ConsentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consent",
        abstract: "Answer a request: look, grant, decline, or take back.",
        discussion: """
            Without a consent nothing can be cut or sealed, and never more than it grants.

            EXAMPLE
              proffer consent grant --request request.json --identity dana.identity \\
                --camera front-door --no-audio --out consent.json
            """,
        subcommands: [
            ConsentPreview.self, ConsentGrant.self, ConsentDecline.self, ConsentRevoke.self, ConsentShow.self,
        ])
}
