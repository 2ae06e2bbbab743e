import COpenSSL

/// An Ed25519 public key (RFC 8032 §5.1): who signed.
package struct VerifyingKey: Sendable, Hashable {
    /// The key's length in bytes.
    package static let byteCount = 32
    /// A signature's length in bytes.
    package static let signatureByteCount = 64

    /// The 32 bytes of RFC 8032 §5.1.5.
    package let rawRepresentation: [UInt8]

    /// Takes the 32 bytes of a public key.
    ///
    /// - Throws: ``SealingError/invalidKey(_:)`` for another length, for a coordinate not below the field
    ///   prime, and for the eight points of small order: with one of those, a single signature is valid for
    ///   every message, and its holder could later deny any of them.
    package init(rawRepresentation: [UInt8]) throws(SealingError) {
        guard rawRepresentation.count == Self.byteCount else {
            throw .invalidKey("an Ed25519 public key has 32 bytes, this has \(rawRepresentation.count)")
        }
        guard SmallOrderPoint.isCanonicalAndLarge(rawRepresentation) else {
            throw .invalidKey("this Ed25519 public key is a point under which anything would count as signed")
        }
        self.rawRepresentation = rawRepresentation
    }

    /// The key in standard base64 with padding, as statements carry it.
    package var base64: String { Base64.encodeString(rawRepresentation, padding: .required) }

    /// Whether `signature` was made over exactly `message` by the holder of this key (RFC 8032 §5.1.7).
    ///
    /// A signature of the wrong length is simply not valid.
    package func isValidSignature(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        guard signature.count == Self.signatureByteCount,
            let key = try? RawKey(kind: EVP_PKEY_ED25519, public: rawRepresentation),
            let context = EVP_MD_CTX_new()
        else { return false }
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestVerifyInit(context, nil, nil, nil, key.handle) == 1,
            EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
        else {
            ERR_clear_error()
            return false
        }
        return true
    }
}

/// An Ed25519 secret key (RFC 8032 §5.1). Its description never shows the secret.
package struct SigningKey: Sendable {
    /// The seed's length in bytes.
    package static let byteCount = 32

    /// The 32 secret bytes from which everything else is derived.
    package let seed: [UInt8]
    /// The public half.
    package let verifyingKey: VerifyingKey

    /// Takes a 32-byte seed.
    ///
    /// - Throws: ``SealingError/invalidKey(_:)`` for another length.
    package init(seed: [UInt8]) throws(SealingError) {
        guard seed.count == Self.byteCount else {
            throw .invalidKey("an Ed25519 seed has 32 bytes, this has \(seed.count)")
        }
        self.seed = seed
        let key = try RawKey(kind: EVP_PKEY_ED25519, secret: seed)
        verifyingKey = try VerifyingKey(rawRepresentation: try key.publicBytes())
    }

    /// Makes a new key from the secure random generator.
    package static func generate() throws(SealingError) -> SigningKey {
        try SigningKey(seed: try SecureRandom.bytes(byteCount))
    }

    /// Signs `message` (RFC 8032 §5.1.6). The same message always gives the same 64 bytes.
    package func signature(for message: [UInt8]) throws(SealingError) -> [UInt8] {
        let key = try RawKey(kind: EVP_PKEY_ED25519, secret: seed)
        guard let context = EVP_MD_CTX_new() else { throw .openSSL("signing") }
        defer { EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: VerifyingKey.signatureByteCount)
        var length = signature.count
        guard EVP_DigestSignInit(context, nil, nil, nil, key.handle) == 1,
            EVP_DigestSign(context, &signature, &length, message, message.count) == 1,
            length == signature.count
        else { throw .openSSL("signing") }
        return signature
    }
}

extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible {
    /// Names the public half only.
    package var description: String { "SigningKey(public: \(verifyingKey.base64))" }
    /// Names the public half only.
    package var debugDescription: String { description }
}

/// The encodings RFC 8032 §5.1.3 lets through and that no honest key has.
private enum SmallOrderPoint {
    /// y of the points of order 1, 2, 4 and 8 (little endian); both signs of x share a y.
    private static let coordinates: [[UInt8]] = [
        [1] + [UInt8](repeating: 0, count: 31),
        [0xec] + [UInt8](repeating: 0xff, count: 30) + [0x7f],
        [UInt8](repeating: 0, count: 32),
        [
            0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
            0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
        ],
        [
            0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
            0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
        ],
    ]

    static func isCanonicalAndLarge(_ key: [UInt8]) -> Bool {
        var coordinate = key
        coordinate[31] &= 0x7f
        // y ≥ p = 2²⁵⁵ − 19 is a second spelling of a small y.
        let isBelowPrime =
            coordinate[31] != 0x7f || coordinate[0] < 0xed || !coordinate[1..<31].allSatisfy { $0 == 0xff }
        return isBelowPrime && !coordinates.contains(coordinate)
    }
}
