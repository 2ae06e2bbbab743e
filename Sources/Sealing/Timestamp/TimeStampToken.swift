import COpenSSL
import Glibc

/// A time-stamping authority's word that a digest existed at a time (RFC 3161 §2.4.2): a `TimeStampToken` in DER.
///
/// `openssl ts -verify -token_in` and every other RFC 3161 implementation read the same bytes.
package struct TimeStampToken: Sendable, Hashable {
    /// Whose word is taken for it that an authority is one.
    package enum Trust: Sendable, Hashable {
        /// Nobody's but its own: the token hangs together, and by whom it is stays open.
        case itsOwnCertificate
        /// The authorities at the end of the chain, as certificates in PEM, one after the other.
        case roots(pem: [UInt8])
    }

    /// The token itself.
    package let der: [UInt8]
    /// What was stamped, if it was a SHA-256.
    package let digest: SHA256Digest
    /// When, by the authority's clock: nanoseconds since 1970 in UTC.
    package let unixNanoseconds: Int64
    /// How far that clock may be off, in nanoseconds; nil where the authority does not say.
    package let accuracyNanoseconds: Int64?
    /// Who signed, as its certificate has it (RFC 2253).
    package let authority: String

    /// How many bytes a token may have; real ones have two to ten thousand.
    package static let maximumBytes = 16 << 10

    /// Reads a token. That it is signed is not checked.
    ///
    /// - Throws: ``SealingError/timestamp(_:)`` for bytes that are none, one without its certificate, one over
    ///   another kind of digest than SHA-256, and one that holds more than the form of docs/spec/bundle.md, Timestamp.
    package init(der: [UInt8]) throws(SealingError) {
        guard der.count <= Self.maximumBytes else {
            throw .timestamp("it has \(der.count) bytes, and \(Self.maximumBytes) are the most")
        }
        let signed = try SignedToken(der: der)
        try signed.reduce()
        guard try signed.der() == der else {
            throw .timestamp(
                "it holds more than a timestamp needs: attributes that nobody signed, certificates that are not its "
                    + "signer's, or bytes that can be written otherwise")
        }
        self.der = der
        authority = try signed.authority()
        (digest, unixNanoseconds, accuracyNanoseconds) = try signed.info()
    }

    /// The token in the form it is kept in, with nothing in it that its signature does not need.
    ///
    /// - Parameter der: as an authority sent it.
    /// - Throws: as ``init(der:)``.
    static func reduced(_ der: [UInt8]) throws(SealingError) -> TimeStampToken {
        let signed = try SignedToken(der: der)
        try signed.reduce()
        return try TimeStampToken(der: try signed.der())
    }

    /// Reads a token in base64 with padding, as ``base64`` writes it.
    ///
    /// - Throws: as ``init(der:)``.
    package init(base64: String) throws(SealingError) {
        guard let der = Base64.decode(base64.utf8, padding: .required) else {
            throw .timestamp("it is not in base64")
        }
        try self.init(der: der)
    }

    /// The token in standard base64 with padding.
    package var base64: String { Base64.encodeString(der, padding: .required) }

    /// Checks that the token is of a digest, and signed by a certificate that may sign timestamps (RFC 3161 §2.3)
    /// and stands under one that is trusted.
    ///
    /// Certificates are judged at the time the token names: that they have expired since takes nothing from it.
    ///
    /// - Throws: ``SealingError/timestamp(_:)`` with the reason; ``SealingError/timestampOfNobodyTrusted(_:)`` where its signature
    ///   holds and no chain of certificates leads to one that is trusted.
    package func verify(digest: SHA256Digest, trusting trust: Trust) throws(SealingError) {
        guard digest == self.digest else { throw .timestamp("it is of something else") }
        let signed = try SignedToken(der: der)
        try signed.verify(digest, store: try store(trusting: .itsOwnCertificate))
        guard case .roots = trust else { return }
        do {
            try signed.verify(digest, store: try store(trusting: trust))
        } catch {
            guard case .timestamp = error else { throw error }
            throw .timestampOfNobodyTrusted(SealingError.openSSLCause())
        }
    }

    /// A certificate store, which the caller has to give away or free.
    func store(trusting trust: Trust) throws(SealingError) -> OpaquePointer {
        guard let store = X509_STORE_new(), let parameters = X509_VERIFY_PARAM_new() else {
            throw .openSSL("making a certificate store")
        }
        defer { X509_VERIFY_PARAM_free(parameters) }
        X509_VERIFY_PARAM_set_time(parameters, time_t(unixNanoseconds / 1_000_000_000))
        do {
            switch trust {
            case .itsOwnCertificate:
                X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN))
                try SignedToken(der: der).addSigner(to: store)
            case .roots(let pem):
                try Self.add(pem, to: store)
            }
        } catch {
            X509_STORE_free(store)
            throw error
        }
        X509_STORE_set1_param(store, parameters)
        return store
    }

    /// How many certificates a PEM text has.
    ///
    /// - Throws: ``SealingError/timestamp(_:)`` where it has none.
    package static func certificateCount(pem: [UInt8]) throws(SealingError) -> Int {
        guard let store = X509_STORE_new() else { throw .openSSL("making a certificate store") }
        defer { X509_STORE_free(store) }
        return try add(pem, to: store)
    }

    @discardableResult
    private static func add(_ pem: [UInt8], to store: OpaquePointer) throws(SealingError) -> Int {
        // The memory must outlive the BIO, which keeps no copy of it.
        let count = pem.withUnsafeBytes { bytes in
            let file = BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count))
            defer { BIO_free(file) }
            var count = 0
            while let certificate = PEM_read_bio_X509(file, nil, nil, nil) {
                if X509_STORE_add_cert(store, certificate) == 1 { count += 1 }
                X509_free(certificate)
            }
            return count
        }
        ERR_clear_error()  // It ends with "no start line".
        guard count > 0 else { throw .timestamp("the file of authorities holds no certificate in PEM") }
        return count
    }
}

