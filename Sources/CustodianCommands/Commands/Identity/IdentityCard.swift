import ArgumentParser
import CustodyDesk
import Presentation

/// `proffer identity card`.
package struct IdentityCard: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "card",
        abstract: "Write the card of an identity: the half you give to others.",
        discussion: """
            The card holds no secret. Others check your signatures with it and encrypt to you, once they \
            have compared its fingerprint with you.

            EXAMPLE
              \(Program.name) identity card dana.identity --out dana.card.json
            """)

    @Argument(help: "Your identity file.", completion: .file())
    package var file: String

    @OptionGroup package var certificates: CertificateOptions
    @OptionGroup package var passphrase: PassphraseOptions
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        let made = try CardOfIdentity.make(
            of: passphrase.identity(at: file), certificates: certificates.certificates, in: output.file)
        try result.show(json: made.facts) { page in
            page.paragraph(
                "\(output.out) is the card of \(made.card.inWords). "
                    + "Whoever gets it compares this fingerprint with you:"
            )
            page.gap()
            page.facts([.init("Fingerprint", made.card.fingerprint.lines)])
        }
    }
}
