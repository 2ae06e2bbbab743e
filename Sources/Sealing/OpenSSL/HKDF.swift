import COpenSSL

/// HMAC-SHA-256 (RFC 2104).
enum HMACSHA256 {
    static func authenticate(_ message: [UInt8], key: [UInt8]) throws(SealingError) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: SHA256Digest.byteCount)
        guard HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &code, nil) != nil else {
            throw .openSSL("computing an HMAC")
        }
        return code
    }

    /// Compares two codes in a time that does not depend on where they differ.
    static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        one.count == other.count && CRYPTO_memcmp(one, other, one.count) == 0
    }
}

/// HKDF-SHA-256 (RFC 5869).
enum HKDFSHA256 {
    /// Both steps, with an `info` in ASCII; by default as many bytes as the hash has.
    static func derive(
        inputKeyMaterial: [UInt8], salt: [UInt8], info: String, count: Int = SHA256Digest.byteCount
    ) throws(SealingError) -> [UInt8] {
        try expand(
            try extract(inputKeyMaterial: inputKeyMaterial, salt: salt), info: Array(info.utf8), count: count)
    }

    /// HKDF-Extract (§2.2): a key of 32 bytes.
    static func extract(inputKeyMaterial: [UInt8], salt: [UInt8]) throws(SealingError) -> [UInt8] {
        // An absent salt is HashLen zero bytes (§2.2); HMAC pads a shorter key with zeros to the same effect.
        let salt = salt.isEmpty ? [UInt8](repeating: 0, count: SHA256Digest.byteCount) : salt
        return try HMACSHA256.authenticate(inputKeyMaterial, key: salt)
    }

    /// HKDF-Expand (§2.3) to at most 255 blocks.
    static func expand(_ key: [UInt8], info: [UInt8], count: Int) throws(SealingError) -> [UInt8] {
        guard count <= 255 * SHA256Digest.byteCount else { throw .misuse("HKDF gives at most 8,160 bytes") }
        var output: [UInt8] = []
        var block: [UInt8] = []
        var number: UInt8 = 1
        while output.count < count {
            block = try HMACSHA256.authenticate(block + info + [number], key: key)
            output += block
            number &+= 1
        }
        return Array(output.prefix(count))
    }
}
