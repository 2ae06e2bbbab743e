/// What opens an age file. Its description never shows a secret.
package enum AgeIdentity: Sendable {
    /// The most work a file may ask for before its passphrase is tried: 2²² blocks, 4 GiB and some 15 seconds.
    package static let defaultMaximumWorkFactor = 22

    /// The usual key, `AGE-SECRET-KEY-1…`.
    case x25519(X25519Identity)
    /// The post-quantum key, `AGE-SECRET-KEY-PQ-1…`.
    case hybrid(HybridIdentity)
    /// A passphrase. A file that asks for more than `maximumWorkFactor` is refused unopened.
    case scrypt(passphrase: String, maximumWorkFactor: Int = AgeIdentity.defaultMaximumWorkFactor)

    /// Makes a new X25519 key.
    package static func generateX25519() throws(SealingError) -> AgeIdentity { .x25519(try .generate()) }

    /// Makes a new hybrid post-quantum key.
    package static func generateHybrid() throws(SealingError) -> AgeIdentity { .hybrid(try .generate()) }

    /// Reads `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…`.
    ///
    /// - Throws: ``SealingError/invalidKey(_:)``, without quoting the text.
    package init(string: String) throws(SealingError) {
        if string.lowercased().hasPrefix(HybridIdentity.prefix + "1") {
            self = .hybrid(try HybridIdentity(string: string))
        } else {
            self = .x25519(try X25519Identity(string: string))
        }
    }

    /// The secret key as text; `nil` for a passphrase.
    package var string: String? {
        switch self {
        case .x25519(let identity): identity.string
        case .hybrid(let identity): identity.string
        case .scrypt: nil
        }
    }

    /// The recipient whose files this opens.
    package var recipient: AgeRecipient {
        switch self {
        case .x25519(let identity): .x25519(identity.recipient)
        case .hybrid(let identity): .hybrid(identity.recipient)
        case .scrypt(let passphrase, _): .scrypt(passphrase: passphrase)
        }
    }

    /// The file key out of the stanza that is for this identity; `nil` when none is.
    func unwrap(_ stanzas: [Stanza]) throws(SealingError) -> FileKey? {
        switch self {
        case .x25519(let identity): try identity.unwrap(stanzas)
        case .hybrid(let identity): try identity.unwrap(stanzas)
        case .scrypt(let passphrase, let maximumWorkFactor):
            try ScryptRecipient.unwrap(stanzas, passphrase: passphrase, maximumWorkFactor: maximumWorkFactor)
        }
    }

    /// The file key of a header, authenticated by the header's MAC, and the place of the stanza it was in.
    ///
    /// - Parameter place: of the only stanza to try; nil tries all.
    static func fileKey(
        of header: Header, with identities: [AgeIdentity], at place: Int? = nil
    ) throws(SealingError) -> (key: FileKey, place: Int) {
        let isPassphraseFile = header.stanzas.contains { $0.type == ScryptRecipient.stanzaType }
        // Somebody who opens a file with a passphrase believes that only those who know it could have made it.
        guard !isPassphraseFile || header.stanzas.count == 1 else {
            throw .ageHeader("a passphrase stands beside other recipients, which age forbids")
        }
        for identity in identities {
            for (index, stanza) in header.stanzas.enumerated() where index == place ?? index {
                guard let fileKey = try identity.unwrap([stanza]) else { continue }
                try header.verifyMAC(with: fileKey)
                return (fileKey, index)
            }
        }
        let triedPassphrase = identities.contains { if case .scrypt = $0 { true } else { false } }
        let reason =
            switch (isPassphraseFile, triedPassphrase) {
            case (true, true): "the passphrase is wrong"
            case (true, false): "it is protected by a passphrase, and none was given"
            case (false, _): "it is encrypted for other keys than the \(identities.count) given"
            }
        throw .ageNoMatch(reason)
    }
}

extension AgeIdentity: CustomStringConvertible, CustomDebugStringConvertible {
    /// Names the public half, or the word "passphrase".
    package var description: String { "AgeIdentity(for: \(recipient))" }
    /// As ``description``.
    package var debugDescription: String { description }
}
