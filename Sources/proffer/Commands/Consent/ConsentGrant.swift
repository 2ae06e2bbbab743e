import Outcomes
import CustodyDesk
import Desk
import CustodianCommands
import Statements
import ArgumentParser
import Catalog

/// `proffer consent grant`.
struct ConsentGrant: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Agree to a request, or to less than it asks.",
        discussion: """
            What you do not narrow is granted as it was asked for: every camera, the whole window, and \
            sound if sound was asked for. Nothing leaves yet; that takes a seal. What would leave of your recordings \
            is shown by proffer consent preview, with the same options.

            EXAMPLE
              proffer consent grant --request request.json --identity dana.identity \\
                --camera front-door --camera driveway --no-audio \\
                --from 21:40:30 --to 21:42:30 \\
                --condition 'Only for case 26-0417' --out consent.json
            """)

    @OptionGroup var grant: GrantOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var lint: LintOptions
    @OptionGroup var offers: OfferOptions
    @OptionGroup var trust: SignerOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        try output.check()
        let input = try StatementInput<Request>(grant.request)
        let request = input.statement
        let requester = try trust.requester(of: request)
        // A window that is none is said before a passphrase is asked for.
        let window = try grant.window(in: request)
        let linter = try lint.linter()
        let identity = try identity.load()
        let findings = linter.findings(
            in: try RequestReading(input.envelope), trust: try trust.load(),
            answered: try offers.answered(by: request.answers, journal, own: identity.card), at: .now())
        let (consent, envelope) = try grant.consent(to: input, by: identity)
        // A consent that could not be sealed under is never written. The rules are those of the seal.
        let authorization = try Authorization(
            request: input.envelope, consent: envelope, owner: identity.card, at: .now())
        try output.write(envelope)
        journal.kept.note(
            input.envelope, envelope, keptBy: JournalKeeper(identity, at: self.identity.identity))

        let facts = WrittenConsentFacts(
            file: output.out, consent: ConsentFacts(consent, digest: envelope.payloadDigest),
            requester: requester.facts, findings: findings)
        requester.note(grant.request)
        if let note = authorization.readers.note { Output.notes("note: a bundle is \(note)") }
        try result.show(json: facts) { page in
            page.paragraph(
                "You agree that this may go to \(request.agency.inWords), for case \(request.caseNumber.quoted):"
            )
            page.gap()
            page.consent(consent, isOwn: true)
            page.gap()
            page.paragraph("What stays with you: \(grant.kept(of: request, granting: window)).")
            page.gap()
            if findings.contains(where: { $0.weight >= .warning }) {
                page.briefly(findings, of: grant.request)
                page.gap()
            }
            page.paragraph("Nothing has left yet. To hand it over, seal it:")
            page.command([
                "proffer", "seal", "--request", grant.request, "--consent", output.out, "--identity",
                self.identity.identity, "--footage", "FOLDER", "--out", "bundle.tar",
            ])
            page.paragraph("To take it back before that: proffer consent revoke.")
        }
    }
}
