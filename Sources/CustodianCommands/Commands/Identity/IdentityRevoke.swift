import ArgumentParser
import CustodyDesk
import Outcomes

/// `proffer identity revoke`.
package struct IdentityRevoke: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Say that a card of yours is no longer to be relied on.",
        discussion: """
            Signed with the key of the card itself or, where that is lost, with the identity that replaced it. Give the \
            file to everybody who has the card; they keep it with \(Program.name) trust add. It cannot be taken back. Somebody \
            who has your key can date a signature back: only a timestamp from before then shows what is really older.

            EXAMPLE
              \(Program.name) identity revoke dana.identity --reason 'my laptop was stolen' \\
                --since 2026-11-20T18:00:00+01:00 --out dana.revocation.json
            """)

    @Argument(help: "The identity that signs.", completion: .file())
    package var file: String

    @Option(
        help: ArgumentHelp(
            "The card to revoke, which this identity replaced. Default: its own card.", valueName: "card"),
        completion: .file())
    package var card: String?

    @Option(help: ArgumentHelp("Why, in plain words; everyone who gets it reads it.", valueName: "text"))
    package var reason: String

    @Option(
        help: ArgumentHelp("From when on it is not to be relied on. Default: now.", valueName: "time"),
        transform: GivenTime.argument)
    package var since: GivenTime?

    @OptionGroup package var passphrase: PassphraseOptions
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        let made = try NewCardRevocation(of: card, reason: reason, since: since)
            .make(signedBy: passphrase.identity(at: file), in: output.file)
        let revocation = made.revocation
        try result.show(json: made.facts) { page in
            page.paragraph(
                "\(output.out) says that the card of \(revocation.card.inWords) is not to be relied on as of "
                    + "\(revocation.since.inWords). Give it to everybody who has the card; they keep it with:"
            )
            page.command([Program.name, "trust", "add", output.out])
            page.gap()
            page.paragraph(
                "What the card signed before stays valid where a timestamp from before shows it. Without one, nobody can "
                    + "tell it from what a thief dates back.")
        }
    }
}
