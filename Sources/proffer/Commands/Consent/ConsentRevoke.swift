import CustodianCommands
import CustodyDesk
import Desk
import ArgumentParser

/// `proffer consent revoke`.
struct ConsentRevoke: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Take a consent back.",
        discussion: """
            A revoked consent can no longer be sealed under. What was handed over and opened before \
            cannot be called back; the revocation then tells the agency that you no longer agree.

            EXAMPLE
              proffer consent revoke --consent consent.json --identity dana.identity \\
                --out revocation.json
            """)

    @Option(help: ArgumentHelp("The consent you take back.", valueName: "consent"), completion: .file())
    var consent: String

    @OptionGroup var identity: IdentityOptions

    @Option(help: ArgumentHelp("Why, if you want to say so.", valueName: "text"))
    var reason: String?

    @OptionGroup var journal: JournalOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        let answer = OwnersAnswer(
            by: identity.atHand, to: output.file, journal: journal.kept, noting: Output.note)
        let facts = try answer.revoke(consent, reason: reason)
        try result.show(json: facts) { page in
            page.paragraph(
                "You took back the consent in \(consent). Keep \(output.out) in the same folder: seal looks for it "
                    + "there. Send it to whom you gave the consent."
            )
            page.gap()
            page.paragraph("What was handed over and opened before cannot be called back.")
        }
    }
}
