/// For whom an age file is encrypted.
package enum AgeRecipient: Sendable, Hashable {
    /// scrypt's default cost: 2¹⁸ blocks, 256 MiB and about a second.
    package static let defaultWorkFactor = 18

    /// The usual key, `age1…`.
    case x25519(X25519Recipient)
    /// The post-quantum key, `age1pq1…`; not to be mixed with the others.
    case hybrid(HybridRecipient)
    /// A passphrase, which must be the only recipient. `workFactor` is the base-two logarithm of scrypt's cost,
    /// 1 to 30.
    case scrypt(passphrase: String, workFactor: Int = AgeRecipient.defaultWorkFactor)

    /// What a recipient is, whoever it is of. Files of one kind only are as strong as that kind.
    package enum Kind: Sendable, Hashable, CaseIterable {
        /// X25519, `age1…`.
        case ordinary
        /// ML-KEM-768 and X25519, `age1pq1…`: what C2SP age.md calls post-quantum.
        case postQuantum
        /// A passphrase.
        case passphrase

        /// The first word of a recipient's stanza in an age header.
        package var stanzaType: String {
            switch self {
            case .ordinary: X25519Recipient.stanzaType
            case .postQuantum: HybridRecipient.stanzaType
            case .passphrase: ScryptRecipient.stanzaType
            }
        }
    }

    /// What this recipient is.
    package var kind: Kind {
        switch self {
        case .x25519: .ordinary
        case .hybrid: .postQuantum
        case .scrypt: .passphrase
        }
    }

    /// Reads `age1…` or `age1pq1…`.
    ///
    /// - Throws: ``SealingError/invalidKey(_:)``.
    package init(string: String) throws(SealingError) {
        // No X25519 key can start like this: its prefix is "age" and "1" is not a Bech32 digit.
        if string.lowercased().hasPrefix(HybridRecipient.prefix + "1") {
            self = .hybrid(try HybridRecipient(string: string))
        } else {
            self = .x25519(try X25519Recipient(string: string))
        }
    }

    /// The key as text for others to encrypt to; `nil` for a passphrase, which has no public form.
    package var string: String? {
        switch self {
        case .x25519(let recipient): recipient.string
        case .hybrid(let recipient): recipient.string
        case .scrypt: nil
        }
    }

    func wrap(_ fileKey: FileKey) throws(SealingError) -> Stanza {
        switch self {
        case .x25519(let recipient): try recipient.wrap(fileKey)
        case .hybrid(let recipient): try recipient.wrap(fileKey)
        case .scrypt(let passphrase, let workFactor):
            try ScryptRecipient.wrap(fileKey, passphrase: passphrase, workFactor: workFactor)
        }
    }
}

extension AgeRecipient: CustomStringConvertible, CustomDebugStringConvertible {
    /// The key's text, or the word "passphrase": never the passphrase itself.
    package var description: String { string ?? "passphrase" }
    /// As ``description``.
    package var debugDescription: String { description }
}

extension AgeRecipient: Codable {
    /// Reads the key's text.
    package init(from decoder: any Decoder) throws {
        try self.init(string: try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the key's text; a passphrase cannot be written.
    package func encode(to encoder: any Encoder) throws {
        guard let string else {
            throw SealingError.misuse("a passphrase cannot be written down as a recipient")
        }
        var container = encoder.singleValueContainer()
        try container.encode(string)
    }
}
