import ArgumentParser
import CustodyDesk

/// `proffer identity request-certificate`.
package struct IdentityRequestCertificate: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "request-certificate",
        abstract: "Ask your organisation's certificate authority to certify your signing key.",
        discussion: """
            Writes a certificate request (PKCS #10) for the Ed25519 key of the identity, in the name and organisation \
            that stand on the card; the certificate must have just these (CN and O). What the authority gives back is put \
            on your card with \(Program.name) identity certify. This is for organisations that have such an authority; a \
            fingerprint compared by telephone does as well.

            EXAMPLE
              \(Program.name) identity request-certificate keller.identity --out keller.csr.pem
            """)

    @Argument(help: "Your identity file.", completion: .file())
    package var file: String

    @OptionGroup package var passphrase: PassphraseOptions
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        let made = try NewCertificateRequest.make(of: passphrase.identity(at: file), in: output.file)
        try result.show(json: made.facts) { page in
            page.paragraph(
                "\(output.out) asks for a certificate in the name of \(made.card.inWords). Your certificate authority "
                    + "may use it for signatures only. With the certificates it gives you, your key's own first:"
            )
            page.command([
                Program.name, "identity", "certify", file, "--certificates", "chain.pem", "--out",
                "certified.identity",
            ])
        }
    }
}
