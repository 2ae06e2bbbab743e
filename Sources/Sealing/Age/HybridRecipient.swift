import Crypto
import FoundationEssentials

/// The public half of an ML-KEM-768 and X25519 key pair, written `age1pq1…` (age.md, "The MLKEM768-X25519 hybrid
/// post-quantum recipient type").
///
/// Wanted where footage must stay closed to somebody who records the bundle today and has a quantum computer in
/// twenty years. Not to be mixed with other recipients, or the file is only as strong as those.
package struct HybridRecipient: Sendable, Hashable {
    static let prefix = "age1pq"
    static let stanzaType = "mlkem768x25519"
    static let info = "age-encryption.org/mlkem768x25519"
    /// What X-Wing's entropy is derived under (docs/spec/age.md, Stanzas of a bundle).
    static let derivation = "proffer-age-v1 mlkem768x25519"
    /// ML-KEM-768 encapsulation key and X25519 public key.
    static let publicKeySize = 1184 + 32
    /// The part of the ML-KEM-768 encapsulation key that holds numbers; its last 32 bytes are a seed.
    private static let polynomialsSize = 1152
    /// ML-KEM-768 ciphertext and X25519 share.
    static let encapsulatedKeySize = 1088 + 32

    static var ciphersuite: HPKE.Ciphersuite {
        HPKE.Ciphersuite(kem: .XWingMLKEM768X25519, kdf: .HKDF_SHA256, aead: .chaChaPoly)
    }

    /// The 1,216 bytes of the public key.
    package let publicKey: [UInt8]

    /// Takes the 1,216 bytes of a public key.
    ///
    /// - Throws: ``SealingError/invalidKey(_:)`` for another length, an ML-KEM part that is not reduced, or an X25519
    ///   part of low order.
    package init(publicKey: [UInt8]) throws(SealingError) {
        guard publicKey.count == Self.publicKeySize else {
            throw .invalidKey(
                "a hybrid public key has \(Self.publicKeySize) bytes, this has \(publicKey.count)")
        }
        guard Self.isReduced(publicKey) else {
            throw .invalidKey(
                "the ML-KEM part of this hybrid key is no key: a number in it is beyond the modulus")
        }
        guard try !Curve25519.isLowOrder(Array(publicKey.suffix(Curve25519.keySize))) else {
            throw .invalidKey("the X25519 part of this hybrid key is a point that gives no protection")
        }
        self.publicKey = publicKey
    }

    /// Reads `age1pq1…`.
    ///
    /// - Throws: ``SealingError/invalidKey(_:)``.
    package init(string: String) throws(SealingError) {
        try self.init(publicKey: try Bech32.decode(string, prefix: Self.prefix))
    }

    /// The key as `age1pq1…`, about two thousand characters.
    package var string: String { Bech32.encode(publicKey, prefix: Self.prefix) }

    /// The modulus check of FIPS 203 §7.2: 768 numbers of 12 bits, two in three bytes, each below 3329.
    ///
    /// The library checks it when it encrypts; a key that nothing can be encrypted to is to be refused where it is
    /// read, not after a consent.
    private static func isReduced(_ publicKey: [UInt8]) -> Bool {
        let modulus: UInt16 = 3329
        return stride(from: 0, to: polynomialsSize, by: 3).allSatisfy { place in
            let (low, middle, high) = (
                UInt16(publicKey[place]), UInt16(publicKey[place + 1]), UInt16(publicKey[place + 2])
            )
            return low | (middle & 0x0F) << 8 < modulus && middle >> 4 | high << 4 < modulus
        }
    }

    /// The stanza for this recipient: the same for the same file key, so that who has that can make it again.
    func wrap(_ fileKey: FileKey) throws(SealingError) -> Stanza {
        let entropy = try HKDFSHA256.derive(
            inputKeyMaterial: fileKey.bytes, salt: publicKey, info: Self.derivation,
            count: HybridEncapsulation.entropyByteCount)
        let wrapped = try HybridEncapsulation.wrap(
            fileKey.bytes, for: publicKey, entropy: entropy, info: Self.info)
        return Stanza(
            type: Self.stanzaType,
            arguments: [Base64.encodeString(wrapped.encapsulatedKey, padding: .forbidden)],
            body: wrapped.body)
    }
}