/// Owns a `PKCS7` that carries a `TSTInfo`.
private final class SignedToken {
    private let handle: UnsafeMutablePointer<PKCS7>

    init(der: [UInt8]) throws(SealingError) {
        let read = der.withUnsafeBufferPointer { bytes -> (UnsafeMutablePointer<PKCS7>?, Bool) in
            var position = bytes.baseAddress
            let token = d2i_PKCS7(nil, &position, bytes.count)
            return (token, position == bytes.baseAddress.map { $0 + bytes.count })
        }
        guard let token = read.0 else {
            ERR_clear_error()
            throw .timestamp("it is no RFC 3161 token")
        }
        handle = token
        guard read.1 else { throw .timestamp("something follows behind it") }
    }

    deinit { PKCS7_free(handle) }

    /// Takes out what the form of tokens has not.
    func reduce() throws(SealingError) { try TokenForm.reduce(handle) }

    func der() throws(SealingError) -> [UInt8] {
        var bytes: UnsafeMutablePointer<UInt8>?
        let count = i2d_PKCS7(handle, &bytes)
        defer { CRYPTO_free(bytes, nil, 0) }
        guard count > 0, let bytes else { throw .openSSL("writing a timestamp") }
        return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }

    func authority() throws(SealingError) -> String {
        guard let certificate = proffer_PKCS7_first_signer(handle) else {
            ERR_clear_error()
            throw .timestamp("the authority's certificate is not in it")
        }
        guard let output = BIO_new(BIO_s_mem()) else { throw .openSSL("reading a certificate") }
        defer { BIO_free(output) }
        X509_NAME_print_ex(output, X509_get_subject_name(certificate), 0, proffer_XN_FLAG_RFC2253)
        var text = [UInt8](repeating: 0, count: 1024)
        let count = BIO_read(output, &text, Int32(text.count))
        return String(decoding: text.prefix(Int(max(0, count))), as: UTF8.self)
    }

