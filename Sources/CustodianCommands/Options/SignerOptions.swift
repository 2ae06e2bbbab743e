import ArgumentParser
import CustodyDesk
import Outcomes
import Presentation

/// Whom to believe when a statement is read: the cards a person trusts and, where they chose some, certificate
/// authorities.
package struct SignerOptions: ParsableArguments {
    package init() {}

    @OptionGroup package var cards: TrustOptions

    @Option(
        help: ArgumentHelp(
            "Certificates (PEM) of authorities you believe: a card that carries a certificate under one is known "
                + "without a telephone call.", valueName: "file"), completion: .file())
    package var x509Roots: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Revocation lists (PEM or DER) of those authorities, one for each that issued a certificate. Without them "
                + "it is not checked whether a certificate was taken back. Needs --x509-roots.",
            valueName: "file"),
        completion: .file())
    package var crl: [String] = []

    /// The folder's path, where one was named.
    package var trust: String? { cards.trust }
    /// The folder, which need not exist.
    package var folder: TrustSource.Folder { source.folder }
    /// The same for a desk.
    package var source: TrustSource {
        TrustSource(
            named: cards.trust, certificateRoots: x509Roots, revocationLists: crl, own: Program.ownCards,
            noting: Output.note)
    }

    package func validate() throws {
        guard crl.isEmpty || x509Roots != nil else {
            throw ValidationError("--crl needs --x509-roots: the lists are of authorities you believe")
        }
    }

    /// The trusted cards, what is known of revoked ones, and the authorities.
    package func load() throws -> TrustSource.Loaded { try source.load() }
}
