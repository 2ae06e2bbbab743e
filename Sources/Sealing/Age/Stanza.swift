/// A recipient stanza of an age header (age.md, "Recipient stanza"): one wrapping of the file key.
struct Stanza: Equatable {
    /// Columns of a full body line.
    static let columns = 64

    /// The first argument: which recipient type this is for.
    let type: String
    /// The arguments after it.
    let arguments: [String]
    let body: [UInt8]

    /// The stanza as it stands in a header, with its last line feed.
    var encoded: [UInt8] {
        var text = Array(("-> " + ([type] + arguments).joined(separator: " ") + "\n").utf8)
        let base64 = Base64.encode(body, padding: .forbidden)
        for start in stride(from: 0, to: base64.count, by: Self.columns) {
            text += base64[start..<min(start + Self.columns, base64.count)] + [UInt8(ascii: "\n")]
        }
        // The body ends with a line shorter than 64 columns, which is empty when the rest fills its lines.
        if base64.count.isMultiple(of: Self.columns) { text.append(UInt8(ascii: "\n")) }
        return text
    }
}

/// The file key (age.md, "File key"): 16 random bytes, made for one file, from which all its keys derive.
struct FileKey: Hashable {
    static let byteCount = 16
    /// What a wrapped file key measures: the key and a Poly1305 tag.
    static let wrappedByteCount = byteCount + ChaCha20Poly1305.tagSize

    let bytes: [UInt8]

    /// A new key.
    init() throws(SealingError) {
        bytes = try SecureRandom.bytes(Self.byteCount)
    }

    /// A key found in a stanza of type `type`.
    init(unwrapped bytes: [UInt8], type: String) throws(SealingError) {
        guard bytes.count == Self.byteCount else {
            throw .ageHeader("the \(type) stanza holds a file key of the wrong length")
        }
        self.bytes = bytes
    }

    /// The header's MAC over everything up to and including `---` (age.md, "Header MAC").
    func headerMAC(over header: [UInt8]) throws(SealingError) -> [UInt8] {
        let key = try HKDFSHA256.derive(inputKeyMaterial: bytes, salt: [], info: "header")
        return try HMACSHA256.authenticate(header, key: key)
    }

    /// The key of the payload with this nonce (age.md, "Payload").
    func payloadKey(nonce: [UInt8]) throws(SealingError) -> [UInt8] {
        try HKDFSHA256.derive(inputKeyMaterial: bytes, salt: nonce, info: "payload")
    }
}
