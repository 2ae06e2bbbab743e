/// The certificates that say whose a signing key is: the key's own first, then those that vouch for it (RFC 5280).
///
/// The key is the Ed25519 key itself (RFC 8410), so nothing but the chain is needed to tie the two together. Reading a
/// chain checks nothing; ``verify(under:signedAt:now:)`` does.
package struct CertificateChain: Sendable, Hashable {
    /// Whom a certificate names.
    package struct Name: Sendable, Hashable {
        /// The common name, if there is just one.
        package let commonName: String?
        /// The organisation, if there is just one.
        package let organization: String?
        /// The whole name (RFC 2253).
        package let text: String
    }

    /// The certificates in DER, the key's own first; without the root where a writer left it out.
    package let certificates: [[UInt8]]
    /// Whom the first one names.
    package let subject: Name
    /// Who issued it (RFC 2253).
    package let issuer: String
    /// The key it is about; nil where that is no Ed25519 key.
    package let key: VerifyingKey?
    /// From when it is valid, in seconds since 1970.
    package let validFrom: Int64
    /// Until when it is valid, in seconds since 1970.
    package let validUntil: Int64

    /// The most certificates a chain may have.
    package static let maximumCount = 8
    /// The most bytes a certificate may have.
    package static let maximumCertificateBytes = 64 << 10

    /// Reads certificates in DER.
    ///
    /// - Throws: ``SealingError/certificate(_:)`` for none, too many, and what is no certificate.
    package init(der certificates: [[UInt8]]) throws(SealingError) {
        guard (1...Self.maximumCount).contains(certificates.count) else {
            throw .certificate(
                "a chain has 1 to \(Self.maximumCount) certificates, this has \(certificates.count)")
        }
        var leaf: X509Certificate?
        for der in certificates {
            guard der.count <= Self.maximumCertificateBytes else {
                throw .certificate("a certificate has \(der.count) bytes")
            }
            let certificate = try X509Certificate(der: der)
            leaf = leaf ?? certificate
        }
        guard let leaf else { throw .certificate("there is no certificate") }
        self.certificates = certificates
        subject = leaf.subject
        issuer = leaf.issuer
        key = leaf.ed25519Key
        (validFrom, validUntil) = try leaf.validity()
    }

    /// Reads certificates in PEM, one after the other, the key's own first.
    ///
    /// - Throws: as ``init(der:)``.
    package init(pem: [UInt8]) throws(SealingError) {
        try self.init(
            der: try X509Certificate.all(pem: pem).map { certificate throws(SealingError) in
                try certificate.der()
            })
    }

    /// The most bytes its certificates may have together where it travels in a bundle.
    package static let maximumBytesInBundle = 16 << 10

    /// What of it vouches for nobody in it, or is more than a bundle has room for, in words; nil where each certificate is
    /// issued by the next and they are small enough.
    ///
    /// Whoever signs with the key may put any certificates on their card, as no signature covers them.
    package var surplus: String? {
        let count = certificates.reduce(0) { $0 + $1.count }
        guard count <= Self.maximumBytesInBundle else {
            return "its certificates have \(count) bytes together, and may have \(Self.maximumBytesInBundle)"
        }
        guard let chain = try? certificates.map({ try X509Certificate(der: $0) }) else {
            return "its certificates are damaged"
        }
        for (certificate, issuer) in zip(chain, chain.dropFirst()) {
            guard certificate.isIssued(by: issuer), !certificate.isIssued(by: certificate) else {
                return
                    "it carries a certificate that did not issue the one before it: they are the key's own first, each issued "
                    + "by the next, and a root last"
            }
        }
        return nil
    }

    /// Checks that the chain leads to a root that was chosen, and that its first certificate may be used to sign.
    ///
    /// Certificates are judged at the time of signing, revocation lists at the present: one that has run out, or is
    /// missing for an issuer of the chain, is an error where lists were given. The first certificate must allow
    /// `digitalSignature` and, where it names extended uses, one of *any*, *e-mail protection*, *client authentication* or
    /// *document signing* (RFC 9336).
    ///
    /// - Parameters:
    ///   - roots: what is trusted.
    ///   - signedAt: when the key was used, in seconds since 1970; who says so is the caller's to tell.
    ///   - now: the present, in seconds since 1970.
    /// - Returns: the root it leads to (RFC 2253).
    /// - Throws: ``SealingError/certificate(_:)`` with the reason.
    package func verify(
        under roots: CertificateRoots, signedAt: Int64, now: Int64
    ) throws(SealingError) -> String {
        let chain = try certificates.map { der throws(SealingError) in try X509Certificate(der: der) }
        guard let leaf = chain.first else { throw .certificate("there is no certificate") }
        if let flaw = leaf.flawInUse { throw .certificate(flaw) }
        let check = try X509Check(roots)
        let root = try check.path(from: leaf, through: Array(chain.dropFirst()), at: signedAt)
        if roots.hasRevocationLists {
            try check.revocation(of: leaf, through: Array(chain.dropFirst()), at: now)
        }
        return root
    }
}
