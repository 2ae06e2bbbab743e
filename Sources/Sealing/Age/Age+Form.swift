extension Age {
    /// In what an armored file is not what encrypting so many bytes to these keys makes, in words; nil where it is.
    ///
    /// It takes no key: a text that nobody but one person can open would else be room for anything. What is left to chance in
    /// such a file is what encrypting leaves to it: shares, wrapped keys, MAC, nonce and ciphertext.
    ///
    /// - Parameters:
    ///   - text: the armored file.
    ///   - keys: whom it is for, in the order of their stanzas; no passphrases.
    ///   - plaintextBytes: how many bytes it holds; at most one chunk of 64 KiB.
    package static func formFlaw(
        ofArmored text: String, for keys: [AgeRecipient], plaintextBytes: Int
    ) -> String? {
        guard text.utf8.count <= armoredBytes(keys: keys.count, plaintextBytes: plaintextBytes) else {
            return "it has \(text.utf8.count) bytes, which is more than it can have"
        }
        let bytes = Array(text.utf8)
        do {
            let file = try Armor.decode(bytes)
            guard Armor.encode(file) == bytes else { return "its armor is not in the one form it may have" }
            var position = 0
            let source = AgeSource { buffer in
                let count = min(buffer.count, file.count - position)
                buffer.copyBytes(from: file[position..<position + count])
                position += count
                return count
            }
            let header = try Header.parse(source)
            guard header.stanzas.count == keys.count,
                zip(header.stanzas, keys).allSatisfy({ $0.hasForm(of: $1.kind) })
            else { return "its stanzas are not those of the keys it is for" }
            let payload = PayloadStream.nonceSize + plaintextBytes + ChaCha20Poly1305.tagSize
            guard source.consumed + UInt64(payload) == UInt64(file.count) else {
                return "it does not hold \(plaintextBytes) bytes"
            }
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// More than such a file can have: some 2,200 bytes for a post-quantum key, and the plaintext in base64.
    private static func armoredBytes(keys: Int, plaintextBytes: Int) -> Int {
        1_024 + 3_072 * keys + 2 * plaintextBytes
    }
}

extension Stanza {
    /// Whether its lengths and words are those of every stanza for a key of this kind.
    fileprivate func hasForm(of kind: AgeRecipient.Kind) -> Bool {
        let shareBytes: Int
        switch kind {
        case .ordinary: shareBytes = SHA256Digest.byteCount  // A point of Curve25519.
        case .postQuantum: shareBytes = HybridRecipient.encapsulatedKeySize
        case .passphrase: return false
        }
        guard type == kind.stanzaType, arguments.count == 1, body.count == FileKey.wrappedByteCount else {
            return false
        }
        return Base64.decode(Array(arguments[0].utf8), padding: .forbidden)?.count == shareBytes
    }
}
