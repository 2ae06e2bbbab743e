import COpenSSL
import Glibc

/// Owns an `X509`.
final class X509Certificate {
    let handle: OpaquePointer

    init(der: [UInt8]) throws(SealingError) {
        let read = der.withUnsafeBufferPointer { bytes -> (OpaquePointer?, Bool) in
            var position = bytes.baseAddress
            let certificate = d2i_X509(nil, &position, bytes.count)
            return (certificate, position == bytes.baseAddress.map { $0 + bytes.count })
        }
        guard let certificate = read.0 else {
            ERR_clear_error()
            throw .certificate("it is no X.509 certificate")
        }
        handle = certificate
        guard read.1 else { throw .certificate("something follows behind the certificate") }
    }

    /// Takes over a handle.
    private init(owning handle: OpaquePointer) { self.handle = handle }

    deinit { X509_free(handle) }

    /// The certificates in a PEM text, in order.
    static func all(pem: [UInt8]) throws(SealingError) -> [X509Certificate] {
        // The memory must outlive the BIO, which keeps no copy of it.
        let found = pem.withUnsafeBytes { bytes in
            let file = BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count))
            defer { BIO_free(file) }
            var found: [X509Certificate] = []
            while let certificate = PEM_read_bio_X509(file, nil, nil, nil) {
                found.append(X509Certificate(owning: certificate))
            }
            return found
        }
        ERR_clear_error()  // It ends with "no start line".
        return found
    }

    func der() throws(SealingError) -> [UInt8] {
        var bytes: UnsafeMutablePointer<UInt8>?
        let count = i2d_X509(handle, &bytes)
        defer { CRYPTO_free(bytes, nil, 0) }
        guard count > 0, let bytes else { throw .openSSL("writing a certificate") }
        return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }

    var subject: CertificateChain.Name {
        let name = X509_get_subject_name(handle)
        return CertificateChain.Name(
            commonName: Self.part(name, NID_commonName), organization: Self.part(name, NID_organizationName),
            text: Self.text(name))
    }

    var issuer: String { Self.text(X509_get_issuer_name(handle)) }

    /// The key, if it is an Ed25519 key that can be relied on.
    var ed25519Key: VerifyingKey? {
        guard let key = X509_get0_pubkey(handle), EVP_PKEY_get_id(key) == EVP_PKEY_ED25519 else {
            ERR_clear_error()
            return nil
        }
        var bytes = [UInt8](repeating: 0, count: VerifyingKey.byteCount)
        var count = bytes.count
        guard EVP_PKEY_get_raw_public_key(key, &bytes, &count) == 1, count == bytes.count else { return nil }
        return try? VerifyingKey(rawRepresentation: bytes)
    }

    /// Whether another one issued it: by its name, its key's name and its signature.
    func isIssued(by issuer: X509Certificate) -> Bool {
        defer { ERR_clear_error() }
        return X509_check_issued(issuer.handle, handle) == X509_V_OK
            && X509_verify(handle, X509_get0_pubkey(issuer.handle)) == 1
    }

    /// From when and until when it is valid, in seconds since 1970.
    func validity() throws(SealingError) -> (Int64, Int64) {
        func seconds(_ time: UnsafePointer<ASN1_TIME>?) throws(SealingError) -> Int64 {
            var parts = tm()
            guard ASN1_TIME_to_tm(time, &parts) == 1 else {
                ERR_clear_error()
                throw .certificate("it names no time until when it is valid")
            }
            return Int64(timegm(&parts))
        }
        return (try seconds(X509_get0_notBefore(handle)), try seconds(X509_get0_notAfter(handle)))
    }

    /// Why its key may not be used to sign statements; nil where it may.
    var flawInUse: String? {
        // Without the extension every use is allowed (RFC 5280 §4.2.1.3); OpenSSL then sets all bits.
        guard X509_get_key_usage(handle) & UInt32(KU_DIGITAL_SIGNATURE) != 0 else {
            return "its certificate may not be used for signatures (keyUsage)"
        }
        guard let uses = X509_get_ext_d2i(handle, NID_ext_key_usage, nil, nil) else { return nil }
        let stack = OpaquePointer(uses)
        defer { EXTENDED_KEY_USAGE_free(stack) }
        let isMeant = (0..<OPENSSL_sk_num(stack)).contains { index in
            guard let object = OPENSSL_sk_value(stack, index) else { return false }
            var text = [CChar](repeating: 0, count: 80)
            OBJ_obj2txt(&text, Int32(text.count), OpaquePointer(object), 1)
            return Self.meantUses.contains(
                String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
        return isMeant ? nil : "its certificate is for other uses (extendedKeyUsage)"
    }

    /// anyExtendedKeyUsage, emailProtection, clientAuth (RFC 5280 §4.2.1.12), documentSigning (RFC 9336).
    private static let meantUses: Set<String> = [
        "2.5.29.37.0", "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.36",
    ]

    static func text(_ name: OpaquePointer?) -> String {
        guard let output = BIO_new(BIO_s_mem()) else { return "" }
        defer { BIO_free(output) }
        X509_NAME_print_ex(output, name, 0, proffer_XN_FLAG_RFC2253)
        var text = [UInt8](repeating: 0, count: 1024)
        let count = BIO_read(output, &text, Int32(text.count))
        return String(decoding: text.prefix(Int(max(0, count))), as: UTF8.self)
    }

    /// A part of a name as UTF-8, if it is there just once: of two, each could be taken for the one.
    private static func part(_ name: OpaquePointer?, _ kind: Int32) -> String? {
        let place = X509_NAME_get_index_by_NID(name, kind, -1)
        guard place >= 0, X509_NAME_get_index_by_NID(name, kind, place) < 0,
            let entry = X509_NAME_get_entry(name, place)
        else { return nil }
        var bytes: UnsafeMutablePointer<UInt8>?
        let count = ASN1_STRING_to_UTF8(&bytes, X509_NAME_ENTRY_get_data(entry))
        defer { CRYPTO_free(bytes, nil, 0) }
        guard count > 0, let bytes else { return nil }
        return String(decoding: UnsafeBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
    }
}
