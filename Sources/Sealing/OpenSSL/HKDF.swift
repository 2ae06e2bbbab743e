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

/// HKDF-SHA-256 (RFC 5869) for the one output length age uses, 32 bytes.
///
/// With an output as long as the hash, expanding is a single HMAC (§2.3 with L = HashLen).
enum HKDFSHA256 {
    static func derive(
        inputKeyMaterial: [UInt8], salt: [UInt8], info: String
    ) throws(SealingError) -> [UInt8] {
        // An absent salt is HashLen zero bytes (§2.2); HMAC pads a shorter key with zeros to the same effect.
        let salt = salt.isEmpty ? [UInt8](repeating: 0, count: SHA256Digest.byteCount) : salt
        let pseudorandomKey = try HMACSHA256.authenticate(inputKeyMaterial, key: salt)
        return try HMACSHA256.authenticate(Array(info.utf8) + [1], key: pseudorandomKey)
    }
}
