import Outcomes
import CustodyDesk
import CustodianCommands
import StatementFiles
import Statements
import ArgumentParser
import Sealing

/// `proffer consent show`.
struct ConsentShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Read a consent, or its revocation, in plain words, and who signed it.",
        discussion: """
            EXAMPLE
              proffer consent show consent.json
            """)

    @Argument(help: "The consent, or its revocation.", completion: .file())
    var consent: String

    @OptionGroup var trust: SignerOptions
    @OptionGroup var result: ResultOptions

    private struct Facts: Encodable {
        var consent: ConsentFacts?
        var revocation: RevocationFacts?
        var trusted: Bool
        /// `trusted`, `certified`, `unknown`, `replaced`, `doubtful` or `revoked`.
        var standing: String
        /// Why the signer is not relied on; absent where they are.
        var reason: String?

        init(consent: ConsentFacts? = nil, revocation: RevocationFacts? = nil, signer: TrustedCardFacts) {
            (self.consent, self.revocation) = (consent, revocation)
            (trusted, standing, reason) = (signer.trusted, signer.standing, signer.reason)
        }
    }

    func run() throws {
        let trust = try trust.load()
        let file = try SignedFile(consent)
        if file.payloadType == Revocation.payloadType { return try show(StatementInput(file), trust) }
        guard file.payloadType == Consent.payloadType else {
            throw file.isNot("a consent or its revocation")
        }
        let input = try StatementInput<Consent>(file)
        let owner = input.statement.owner
        let facts = Facts(
            consent: ConsentFacts(input.statement, digest: input.envelope.payloadDigest),
            signer: TrustedCardFacts(owner, trust: trust, signed: input.statement.issued))

        try result.show(json: facts) { page in
            page.paragraph("\(owner.inWords) answered a request:")
            page.gap()
            page.consent(input.statement)
            page.facts([.init("Request", "SHA-256 \(input.statement.request.hex)")])
            page.gap()
            page.signature(
                by: owner, on: input.statement.issued, trust: trust, folder: self.trust.folder.path)
        }
    }

    private func show(_ input: StatementInput<Revocation>, _ trust: Trust) throws {
        let owner = input.statement.owner
        let facts = Facts(
            revocation: RevocationFacts(input.statement, digest: input.envelope.payloadDigest),
            signer: TrustedCardFacts(owner, trust: trust, signed: input.statement.issued))
        try result.show(json: facts) { page in
            page.paragraph("\(owner.inWords) took a consent back. It can no longer be sealed under.")
            page.gap()
            page.facts([
                .init("Reason", input.statement.reason?.theirs),
                .init("Consent", "SHA-256 \(input.statement.consent.hex)"),
            ])
            page.gap()
            page.signature(
                by: owner, on: input.statement.issued, trust: trust, folder: self.trust.folder.path)
        }
    }
}