/// The secret half of an ML-KEM-768 and X25519 key pair, written `AGE-SECRET-KEY-PQ-1…`. Its description never
/// shows the secret.
package struct HybridIdentity: Sendable {
    static let prefix = "age-secret-key-pq-"
    static let seedSize = 32

    /// The 32 secret bytes from which both key pairs derive.
    package let seed: [UInt8]
    /// The public half.
    package let recipient: HybridRecipient

    /// Takes a 32-byte seed.
    ///
    /// - Throws: ``SealingError/invalidKey(_:)`` for another length.
    package init(seed: [UInt8]) throws(SealingError) {
        guard seed.count == Self.seedSize else {
            throw .invalidKey("a hybrid secret key has 32 bytes, this has \(seed.count)")
        }
        self.seed = seed
        recipient = try HybridRecipient(publicKey: Array(try Self.key(seed).publicKey.rawRepresentation))
    }

    /// Reads `AGE-SECRET-KEY-PQ-1…`.
    ///
    /// - Throws: ``SealingError/invalidKey(_:)``.
    package init(string: String) throws(SealingError) {
        try self.init(seed: try Bech32.decode(string, prefix: Self.prefix))
    }

    /// Makes a new key pair.
    package static func generate() throws(SealingError) -> HybridIdentity {
        try HybridIdentity(seed: try SecureRandom.bytes(seedSize))
    }

    /// The key as `AGE-SECRET-KEY-PQ-1…`: whoever reads it can open everything encrypted to ``recipient``.
    package var string: String { Bech32.encode(seed, prefix: Self.prefix, as: .upper) }

    private static func key(_ seed: [UInt8]) throws(SealingError) -> XWingMLKEM768X25519.PrivateKey {
        do {
            return try XWingMLKEM768X25519.PrivateKey(seedRepresentation: Data(seed), publicKey: nil)
        } catch {
            throw .cryptoLibrary(operation: "expanding a hybrid key", cause: "\(error)")
        }
    }

    /// The file key out of the stanza that is for this identity; `nil` when none is.
    func unwrap(_ stanzas: [Stanza]) throws(SealingError) -> FileKey? {
        for stanza in stanzas where stanza.type == HybridRecipient.stanzaType {
            guard stanza.arguments.count == 1,
                let encapsulated = Base64.decode(stanza.arguments[0].utf8, padding: .forbidden),
                encapsulated.count == HybridRecipient.encapsulatedKeySize
            else {
                throw .ageHeader(
                    "an mlkem768x25519 stanza does not have one argument of "
                        + "\(HybridRecipient.encapsulatedKeySize) bytes")
            }
            // Checked before decrypting: a longer body could be made to open under several keys.
            guard stanza.body.count == FileKey.wrappedByteCount else {
                throw .ageHeader("an mlkem768x25519 stanza holds a file key of the wrong length")
            }
            // The X-Wing combiner hashes an all-zero X25519 secret like any other; age refuses it.
            guard try !Curve25519.isLowOrder(Array(encapsulated.suffix(Curve25519.keySize))) else {
                throw .ageHeader("an mlkem768x25519 stanza has an X25519 share that gives no protection")
            }
            if let key = try open(stanza.body, encapsulated: encapsulated) {
                return try FileKey(unwrapped: key, type: HybridRecipient.stanzaType)
            }
        }
        return nil
    }

    private func open(_ body: [UInt8], encapsulated: [UInt8]) throws(SealingError) -> [UInt8]? {
        let key = try Self.key(seed)
        var receiver: HPKE.Recipient
        do {
            receiver = try HPKE.Recipient(
                privateKey: key, ciphersuite: HybridRecipient.ciphersuite,
                info: Data(HybridRecipient.info.utf8), encapsulatedKey: Data(encapsulated))
        } catch {
            throw .ageHeader("the encapsulated key of an mlkem768x25519 stanza is not valid")
        }
        return (try? receiver.open(body)).map { Array($0) }
    }
}

extension HybridIdentity: CustomStringConvertible, CustomDebugStringConvertible {
    /// Names the public half only, shortened.
    package var description: String { "HybridIdentity(public: \(recipient.string.prefix(24))…)" }
    /// Names the public half only, shortened.
    package var debugDescription: String { description }
}
