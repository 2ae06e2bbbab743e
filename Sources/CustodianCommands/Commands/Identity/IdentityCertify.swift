import ArgumentParser
import CustodyDesk
import Presentation

/// `proffer identity certify`.
package struct IdentityCertify: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "certify",
        abstract: "Put the certificates of your key on your card.",
        discussion: """
            Writes the identity anew, with the certificates in it: its card, and every request it signs, carries them from \
            then on. Keys and fingerprint stay the same, so nobody has to compare anything again. Do it again when the \
            certificate is renewed.

            EXAMPLE
              \(Program.name) identity certify keller.identity --certificates chain.pem --out certified.identity
            """)

    @Argument(help: "Your identity file.", completion: .file())
    package var file: String

    @OptionGroup package var certificates: CertificateOptions
    @OptionGroup package var passphrase: PassphraseOptions

    @Flag(help: "Leave the keys unprotected, because the file itself is guarded.")
    package var noPassphrase = false

    @OptionGroup package var output: OutputOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        try output.check()
        guard let certificates = certificates.certificates else {
            throw Failure(.usage, "--certificates is missing: what the certificate authority gave you")
        }
        let made = try IdentityCertificates(certificates).put(
            on: passphrase.identity(at: file), in: output.file,
            protectedBy: noPassphrase ? nil : passphrase.source)
        try result.show(json: made.facts) { page in
            page.paragraph("\(output.out) is the same identity, with certificates on its card.")
            page.gap()
            page.facts(made.card.labelled)
        }
    }
}

/// The certificates of a key.
package struct CertificateOptions: ParsableArguments {
    package init() {}

    @Option(
        help: ArgumentHelp(
            "Certificates (PEM) of the signing key, its own first.", valueName: "file"), completion: .file())
    package var certificates: String?
}
