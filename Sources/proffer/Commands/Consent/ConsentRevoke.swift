import CustodyDesk
import Desk
import CustodianCommands
import Statements
import ArgumentParser
import Catalog

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

    private struct Facts: Encodable {
        var file: String
        var revocation: RevocationFacts
    }

    func run() throws {
        try output.check()
        let input = try StatementInput<Consent>(consent)
        let identity = try identity.load()
        guard input.statement.owner.fingerprint == identity.card.fingerprint else {
            throw Failure(
                .notPermitted,
                "refused: \(consent) was given by \(input.statement.owner.quotedName), "
                    + "and only who gave a consent can take it back"
            )
        }
        let revocation = Revocation(
            consent: input.envelope.payloadDigest, owner: identity.card, reason: reason,
            issued: .nowToTheSecond(offsetSeconds: input.statement.issued.utcOffsetSeconds))
        let envelope = try revocation.signed(by: identity)
        try output.write(envelope)
        journal.kept.note(
            input.envelope, envelope, keptBy: JournalKeeper(identity, at: self.identity.identity))

        let facts = Facts(
            file: output.out, revocation: RevocationFacts(revocation, digest: envelope.payloadDigest))
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
