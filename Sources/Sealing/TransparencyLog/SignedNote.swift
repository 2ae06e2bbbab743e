/// A key that signs notes: its name, and the public half of an Ed25519 key (C2SP signed-note, signature type 0x01).
package struct NoteKey: Sendable, Hashable {
    /// What the key is called; for a log's key the log's origin.
    package let name: String
    /// The public key.
    package let key: VerifyingKey
    /// The first four bytes of `SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key)`.
    package let id: [UInt8]

    /// A key by its name.
    ///
    /// - Throws: ``SealingError/note(_:)`` for a name that is empty or has spaces, controls or a plus sign.
    package init(name: String, key: VerifyingKey) throws(SealingError) {
        guard Self.isName(name) else {
            throw .note("“\(name.prefix(80))” cannot be the name of a key")
        }
        self.name = name
        self.key = key
        id = Array(
            try SHA256Digest.of(Array(name.utf8) + [0x0A, 0x01] + key.rawRepresentation).bytes.prefix(4))
    }

    /// The key as text, `name+id+base64`, which other implementations take.
    package var string: String {
        "\(name)+\(Hexadecimal.encode(id))+\(Base64.encodeString([0x01] + key.rawRepresentation, padding: .required))"
    }

    static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "+" && !$0.properties.isWhitespace }
    }
}

/// Text that one or more keys have signed (C2SP signed-note).
///
/// What it says counts only after ``isSigned(by:)``.
package struct SignedNote: Sendable, Hashable {
    /// A line of a signature.
    package struct Signature: Sendable, Hashable {
        /// The key's name.
        package var name: String
        /// The key's id; four bytes.
        package var id: [UInt8]
        /// The signature itself.
        package var bytes: [UInt8]
    }

    /// The most a note may measure, in bytes.
    package static let maximumBytes = 1 << 16
    /// The most signatures a note may have.
    package static let maximumSignatures = 64

    /// The text, with the line feed at its end.
    package let text: String
    /// The signatures, in order; at least one.
    package let signatures: [Signature]

    /// Reads a note. No signature is checked.
    ///
    /// - Throws: ``SealingError/note(_:)``.
    package init(_ bytes: [UInt8]) throws(SealingError) {
        guard bytes.count <= Self.maximumBytes else { throw .note("it has \(bytes.count) bytes") }
        guard let whole = String(validating: bytes, as: UTF8.self),
            !whole.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A })
        else { throw .note("it is not plain text in UTF-8") }
        var lines = whole.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.popLast() == "", let blank = lines.lastIndex(of: ""), blank > 0 else {
            throw .note("it has no text with signatures below it")
        }
        let signed = lines[(blank + 1)...]
        guard (1...Self.maximumSignatures).contains(signed.count) else {
            throw .note("it has \(signed.count) signatures")
        }
        var signatures: [Signature] = []
        for line in signed {
            let parts = line.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "—", NoteKey.isName(String(parts[1])),
                let bytes = Base64.decode(parts[2].utf8, padding: .required), bytes.count > 4
            else { throw .note("a line of it is no signature") }
            signatures.append(
                Signature(
                    name: String(parts[1]), id: Array(bytes.prefix(4)), bytes: Array(bytes.dropFirst(4))))
        }
        text = lines[..<blank].map { $0 + "\n" }.joined()
        self.signatures = signatures
    }

    /// Signs a text.
    ///
    /// - Parameters:
    ///   - text: ends with a line feed and has no other control characters.
    ///   - name: what the key is called.
    /// - Throws: ``SealingError/note(_:)``, and ``SealingError/cryptoLibrary(operation:cause:)``.
    package static func signing(
        _ text: String, name: String, with key: SigningKey
    ) throws(SealingError) -> SignedNote {
        let known = try NoteKey(name: name, key: key.verifyingKey)
        let signature = try key.signature(for: Array(text.utf8))
        return try SignedNote(
            Array(
                "\(text)\n— \(name) \(Base64.encodeString(known.id + signature, padding: .required))\n".utf8))
    }

    /// Whether a key has signed it: a signature under its name and id is there, and every such one is valid.
    package func isSigned(by key: NoteKey) -> Bool {
        let its = signatures.filter { $0.name == key.name && $0.id == key.id }
        return !its.isEmpty && its.allSatisfy { key.key.isValidSignature($0.bytes, for: Array(text.utf8)) }
    }

    /// The note as it is written to a file.
    package var bytes: [UInt8] {
        let lines = signatures.map {
            "— \($0.name) \(Base64.encodeString($0.id + $0.bytes, padding: .required))\n"
        }
        return Array("\(text)\n\(lines.joined())".utf8)
    }
}
