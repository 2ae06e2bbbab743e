import Outcomes
import Presentation
import CustodianCommands
import StatementFiles
import Statements
import ArgumentParser
import Sealing

/// `proffer identity show`.
struct IdentityShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show whose an identity or a card is, with the fingerprint to read over the telephone.",
        discussion: """
            No secret is shown. A card needs no passphrase; a protected identity does.

            EXAMPLE
              proffer identity show keller.card.json
            """)

    @Argument(help: "An identity file or a card.", completion: .file())
    var file: String

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        let bytes = try StatementFile.read(file)
        let isProtected = Identity.isProtected(bytes)
        let facts: IdentityFacts
        let card: Card
        if !isProtected, Self.isEnvelope(bytes) {
            do {
                card = try Card(json: bytes)
            } catch {
                throw Failure(error, in: file)
            }
            facts = IdentityFacts(file: file, kind: .card, card: card)
        } else {
            card = try passphrase.open(file).card
            facts = IdentityFacts(file: file, kind: .identity, protected: isProtected, card: card)
        }

        try result.show(json: facts) { page in
            switch facts.protected {
            case nil: page.paragraph("\(file) is a card.")
            case true?: page.paragraph("\(file) is an identity, protected by a passphrase.")
            case false?: page.paragraph("\(file) is an identity, and not protected by a passphrase.")
            }
            page.gap()
            page.facts(card.labelled)
        }
    }

    /// A card is an envelope; an identity never is.
    private static func isEnvelope(_ bytes: [UInt8]) -> Bool {
        struct Probe: Decodable { var payloadType: String? }
        let probe = try? StrictJSON.decode(Probe.self, from: bytes, maximumBytes: StatementFile.maximumBytes)
        return probe?.payloadType != nil
    }
}
