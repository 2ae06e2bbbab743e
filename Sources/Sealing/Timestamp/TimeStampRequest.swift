import COpenSSL

/// A question to a time-stamping authority: "that this digest existed, say when" (RFC 3161 §2.4.1).
///
/// It asks for the authority's certificate, so that the answer can be checked for as long as it is kept, and carries
/// a random nonce, so that an old answer cannot be passed off as the one to this question.
package struct TimeStampRequest: Sendable {
    /// The media type to send it under (RFC 3161 §3.4).
    package static let mediaType = "application/timestamp-query"
    /// The media type of the answer (RFC 3161 §3.4).
    package static let answerMediaType = "application/timestamp-reply"
    /// How many bytes of an answer are read; what is kept of it is less.
    package static let maximumAnswerBytes = 1 << 20

    /// What is to be stamped.
    package let digest: SHA256Digest
    /// The question as it is sent: a `TimeStampReq` in DER.
    package let der: [UInt8]

    private static let nonceByteCount = 16

    /// A question about a digest, with a new nonce.
    ///
    /// - Throws: ``SealingError/cryptoLibrary(operation:cause:)``.
    package init(of digest: SHA256Digest) throws(SealingError) {
        self.digest = digest
        let query = try TimeStampQuery()
        try query.ask(digest, nonce: try SecureRandom.bytes(Self.nonceByteCount))
        der = try query.der()
    }

    /// An answer, found to be one to this question.
    ///
    /// Whether its authority is one to trust is another question: ``TimeStampToken/verify(digest:trusting:)``.
    ///
    /// - Parameter answer: a `TimeStampResp` in DER. What it holds beside what its signature needs is left out.
    /// - Throws: ``SealingError/timestamp(_:)`` where the authority refused, answered something else, or signed wrongly.
    package func response(in answer: [UInt8]) throws(SealingError) -> TimeStampResponse {
        let response = try TimeStampResponse(reducing: answer)
        try TimeStampQuery(der: der).check(try ResponseHandle(der: response.der), signer: response.token)
        return response
    }

    /// The token in an answer, found to be of this question.
    ///
    /// - Throws: as ``response(in:)``.
    package func token(in answer: [UInt8]) throws(SealingError) -> TimeStampToken {
        try response(in: answer).token
    }
}

/// Owns a `TS_REQ`.
private final class TimeStampQuery {
    private var handle: OpaquePointer?

    init() throws(SealingError) {
        handle = TS_REQ_new()
        guard handle != nil else { throw .openSSL("making a timestamp request") }
    }

    init(der: [UInt8]) throws(SealingError) {
        handle = der.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return d2i_TS_REQ(nil, &start, bytes.count)
        }
        guard handle != nil else { throw .openSSL("reading a timestamp request") }
    }

    deinit { TS_REQ_free(handle) }

    func ask(_ digest: SHA256Digest, nonce: [UInt8]) throws(SealingError) {
        guard let imprint = TS_MSG_IMPRINT_new(), let algorithm = X509_ALGOR_new() else {
            throw .openSSL("making a timestamp request")
        }
        defer {
            TS_MSG_IMPRINT_free(imprint)
            X509_ALGOR_free(algorithm)
        }
        X509_ALGOR_set_md(algorithm, EVP_sha256())
        var bytes = digest.bytes
        let number = BN_bin2bn(nonce, Int32(nonce.count), nil)
        defer { BN_free(number) }
        let integer = BN_to_ASN1_INTEGER(number, nil)
        defer { ASN1_INTEGER_free(integer) }
        guard integer != nil, TS_REQ_set_version(handle, 1) == 1,
            TS_MSG_IMPRINT_set_algo(imprint, algorithm) == 1,
            TS_MSG_IMPRINT_set_msg(imprint, &bytes, Int32(bytes.count)) == 1,
            TS_REQ_set_msg_imprint(handle, imprint) == 1, TS_REQ_set_nonce(handle, integer) == 1,
            TS_REQ_set_cert_req(handle, 1) == 1
        else { throw .openSSL("making a timestamp request") }
    }

    func der() throws(SealingError) -> [UInt8] {
        var bytes: UnsafeMutablePointer<UInt8>?
        let count = i2d_TS_REQ(handle, &bytes)
        defer { CRYPTO_free(bytes, nil, 0) }
        guard count > 0, let bytes else { throw .openSSL("writing a timestamp request") }
        return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }

    /// Version, imprint, nonce and signature of an answer against this question.
    func check(_ response: ResponseHandle, signer token: TimeStampToken) throws(SealingError) {
        guard let context = TS_REQ_to_TS_VERIFY_CTX(handle, nil) else {
            throw .openSSL("checking a timestamp")
        }
        defer { TS_VERIFY_CTX_free(context) }
        TS_VERIFY_CTX_set_store(context, try token.store(trusting: .itsOwnCertificate))
        TS_VERIFY_CTX_add_flags(context, Int32(TS_VFY_SIGNATURE))
        guard response.isVerified(by: context) else {
            throw .timestamp(
                "the answer does not belong to the question, or is not signed (\(SealingError.openSSLCause()))"
            )
        }
    }
}
