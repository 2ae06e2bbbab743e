import COpenSSL

/// What a time-stamping authority answered (RFC 3161 §2.4.2): a `TimeStampResp` in DER that says *granted* and holds a
/// token.
///
/// It is what is commonly kept as a file that ends in `.tsr`, and what `openssl ts -verify -in` reads.
public struct TimeStampResponse: Sendable, Hashable {
    /// The answer as it was sent.
    public let der: [UInt8]
    /// The token in it.
    public let token: TimeStampToken

    /// How many bytes an answer may have; real ones have two to ten thousand.
    public static let maximumBytes = TimeStampRequest.maximumAnswerBytes

    /// Reads an answer. That its token is signed is not checked.
    ///
    /// - Throws: ``SealingError/timestamp(_:)`` for bytes that are none, for a refusal, and for what
    ///   ``TimeStampToken/init(der:)`` refuses.
    public init(der: [UInt8]) throws(SealingError) {
        guard der.count <= Self.maximumBytes else { throw .timestamp("the answer has \(der.count) bytes") }
        let response = try ResponseHandle(der: der)
        if let refusal = response.refusal { throw .timestamp("the authority did not stamp: \(refusal)") }
        self.der = der
        token = try TimeStampToken(der: try response.tokenDER())
    }
}

/// Owns a `TS_RESP`.
final class ResponseHandle {
    private let handle: OpaquePointer

    init(der: [UInt8]) throws(SealingError) {
        let read = der.withUnsafeBufferPointer { bytes -> (OpaquePointer?, Bool) in
            var position = bytes.baseAddress
            let response = d2i_TS_RESP(nil, &position, bytes.count)
            return (response, position == bytes.baseAddress.map { $0 + bytes.count })
        }
        guard let response = read.0 else {
            ERR_clear_error()
            throw .timestamp("what the authority answered is no RFC 3161 answer")
        }
        handle = response
        guard read.1 else { throw .timestamp("something follows behind the authority's answer") }
    }

    deinit { TS_RESP_free(handle) }

    /// Why there is no token; nil where there is one.
    var refusal: String? {
        let status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(handle)))
        switch Int32(clamping: status) {
        case TS_STATUS_GRANTED, TS_STATUS_GRANTED_WITH_MODS:
            return TS_RESP_get_token(handle) == nil ? "it sent no token" : nil
        default: return "status \(status)"
        }
    }

    func tokenDER() throws(SealingError) -> [UInt8] {
        var bytes: UnsafeMutablePointer<UInt8>?
        let count = i2d_PKCS7(TS_RESP_get_token(handle), &bytes)
        defer { CRYPTO_free(bytes, nil, 0) }
        guard count > 0, let bytes else { throw .openSSL("writing a timestamp") }
        return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }

    func isVerified(by context: OpaquePointer) -> Bool { TS_RESP_verify_response(context, handle) == 1 }
}
