import COpenSSL

/// A SHA-256 digest (FIPS 180-4), written as 64 lower-case hexadecimal digits.
package struct SHA256Digest: Sendable, Hashable {
    /// The digest's length in bytes.
    package static let byteCount = 32

    /// The 32 bytes.
    package let bytes: [UInt8]

    /// Takes 32 bytes; any other number is `nil`.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Reads 64 lower-case hexadecimal digits; anything else is `nil`.
    ///
    /// Upper case is refused so that one digest has one spelling and texts can be compared.
    package init?(hex: String) {
        guard let bytes = Hexadecimal.decode(hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// 32 zero bytes: what stands for the digest of what is not there.
    package static let zero = SHA256Digest(zeros: byteCount)

    private init(zeros count: Int) { bytes = [UInt8](repeating: 0, count: count) }

    /// The digest as 64 lower-case hexadecimal digits.
    package var hex: String { Hexadecimal.encode(bytes) }

    /// Hashes bytes already in memory. For a stream use ``SHA256Hasher``.
    ///
    /// - Throws: ``SealingError/cryptoLibrary(operation:cause:)``.
    package static func of(_ bytes: [UInt8]) throws(SealingError) -> SHA256Digest {
        let hasher = try SHA256Hasher()
        try hasher.update(bytes)
        return try hasher.finalize()
    }
}

extension SHA256Digest: CustomStringConvertible {
    /// Same as ``hex``.
    package var description: String { hex }
}

extension SHA256Digest: Codable {
    /// Reads the hexadecimal string.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let digest = SHA256Digest(hex: text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "a SHA-256 digest is 64 lower-case hexadecimal digits, not \"\(text)\"")
        }
        self = digest
    }

    /// Writes the hexadecimal string.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}

/// Hashes a stream with SHA-256, without allocating per call.
///
/// Not `Sendable`: one owner feeds it. OpenSSL uses the processor's SHA instructions where it has them.
package final class SHA256Hasher {
    private let context: OpaquePointer
    private var isFinalized = false

    /// Starts an empty hash.
    ///
    /// - Throws: ``SealingError/cryptoLibrary(operation:cause:)``.
    package init() throws(SealingError) {
        guard let context = EVP_MD_CTX_new() else { throw .openSSL("starting SHA-256") }
        self.context = context
        guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else { throw .openSSL("starting SHA-256") }
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Adds bytes to the hash.
    ///
    /// - Throws: ``SealingError/misuse(_:)`` after ``finalize()``.
    package func update(_ bytes: UnsafeRawBufferPointer) throws(SealingError) {
        guard !isFinalized else { throw .misuse("bytes were added to a SHA-256 that is already finished") }
        guard EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else {
            throw .openSSL("hashing with SHA-256")
        }
    }

    /// Adds bytes to the hash.
    ///
    /// - Throws: ``SealingError/misuse(_:)`` after ``finalize()``.
    package func update(_ bytes: [UInt8]) throws(SealingError) {
        guard !isFinalized else { throw .misuse("bytes were added to a SHA-256 that is already finished") }
        guard EVP_DigestUpdate(context, bytes, bytes.count) == 1 else {
            throw .openSSL("hashing with SHA-256")
        }
    }

    /// Ends the hash and returns it. Can be called once.
    ///
    /// - Throws: ``SealingError/misuse(_:)`` when called again.
    package func finalize() throws(SealingError) -> SHA256Digest {
        guard !isFinalized else { throw .misuse("a SHA-256 was finished twice") }
        isFinalized = true
        return try end()
    }

    /// Ends the hash, returns it, and begins an empty one: for many short hashes one after the other.
    ///
    /// - Throws: ``SealingError/misuse(_:)`` after ``finalize()``.
    package func finalizeAndRestart() throws(SealingError) -> SHA256Digest {
        guard !isFinalized else { throw .misuse("a SHA-256 was finished twice") }
        let digest = try end()
        // No algorithm given: the one it has stays, which is a good deal quicker than looking it up again.
        guard EVP_DigestInit_ex(context, nil, nil) == 1 else { throw .openSSL("starting SHA-256") }
        return digest
    }

    private func end() throws(SealingError) -> SHA256Digest {
        var bytes = [UInt8](repeating: 0, count: SHA256Digest.byteCount)
        guard EVP_DigestFinal_ex(context, &bytes, nil) == 1, let digest = SHA256Digest(bytes: bytes) else {
            throw .openSSL("finishing SHA-256")
        }
        return digest
    }
}
