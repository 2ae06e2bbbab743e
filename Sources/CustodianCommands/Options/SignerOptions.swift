import CustodyDesk
import Outcomes
import StatementFiles
import Statements
import ArgumentParser
import Sealing

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
    package var folder: TrustFolder { cards.folder }

    package func validate() throws {
        guard crl.isEmpty || x509Roots != nil else {
            throw ValidationError("--crl needs --x509-roots: the lists are of authorities you believe")
        }
    }

    /// The trusted cards, what is known of revoked ones, and the authorities.
    package func load() throws -> Trust { try withRoots(try cards.load()) }

    /// The same trust, and in the authorities that were named.
    package func withRoots(_ trust: Trust) throws -> Trust {
        guard let x509Roots else { return trust }
        var trust = trust
        do {
            trust.certificateRoots = try CertificateRoots(
                pem: try StatementFile.read(x509Roots),
                revocationLists: try crl.map { try StatementFile.read($0) })
        } catch let error as SealingError {
            throw Failure(error, in: ([x509Roots] + crl).joined(separator: ", "))
        }
        return trust
    }

    /// Who signed a request, and whether that is somebody known here.
    package func requester(of request: Request) throws -> Requester {
        Requester(of: request, trust: try load())
    }

    /// Why nobody who knows better will rely on what one signs now, as a note; nil where one's key stands.
    package func doubt(ofOwn card: Card) throws -> String? {
        let standing = try load().standing(of: card, signed: .now())
        switch standing {
        case .replaced, .revoked:
            return "note: whoever knows of it will not rely on your signature: \(standing.reason ?? "")"
        case .trusted, .certified, .unknown, .doubtful: return nil
        }
    }
}

extension Requester {
    /// Says on standard error who it is, where that is nobody known.
    package func note(_ file: String) { doubt(in: file).map(Output.note) }
}
