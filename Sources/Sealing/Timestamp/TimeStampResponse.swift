import COpenSSL

/// What a time-stamping authority answered (RFC 3161 §2.4.2): a `TimeStampResp` in DER that says *granted* and holds a
/// token.
///
/// It is what is commonly kept as a file that ends in `.tsr`, and what `openssl ts -verify -in` reads.
package struct TimeStampResponse: Sendable, Hashable {
    /// The answer in the form it is kept in (docs/spec/bundle.md, Timestamp).
    package let der: [UInt8]
    /// The token in it.
    package let token: TimeStampToken

    /// How many bytes a kept answer may have.
    package static let maximumBytes = TimeStampToken.maximumBytes + 32

    /// Reads an answer. That its token is signed is not checked.
    ///
    /// - Throws: ``SealingError/timestamp(_:)`` for bytes that are none, for a refusal, for an answer that says more than
    ///   its status and token, and for what ``TimeStampToken/init(der:)`` refuses.
    package init(der: [UInt8]) throws(SealingError) {
        guard der.count <= Self.maximumBytes else {
            throw .timestamp("the answer has \(der.count) bytes, and \(Self.maximumBytes) are the most")
        }
        let response = try ResponseHandle(der: der)
        if let refusal = response.refusal { throw .timestamp("the authority did not stamp: \(refusal)") }
        token = try TimeStampToken(der: try response.tokenDER())
        guard try ResponseHandle(granting: token, status: response.status).der() == der else {
            throw .timestamp("the answer says more than that the timestamp was granted")
        }
        self.der = der
    }

    /// What is kept of an answer.
    ///
    /// - Parameter answer: as the authority sent it.
    /// - Throws: as ``init(der:)``, but for what can be left out.
    package init(reducing answer: [UInt8]) throws(SealingError) {
        guard answer.count <= TimeStampRequest.maximumAnswerBytes else {
            throw .timestamp("the answer has \(answer.count) bytes")
        }
        let response = try ResponseHandle(der: answer)
        if let refusal = response.refusal { throw .timestamp("the authority did not stamp: \(refusal)") }
        let token = try TimeStampToken.reduced(try response.tokenDER())
        try self.init(der: try ResponseHandle(granting: token, status: response.status).der())
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

    /// An answer that holds a token, and says nothing more.
    init(granting token: TimeStampToken, status: Int) throws(SealingError) {
        guard let response = TS_RESP_new() else { throw .openSSL("writing a timestamp") }
        handle = response
        let information = TS_STATUS_INFO_new()
        defer { TS_STATUS_INFO_free(information) }
        let signed = token.der.withUnsafeBufferPointer { bytes in
            var position = bytes.baseAddress
            return d2i_PKCS7(nil, &position, bytes.count)
        }
        guard let signed, let info = PKCS7_to_TS_TST_INFO(signed) else {
            PKCS7_free(signed)
            throw .openSSL("writing a timestamp")
        }
        // Both are the answer's from here on.
        TS_RESP_set_tst_info(response, signed, info)
        guard TS_STATUS_INFO_set_status(information, Int32(clamping: status)) == 1,
            TS_RESP_set_status_info(response, information) == 1
        else { throw .openSSL("writing a timestamp") }
    }

    deinit { TS_RESP_free(handle) }

    /// Its `PKIStatus`; negative where that is no small number.
    var status: Int { ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(handle))) }

    /// Why there is no token; nil where there is one.
    var refusal: String? {
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

    func der() throws(SealingError) -> [UInt8] {
        var bytes: UnsafeMutablePointer<UInt8>?
        let count = i2d_TS_RESP(handle, &bytes)
        defer { CRYPTO_free(bytes, nil, 0) }
        guard count > 0, let bytes else { throw .openSSL("writing a timestamp") }
        return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }

    func isVerified(by context: OpaquePointer) -> Bool { TS_RESP_verify_response(context, handle) == 1 }
}
