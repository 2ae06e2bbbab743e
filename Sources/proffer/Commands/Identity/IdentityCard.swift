import Outcomes
import Presentation
import CustodianCommands
import Statements
import ArgumentParser

/// `proffer identity card`.
struct IdentityCard: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "card",
        abstract: "Write the card of an identity: the half you give to others.",
        discussion: """
            The card holds no secret. Others check your signatures with it and encrypt to you, once they \
            have compared its fingerprint with you.

            EXAMPLE
              proffer identity card dana.identity --out dana.card.json
            """)

    @Argument(help: "Your identity file.", completion: .file())
    var file: String

    @OptionGroup var certificates: CertificateOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        try output.check()
        let chain = try certificates.load()
        let card = try certificates.put(chain, on: try passphrase.open(file).card)
        try output.write(card)

        try result.show(json: IdentityFacts(file: output.out, kind: .card, card: card)) { page in
            page.paragraph(
                "\(output.out) is the card of \(card.inWords). "
                    + "Whoever gets it compares this fingerprint with you:"
            )
            page.gap()
            page.facts([.init("Fingerprint", card.fingerprint.lines)])
        }
    }
}
