import Outcomes
import CustodyDesk
import Desk
import CustodianCommands
import Statements
import ArgumentParser
import Catalog

/// `proffer consent decline`.
struct ConsentDecline: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline",
        abstract: "Say no to a request.",
        discussion: """
            You need not say why, and need not answer at all. With a declined consent nothing can be sealed. No recording is
            looked at, so a decline says nothing about whether you have any; and nothing is sent: the agency learns of it
            only if you send the file.

            EXAMPLE
              proffer consent decline --request request.json --identity dana.identity \\
                --reason 'I would rather not' --out declined.json
            """)

    @Option(help: ArgumentHelp("The request you answer.", valueName: "request"), completion: .file())
    var request: String

    @OptionGroup var identity: IdentityOptions

    @Option(help: ArgumentHelp("Why, if you want to say so.", valueName: "text"))
    var reason: String?

    @OptionGroup var trust: SignerOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        try output.check()
        let input = try StatementInput<Request>(request)
        let requester = try trust.requester(of: input.statement)
        let identity = try identity.load()
        let issued = WallTime.nowToTheSecond(offsetSeconds: input.statement.window.from.utcOffsetSeconds)
        let consent = Consent(
            request: input.envelope.payloadDigest, decision: .declined, grants: [], reason: reason,
            owner: identity.card, issued: issued,
            expires: ConsentValidity.expiry(answering: input.statement, from: issued))
        let envelope = try consent.signed(by: identity)
        try output.write(envelope)
        journal.kept.note(
            input.envelope, envelope, keptBy: JournalKeeper(identity, at: self.identity.identity))

        let facts = WrittenConsentFacts(
            file: output.out, consent: ConsentFacts(consent, digest: envelope.payloadDigest),
            requester: requester.facts)
        requester.note(request)
        try result.show(json: facts) { page in
            page.paragraph(
                "You declined what \(input.statement.agency.inWords) asked for in case "
                    + "\(input.statement.caseNumber.quoted). Nothing leaves. \(output.out) says so under your "
                    + "signature; send it, or do not.")
        }
    }
}
