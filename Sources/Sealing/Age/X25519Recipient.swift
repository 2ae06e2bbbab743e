/// The public half of an X25519 key pair, written `age1…` (age.md, "The X25519 recipient type").
package struct X25519Recipient: Sendable, Hashable {
    static let prefix = "age"
    static let stanzaType = "X25519"
    static let info = "age-encryption.org/v1/X25519"
    /// What the ephemeral secret is derived under (docs/spec/age.md, Stanzas of a bundle).
    static let derivation = "proffer-age-v1 X25519"

    /// The 32 bytes of the public key.
    package let publicKey: [UInt8]

    /// Takes the 32 bytes of a public key.
    ///
    /// - Throws: ``SealingError/invalidKey(_:)`` for another length and for points of low order, under which
    ///   everybody could open the file.
    package init(publicKey: [UInt8]) throws(SealingError) {
        guard publicKey.count == Curve25519.keySize else {
            throw .invalidKey("an X25519 public key has 32 bytes, this has \(publicKey.count)")
        }
        guard try !Curve25519.isLowOrder(publicKey) else {
            throw .invalidKey("this X25519 public key is a point under which anybody could open the file")
        }
        self.publicKey = publicKey
    }

    /// Reads `age1…`.
    ///
    /// - Throws: ``SealingError/invalidKey(_:)``.
    package init(string: String) throws(SealingError) {
        try self.init(publicKey: try Bech32.decode(string, prefix: Self.prefix))
    }

    /// The key as `age1…`.
    package var string: String { Bech32.encode(publicKey, prefix: Self.prefix) }

    /// The stanza for this recipient: the same for the same file key, so that who has that can make it again.
    func wrap(_ fileKey: FileKey) throws(SealingError) -> Stanza {
        let ephemeralSecret = try HKDFSHA256.derive(
            inputKeyMaterial: fileKey.bytes, salt: publicKey, info: Self.derivation,
            count: Curve25519.keySize)
        let share = try Curve25519.publicKey(of: ephemeralSecret)
        guard let shared = try Curve25519.sharedSecret(secret: ephemeralSecret, share: publicKey) else {
            throw .invalidKey("this X25519 public key is a point under which anybody could open the file")
        }
        let wrapKey = try HKDFSHA256.derive(
            inputKeyMaterial: shared, salt: share + publicKey, info: Self.info)
        return Stanza(
            type: Self.stanzaType, arguments: [Base64.encodeString(share, padding: .forbidden)],
            body: try ChaCha20Poly1305.seal(fileKey.bytes, key: wrapKey))
    }
}

/// The secret half of an X25519 key pair, written `AGE-SECRET-KEY-1…`. Its description never shows the secret.
package struct X25519Identity: Sendable {
    static let prefix = "age-secret-key-"

    /// The 32 secret bytes.
    package let secretKey: [UInt8]
    /// The public half.
    package let recipient: X25519Recipient

    /// Takes 32 secret bytes.
    ///
    /// - Throws: ``SealingError/invalidKey(_:)`` for another length.
    package init(secretKey: [UInt8]) throws(SealingError) {
        guard secretKey.count == Curve25519.keySize else {
            throw .invalidKey("an X25519 secret key has 32 bytes, this has \(secretKey.count)")
        }
        self.secretKey = secretKey
        recipient = try X25519Recipient(publicKey: try Curve25519.publicKey(of: secretKey))
    }

    /// Reads `AGE-SECRET-KEY-1…`.
    ///
    /// - Throws: ``SealingError/invalidKey(_:)``.
    package init(string: String) throws(SealingError) {
        try self.init(secretKey: try Bech32.decode(string, prefix: Self.prefix))
    }

    /// Makes a new key pair.
    package static func generate() throws(SealingError) -> X25519Identity {
        try X25519Identity(secretKey: try SecureRandom.bytes(Curve25519.keySize))
    }

    /// The key as `AGE-SECRET-KEY-1…`: whoever reads it can open everything encrypted to ``recipient``.
    package var string: String { Bech32.encode(secretKey, prefix: Self.prefix, as: .upper) }

    /// The file key out of the stanza that is for this identity; `nil` when none is.
    func unwrap(_ stanzas: [Stanza]) throws(SealingError) -> FileKey? {
        for stanza in stanzas where stanza.type == X25519Recipient.stanzaType {
            guard stanza.arguments.count == 1,
                let share = Base64.decode(stanza.arguments[0].utf8, padding: .forbidden),
                share.count == Curve25519.keySize
            else { throw .ageHeader("an X25519 stanza does not have one argument of 32 bytes") }
            // Checked before decrypting: a longer body could be made to open under several keys.
            guard stanza.body.count == FileKey.wrappedByteCount else {
                throw .ageHeader("an X25519 stanza holds a file key of the wrong length")
            }
            guard let shared = try Curve25519.sharedSecret(secret: secretKey, share: share) else {
                throw .ageHeader("an X25519 stanza has a share under which anybody could open the file")
            }
            let wrapKey = try HKDFSHA256.derive(
                inputKeyMaterial: shared, salt: share + recipient.publicKey, info: X25519Recipient.info)
            if let key = try ChaCha20Poly1305.open(stanza.body, key: wrapKey) {
                return try FileKey(unwrapped: key, type: X25519Recipient.stanzaType)
            }
        }
        return nil
    }
}

extension X25519Identity: CustomStringConvertible, CustomDebugStringConvertible {
    /// Names the public half only.
    package var description: String { "X25519Identity(public: \(recipient.string))" }
    /// Names the public half only.
    package var debugDescription: String { description }
}
