import Outcomes
import Presentation
import CustodianCommands
import Statements
import ArgumentParser
import Sealing

/// `proffer identity request-certificate`.
struct IdentityRequestCertificate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request-certificate",
        abstract: "Ask your organisation's certificate authority to certify your signing key.",
        discussion: """
            Writes a certificate request (PKCS #10) for the Ed25519 key of the identity, in the name and organisation \
            that stand on the card; the certificate must have just these (CN and O). What the authority gives back is put \
            on your card with proffer identity certify. This is for organisations that have such an authority; a \
            fingerprint compared by telephone does as well.

            EXAMPLE
              proffer identity request-certificate keller.identity --out keller.csr.pem
            """)

    @Argument(help: "Your identity file.", completion: .file())
    var file: String

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    private struct Facts: Encodable {
        var file: String
        var card: CardFacts
    }

    func run() throws {
        try output.check()
        let identity = try passphrase.open(file)
        let request: [UInt8]
        do {
            request = try CertificateRequest.pem(
                for: identity.signingKey, commonName: identity.name, organization: identity.organization)
        } catch SealingError.certificate(let reason) {
            throw Failure(.usage, "no certificate can be asked for: \(reason)")
        }
        try output.write(bytes: request)

        try result.show(json: Facts(file: output.out, card: CardFacts(identity.card))) { page in
            page.paragraph(
                "\(output.out) asks for a certificate in the name of \(identity.card.inWords). Your certificate authority "
                    + "may use it for signatures only. With the certificates it gives you, your key's own first:"
            )
            page.command([
                "proffer", "identity", "certify", file, "--certificates", "chain.pem", "--out",
                "certified.identity",
            ])
        }
    }
}
