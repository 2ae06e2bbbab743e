import Outcomes
import Presentation
import CustodianCommands
import StatementFiles
import Statements
import ArgumentParser

/// `proffer identity revoke`.
struct IdentityRevoke: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Say that a card of yours is no longer to be relied on.",
        discussion: """
            Signed with the key of the card itself or, where that is lost, with the identity that replaced it. Give the \
            file to everybody who has the card; they keep it with proffer trust add. It cannot be taken back. Somebody \
            who has your key can date a signature back: only a timestamp from before then shows what is really older.

            EXAMPLE
              proffer identity revoke dana.identity --reason 'my laptop was stolen' \\
                --since 2026-11-20T18:00:00+01:00 --out dana.revocation.json
            """)

    @Argument(help: "The identity that signs.", completion: .file())
    var file: String

    @Option(
        help: ArgumentHelp(
            "The card to revoke, which this identity replaced. Default: its own card.", valueName: "card"),
        completion: .file())
    var card: String?

    @Option(help: ArgumentHelp("Why, in plain words; everyone who gets it reads it.", valueName: "text"))
    var reason: String

    @Option(
        help: ArgumentHelp("From when on it is not to be relied on. Default: now.", valueName: "time"),
        transform: WallTime.argument)
    var since: WallTime?

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    private struct Facts: Encodable {
        var file: String
        var revocation: CardRevocationFacts
    }

    func run() throws {
        try output.check()
        let revoked = try card.map { path in
            do {
                return try Card(json: try StatementFile.read(path))
            } catch {
                throw Failure(error, in: path)
            }
        }
        let identity = try passphrase.open(file)
        let isOwn = revoked == nil || revoked?.fingerprint == identity.card.fingerprint
        let issued = WallTime.nowToTheSecond(offsetSeconds: since?.utcOffsetSeconds ?? 0)
        let revocation = CardRevocation(
            card: isOwn ? identity.card : revoked ?? identity.card, successor: isOwn ? nil : identity.card,
            reason: reason, since: since ?? issued, issued: issued)
        try output.write(try revocation.signed(by: identity))

        try result.show(json: Facts(file: output.out, revocation: CardRevocationFacts(revocation))) { page in
            page.paragraph(
                "\(output.out) says that the card of \(revocation.card.inWords) is not to be relied on as of "
                    + "\(revocation.since.inWords). Give it to everybody who has the card; they keep it with:"
            )
            page.command(["proffer", "trust", "add", output.out])
            page.gap()
            page.paragraph(
                "What the card signed before stays valid where a timestamp from before shows it. Without one, nobody can "
                    + "tell it from what a thief dates back.")
        }
    }
}
