import CustodianCommands
import CustodyDesk
import Presentation
import ArgumentParser

/// `proffer consent show`.
struct ConsentShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Read a consent, or its revocation, in plain words, and who signed it.",
        discussion: """
            With --trust, ends with 77 where who signed it is unknown or their key was replaced or revoked; it is shown all the same.

            EXAMPLE
              proffer consent show consent.json
            """)

    @Argument(help: "The consent, or its revocation.", completion: .file())
    var consent: String

    @OptionGroup var trust: SignerOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        let trust = try trust.load()
        let shown = try ShownConsent(consent, trust: trust)
        let folder = self.trust.folder.path
        try result.show(json: shown.facts) { page in
            switch shown.content {
            case .consent(let consent):
                page.doubt(shown.standing.reason, whoSigned: "this consent")
                page.paragraph("\(consent.owner.inWords) answered a request:")
                page.gap()
                page.facts(consent.labelled())
                page.facts([.init("Request", "SHA-256 \(consent.request.hex)")])
                page.gap()
                page.facts(trust.signature(by: consent.owner, on: consent.issued, folder: folder))
            case .revocation(let revocation):
                page.doubt(shown.standing.reason, whoSigned: "this revocation")
                page.paragraph(
                    "\(revocation.owner.inWords) took a consent back. It can no longer be sealed under.")
                page.gap()
                page.facts(revocation.labelled)
                page.gap()
                page.facts(trust.signature(by: revocation.owner, on: revocation.issued, folder: folder))
            }
        }
        try shown.reliance.end()
    }
}
