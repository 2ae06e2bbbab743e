/// The certificate authorities a person chose to believe, and the lists of what they took back.
package struct CertificateRoots: Sendable, Hashable {
    /// Their certificates in PEM, one after the other.
    let pem: [UInt8]
    /// Certificate revocation lists in PEM or DER; empty where none were given, and then revocation is not checked.
    let revocationLists: [[UInt8]]

    /// Whether revocation is checked.
    package var hasRevocationLists: Bool { !revocationLists.isEmpty }

    /// Roots to trust.
    ///
    /// - Parameters:
    ///   - pem: their certificates, one after the other.
    ///   - revocationLists: files with a list in DER, or with lists in PEM, one after the other; together one for each
    ///     issuer in a chain. Empty: none.
    /// - Throws: ``SealingError/certificate(_:)`` where there is no certificate, or no list in what should hold some.
    package init(pem: [UInt8], revocationLists: [[UInt8]] = []) throws(SealingError) {
        guard try !X509Certificate.all(pem: pem).isEmpty else {
            throw .certificate("the file of roots holds no certificate in PEM")
        }
        self.pem = pem
        self.revocationLists = revocationLists
        _ = try X509Check(self)
    }
}
