import COpenSSL

/// A request to a certificate authority to certify an Ed25519 key (PKCS #10, RFC 2986; RFC 8410).
package enum CertificateRequest {
    /// The request in PEM, signed with the key itself, for a certificate that may be used for signatures.
    ///
    /// - Parameters:
    ///   - key: what is to be certified.
    ///   - commonName: whom it belongs to; 1 to 64 characters (RFC 5280, `ub-common-name`).
    ///   - organization: whom they act for, if anybody; 1 to 64 characters.
    /// - Throws: ``SealingError/certificate(_:)`` for a name that no certificate can hold.
    package static func pem(
        for key: SigningKey, commonName: String, organization: String?
    ) throws(SealingError) -> [UInt8] {
        let request = try RequestHandle()
        try request.add(commonName, as: NID_commonName)
        if let organization { try request.add(organization, as: NID_organizationName) }
        return try request.signed(with: try RawKey(kind: EVP_PKEY_ED25519, secret: key.seed))
    }
}

/// Owns an `X509_REQ`.
private final class RequestHandle {
    private let handle: OpaquePointer

    init() throws(SealingError) {
        guard let handle = X509_REQ_new() else { throw .openSSL("making a certificate request") }
        self.handle = handle
    }

    deinit { X509_REQ_free(handle) }

    func add(_ text: String, as kind: Int32) throws(SealingError) {
        let bytes = Array(text.utf8)
        guard
            X509_NAME_add_entry_by_NID(
                X509_REQ_get_subject_name(handle), kind, proffer_MBSTRING_UTF8, bytes, Int32(bytes.count), -1,
                0)
                == 1
        else {
            ERR_clear_error()
            throw .certificate(
                "“\(text.prefix(80))” is longer than the 64 characters that a certificate can hold")
        }
    }

    func signed(with key: RawKey) throws(SealingError) -> [UInt8] {
        guard let extensions = OPENSSL_sk_new_null(),
            let usage = X509V3_EXT_conf_nid(nil, nil, NID_key_usage, "critical,digitalSignature")
        else { throw .openSSL("making a certificate request") }
        defer {
            OPENSSL_sk_free(extensions)
            X509_EXTENSION_free(usage)
        }
        OPENSSL_sk_push(extensions, UnsafeRawPointer(usage))
        guard X509_REQ_set_version(handle, 0) == 1, X509_REQ_set_pubkey(handle, key.handle) == 1,
            X509_REQ_add_extensions(handle, extensions) == 1, X509_REQ_sign(handle, key.handle, nil) > 0,
            let output = BIO_new(BIO_s_mem())
        else { throw .openSSL("making a certificate request") }
        defer { BIO_free(output) }
        guard PEM_write_bio_X509_REQ(output, handle) == 1 else {
            throw .openSSL("writing a certificate request")
        }
        var text = [UInt8](repeating: 0, count: 8192)
        let count = BIO_read(output, &text, Int32(text.count))
        return Array(text.prefix(Int(max(0, count))))
    }
}