    func info() throws(SealingError) -> (SHA256Digest, time: Int64, accuracy: Int64?) {
        guard let info = PKCS7_to_TS_TST_INFO(handle) else {
            ERR_clear_error()
            throw .timestamp("it names no time")
        }
        defer { TS_TST_INFO_free(info) }
        let imprint = TS_TST_INFO_get_msg_imprint(info)
        guard let algorithm = TS_MSG_IMPRINT_get_algo(imprint),
            OBJ_obj2nid(algorithm.pointee.algorithm) == NID_sha256,
            let digest = SHA256Digest(bytes: Self.bytes(TS_MSG_IMPRINT_get_msg(imprint)))
        else { throw .timestamp("it is not over a SHA-256") }
        guard let time = Self.nanoseconds(Self.bytes(TS_TST_INFO_get_time(info))) else {
            throw .timestamp("the time it names cannot be read")
        }
        var accuracy: Int64?
        if let stated = TS_TST_INFO_get_accuracy(info) {
            func part(_ integer: UnsafePointer<ASN1_INTEGER>?, _ unit: Int64, below limit: Int64) -> Int64 {
                let value = integer.map { Int64(ASN1_INTEGER_get($0)) } ?? 0
                return (0..<limit).contains(value) ? value * unit : 0
            }
            accuracy =
                part(TS_ACCURACY_get_seconds(stated), 1_000_000_000, below: 1 << 31)
                + part(TS_ACCURACY_get_millis(stated), 1_000_000, below: 1000)
                + part(TS_ACCURACY_get_micros(stated), 1000, below: 1000)
        }
        return (digest, time, accuracy)
    }

    func addSigner(to store: OpaquePointer) throws(SealingError) {
        guard let certificate = proffer_PKCS7_first_signer(handle),
            X509_STORE_add_cert(store, certificate) == 1
        else { throw .openSSL("reading a timestamp's certificate") }
    }

    /// - Parameter store: is freed.
    func verify(_ digest: SHA256Digest, store: OpaquePointer) throws(SealingError) {
        guard let context = TS_VERIFY_CTX_new() else {
            X509_STORE_free(store)
            throw .openSSL("checking a timestamp")
        }
        defer { TS_VERIFY_CTX_free(context) }
        TS_VERIFY_CTX_set_store(context, store)
        guard let imprint = CRYPTO_malloc(digest.bytes.count, nil, 0) else {
            throw .openSSL("checking a timestamp")
        }
        imprint.copyMemory(from: digest.bytes, byteCount: digest.bytes.count)
        TS_VERIFY_CTX_set_imprint(
            context, imprint.assumingMemoryBound(to: UInt8.self), digest.bytes.count)
        TS_VERIFY_CTX_set_flags(
            context, Int32(TS_VFY_VERSION | TS_VFY_SIGNER | TS_VFY_IMPRINT | TS_VFY_SIGNATURE))
        guard TS_RESP_verify_token(context, handle) == 1 else {
            throw .timestamp("its signature does not hold (\(SealingError.openSSLCause()))")
        }
    }

    private static func bytes(_ string: UnsafePointer<ASN1_STRING>?) -> [UInt8] {
        guard let string, let bytes = proffer_ASN1_STRING_bytes(string) else { return [] }
        return Array(
            UnsafeBufferPointer(start: bytes, count: Int(max(0, proffer_ASN1_STRING_length(string)))))
    }

    /// `20260704194000.25Z` (RFC 3161 §2.4.2, genTime) as nanoseconds since 1970; nil for anything else.
    static func nanoseconds(_ text: [UInt8]) -> Int64? {
        func number(_ range: Range<Int>) -> Int32? {
            Int32(String(decoding: text[range], as: UTF8.self))
        }
        guard text.count >= 15, text.last == UInt8(ascii: "Z"),
            text[..<14].allSatisfy({ (0x30...0x39).contains($0) }),
            let year = number(0..<4), let month = number(4..<6), let day = number(6..<8),
            let hour = number(8..<10), let minute = number(10..<12), let second = number(12..<14),
            (1970...2199).contains(year), (1...12).contains(month), (1...31).contains(day),
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        var fraction: Int64 = 0
        if text.count > 15 {
            let digits = text[15..<text.count - 1]
            guard text[14] == UInt8(ascii: "."), (1...9).contains(digits.count),
                digits.allSatisfy({ (0x30...0x39).contains($0) })
            else { return nil }
            let padded = String(decoding: digits, as: UTF8.self).padded(to: 9)
            fraction = Int64(padded) ?? 0
        }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (year - 1900, month - 1, day)
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (hour, minute, second)
        return Int64(timegm(&parts)) * 1_000_000_000 + fraction
    }
}

extension String {
    fileprivate func padded(to count: Int) -> String {
        self + String(repeating: "0", count: Swift.max(0, count - self.count))
    }
}
