import ArgumentParser
import Bundle
import Custody
import Sealing

/// `proffer consent show`.
struct ConsentShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Read a consent in plain words, and who signed it.",
        discussion: """
            EXAMPLE
              proffer consent show consent.json
            """)

    @Argument(help: "The consent.", completion: .file())
    var consent: String

    @OptionGroup var trust: TrustOptions
    @OptionGroup var result: ResultOptions

    private struct Facts: Encodable {
        var consent: ConsentFacts
        var trusted: Bool
    }

    func run() throws {
        let input = try StatementInput<Consent>(consent)
        let trust = try trust.load()
        let owner = input.statement.owner
        let facts = Facts(
            consent: ConsentFacts(input.statement, digest: input.envelope.payloadDigest),
            trusted: trust.signer(owner.fingerprint) != nil)

        try result.show(json: facts) { page in
            page.paragraph("\(owner.inWords), answered a request:")
            page.gap()
            page.consent(input.statement)
            page.gap()
            page.signature(
                by: owner, on: input.statement.issued, trust: trust, folder: self.trust.folder.path)
        }
    }
}
