import Outcomes
import Sealing
import StatementFiles
import Statements

/// The certificates of a signing key in a file, its own first, as an authority gave them.
package struct IdentityCertificates {
    private let path: String
    private let chain: CertificateChain

    /// - Throws: ``DeskError`` that names the file.
    package init(_ path: String) throws(DeskError) {
        self.path = path
        chain = try telling(in: path) { try CertificateChain(pem: try StatementFile.read(path)) }
    }

    /// A card with the certificates on it. They must be of its key, and in the name that stands on it.
    package func put(on card: Card) throws(DeskError) -> Card {
        try telling(in: path) { try card.certified(by: chain) }
    }

    /// Writes an identity anew with the certificates in it: keys and fingerprint stay the same.
    ///
    /// - Parameter passphrase: what protects the new file; nil leaves it readable for whoever has it.
    package func put(
        on identity: IdentityAtHand, in output: OutputFile, protectedBy passphrase: PassphraseSource?
    ) throws(DeskError) -> MadeIdentity {
        try output.check()
        let old = try identity.open()
        _ = try put(on: old.card)
        let new = try telling { try old.certified(by: chain) }
        return try MadeIdentity(writing: new, to: output, protectedBy: passphrase)
    }
}

/// The request that an organisation's certificate authority certify a signing key.
package enum NewCertificateRequest {
    /// Writes a certificate request (PKCS #10) in the name and organisation that stand on the card.
    package static func make(of identity: IdentityAtHand, in output: OutputFile) throws(DeskError)
        -> MadeRequest
    {
        try output.check()
        let identity = try identity.open()
        let request: [UInt8]
        do {
            request = try CertificateRequest.pem(
                for: identity.signingKey, commonName: identity.name, organization: identity.organization)
        } catch SealingError.certificate(let reason) {
            throw DeskError(.usage, "no certificate can be asked for: \(reason)")
        } catch { throw DeskError(error) }
        try output.write(bytes: request)
        return MadeRequest(
            facts: CertificateRequestFacts(file: output.path, card: identity.card), card: identity.card)
    }

    /// A request that was written.
    package struct MadeRequest {
        package let facts: CertificateRequestFacts
        package let card: Card
    }
}
