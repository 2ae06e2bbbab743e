import Outcomes
import Presentation
import CustodianCommands
import StatementFiles
import Statements
import ArgumentParser
import Sealing

/// `proffer identity certify`.
struct IdentityCertify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certify",
        abstract: "Put the certificates of your key on your card.",
        discussion: """
            Writes the identity anew, with the certificates in it: its card, and every request it signs, carries them from \
            then on. Keys and fingerprint stay the same, so nobody has to compare anything again. Do it again when the \
            certificate is renewed.

            EXAMPLE
              proffer identity certify keller.identity --certificates chain.pem --out certified.identity
            """)

    @Argument(help: "Your identity file.", completion: .file())
    var file: String

    @OptionGroup var certificates: CertificateOptions
    @OptionGroup var passphrase: PassphraseOptions

    @Flag(help: "Leave the keys unprotected, because the file itself is guarded.")
    var noPassphrase = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        try output.check()
        guard let chain = try certificates.load() else {
            throw Failure(.usage, "--certificates is missing: what the certificate authority gave you")
        }
        let old = try passphrase.open(file)
        _ = try certificates.put(chain, on: old.card)
        let identity = try old.certified(by: chain)
        let phrase = noPassphrase ? nil : try passphrase.new()
        try output.writePrivate(try identity.file(passphrase: phrase))

        let facts = IdentityFacts(
            file: output.out, kind: .identity, protected: phrase != nil, card: identity.card)
        try result.show(json: facts) { page in
            page.paragraph("\(output.out) is the same identity, with certificates on its card.")
            page.gap()
            page.facts(identity.card.labelled)
        }
    }
}

/// The certificates of a key.
struct CertificateOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Certificates (PEM) of the signing key, its own first.", valueName: "file"), completion: .file())
    var certificates: String?

    /// The card with a chain on it, or as it is where there is none.
    func put(_ chain: CertificateChain?, on card: Card) throws -> Card {
        guard let chain else { return card }
        do {
            return try card.certified(by: chain)
        } catch {
            throw Failure(error, in: certificates ?? "")
        }
    }

    /// The chain, or nil where none was named.
    func load() throws -> CertificateChain? {
        try certificates.map { path in
            do {
                return try CertificateChain(pem: try StatementFile.read(path))
            } catch {
                throw Failure(error, in: path)
            }
        }
    }
}
