import CXWing

/// X-Wing encapsulation and HPKE's base mode with entropy that is given, so that who knows the entropy gets the same bytes
/// again. Opening goes through swift-crypto, which is the other half of every test of this.
enum HybridEncapsulation {
    /// How much entropy X-Wing takes: the `m` of ML-KEM-768, then the secret of X25519.
    static let entropyByteCount = 64

    /// A file key wrapped for one recipient: what its stanza holds.
    struct Wrapped {
        /// The encapsulated key, the stanza's argument.
        let encapsulatedKey: [UInt8]
        /// The sealed file key, the stanza's body.
        let body: [UInt8]
    }

    /// Wraps `plaintext` for the holder of `publicKey`.
    ///
    /// - Throws: ``SealingError/invalidKey(_:)`` for a key that nothing can be encapsulated to.
    static func wrap(
        _ plaintext: [UInt8], for publicKey: [UInt8], entropy: [UInt8], info: String
    ) throws(SealingError) -> Wrapped {
        guard publicKey.count == HybridRecipient.publicKeySize, entropy.count == entropyByteCount else {
            throw .misuse("X-Wing was given a key or entropy of another length")
        }
        var ciphertext = [UInt8](repeating: 0, count: HybridRecipient.encapsulatedKeySize)
        var shared = [UInt8](repeating: 0, count: 32)
        guard
            CCryptoBoringSSL_XWING_encap_external_entropy(&ciphertext, &shared, publicKey, entropy) == 1
        else { throw .invalidKey("nothing can be encapsulated to this hybrid key") }
        let schedule = try KeySchedule(sharedSecret: shared, info: Array(info.utf8))
        return Wrapped(
            encapsulatedKey: ciphertext,
            body: try ChaCha20Poly1305.seal(plaintext, key: schedule.key, nonce: schedule.nonce))
    }

    /// HPKE's key schedule (RFC 9180 §5.1) in base mode, for X-Wing, HKDF-SHA-256 and ChaCha20-Poly1305, and of its
    /// nonces the first: a stanza has one message.
    private struct KeySchedule {
        let key: [UInt8]
        let nonce: [UInt8]

        /// `"HPKE"`, and the numbers of the KEM, the KDF and the AEAD (RFC 9180 §7; X-Wing's is 0x647A).
        private static let suite = Array("HPKE".utf8) + [0x64, 0x7A, 0x00, 0x01, 0x00, 0x03]
        private static let version = Array("HPKE-v1".utf8)
        private static let baseMode: UInt8 = 0

        init(sharedSecret: [UInt8], info: [UInt8]) throws(SealingError) {
            let context =
                [Self.baseMode] + (try Self.extract(salt: [], "psk_id_hash", []))
                + (try Self.extract(salt: [], "info_hash", info))
            let secret = try Self.extract(salt: sharedSecret, "secret", [])
            key = try Self.expand(secret, "key", context, count: ChaCha20Poly1305.keySize)
            nonce = try Self.expand(secret, "base_nonce", context, count: ChaCha20Poly1305.nonceSize)
        }

        /// LabeledExtract of RFC 9180 §4.
        private static func extract(
            salt: [UInt8], _ label: String, _ material: [UInt8]
        ) throws(SealingError) -> [UInt8] {
            try HKDFSHA256.extract(
                inputKeyMaterial: version + suite + Array(label.utf8) + material, salt: salt)
        }

        /// LabeledExpand of RFC 9180 §4.
        private static func expand(
            _ key: [UInt8], _ label: String, _ info: [UInt8], count: Int
        ) throws(SealingError) -> [UInt8] {
            let length = [UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)]
            return try HKDFSHA256.expand(
                key, info: length + version + suite + Array(label.utf8) + info, count: count)
        }
    }
}
