/// A signed statement: a DSSE v1 envelope (secure-systems-lab, "Dead Simple Signing Envelope").
///
/// The signature covers the payload's exact bytes and its type, so nothing has to be put into a canonical form
/// before it can be checked. A statement is referred to by ``payloadDigest``. How Proffer uses the envelope is
/// written down in `docs/spec/dsse.md`.
package struct DSSEEnvelope: Sendable, Hashable {
    /// One signature and the name of the key that made it.
    package struct Signature: Sendable, Hashable {
        /// Names the key; a hint for finding it, not part of what is signed. Never empty here.
        package let keyID: String
        /// The signature's bytes (64 for Ed25519).
        package let signature: [UInt8]
        /// Certificates of the key in DER, its own first; mostly none. Like the `x5c` of RFC 7515 §4.1.6, after which
        /// the field is named, they are not signed: they bind themselves to the key.
        package let certificates: [[UInt8]]

        /// Joins a signature with the name of its key, and with the key's certificates.
        package init(keyID: String, signature: [UInt8], certificates: [[UInt8]] = []) {
            self.keyID = keyID
            self.signature = signature
            self.certificates = certificates
        }
    }

    /// The statement's exact bytes.
    package let payload: [UInt8]
    /// What the bytes are, as a media type.
    package let payloadType: String
    /// At least one signature, and at most ``maximumSignatures``.
    package let signatures: [Signature]
    /// SHA-256 of ``payload``: the name by which one statement refers to another.
    package let payloadDigest: SHA256Digest

    /// The most signatures an envelope may carry: each is checked over the whole payload. Ours have two at most.
    package static let maximumSignatures = 16

    /// Joins the parts of an envelope without checking any signature.
    ///
    /// - Throws: ``SealingError/envelope(_:)`` without a payload type, a signature or a key id, and for more than
    ///   ``maximumSignatures``.
    package init(payload: [UInt8], payloadType: String, signatures: [Signature]) throws(SealingError) {
        guard !payloadType.isEmpty else {
            throw .envelope("it does not say what it holds (payloadType is empty)")
        }
        guard !signatures.isEmpty else { throw .envelope("it carries no signature") }
        guard signatures.count <= Self.maximumSignatures else {
            throw .envelope(
                "it carries \(signatures.count) signatures, and may carry \(Self.maximumSignatures)")
        }
        guard signatures.allSatisfy({ !$0.keyID.isEmpty }) else {
            throw .envelope("a signature does not name its key (keyid is empty)")
        }
        self.payload = payload
        self.payloadType = payloadType
        self.signatures = signatures
        payloadDigest = try SHA256Digest.of(payload)
    }

    /// Signs a payload.
    ///
    /// - Parameters:
    ///   - payload: the statement's exact bytes.
    ///   - payloadType: its media type; not empty.
    ///   - key: signs the pre-authentication encoding of both.
    ///   - keyID: names the key for readers; not empty.
    package static func signing(
        payload: [UInt8], payloadType: String, key: SigningKey, keyID: String
    ) throws(SealingError) -> DSSEEnvelope {
        let message = preAuthenticationEncoding(payloadType: payloadType, payload: payload)
        let signature = Signature(keyID: keyID, signature: try key.signature(for: message))
        return try DSSEEnvelope(payload: payload, payloadType: payloadType, signatures: [signature])
    }

    /// The same statement with one more signature; a signature of that name already there is replaced.
    ///
    /// The payload stays byte for byte, and with it ``payloadDigest``: what refers to the statement still does.
    package func countersigned(by key: SigningKey, keyID: String) throws(SealingError) -> DSSEEnvelope {
        let message = Self.preAuthenticationEncoding(payloadType: payloadType, payload: payload)
        let signature = Signature(keyID: keyID, signature: try key.signature(for: message))
        return try DSSEEnvelope(
            payload: payload, payloadType: payloadType,
            signatures: signatures.filter { $0.keyID != keyID } + [signature])
    }

    /// The same statement with one more signature.
    package func adding(_ signature: Signature) throws(SealingError) -> DSSEEnvelope {
        try DSSEEnvelope(payload: payload, payloadType: payloadType, signatures: signatures + [signature])
    }

    /// The bytes that are signed: PAE(type, body) of the DSSE protocol.
    ///
    /// `"DSSEv1" SP LEN(type) SP type SP LEN(body) SP body`, lengths in bytes, decimal ASCII.
    package static func preAuthenticationEncoding(payloadType: String, payload: [UInt8]) -> [UInt8] {
        let type = Array(payloadType.utf8)
        return Array("DSSEv1 \(type.count) ".utf8) + type + Array(" \(payload.count) ".utf8) + payload
    }

    /// Whether a signature named `keyID` is in the envelope and valid under `key`.
    ///
    /// This says that the holder of `key` signed, not that the holder is trusted.
    package func isSigned(by key: VerifyingKey, keyID: String) -> Bool {
        let message = Self.preAuthenticationEncoding(payloadType: payloadType, payload: payload)
        return signatures.contains { $0.keyID == keyID && key.isValidSignature($0.signature, for: message) }
    }
}

extension DSSEEnvelope {
    /// The largest envelope that is read: statements are small texts, so more is a mistake or an attack.
    package static let maximumByteCount = 16 << 20

    /// Reads an envelope from JSON: strictly, but ignoring fields it does not know.
    ///
    /// No signature is checked here; see ``isSigned(by:keyID:)``.
    ///
    /// - Throws: ``SealingError/json(reason:byte:)`` or ``SealingError/envelope(_:)``.
    package init(json: [UInt8]) throws(SealingError) {
        self = try StrictJSON.decode(DSSEEnvelope.self, from: json, maximumBytes: Self.maximumByteCount)
    }

    /// Writes `{"payload":…,"payloadType":…,"signatures":[{"keyid":…,"sig":…}]}` on one line, always the same
    /// bytes for the same envelope.
    package func json() throws(SealingError) -> [UInt8] { try StrictJSON.encode(self) }
}

extension DSSEEnvelope: Codable {
    private enum CodingKeys: String, CodingKey {
        case payload, payloadType, signatures
    }

    /// Reads the envelope's own fields; what else stands there is ignored.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            payload: Base64Field.decode(container.decode(String.self, forKey: .payload), field: "payload"),
            payloadType: container.decode(String.self, forKey: .payloadType),
            signatures: container.decode([Signature].self, forKey: .signatures))
    }

    /// Writes the three fields of the specification.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Base64.encodeString(payload, padding: .required), forKey: .payload)
        try container.encode(payloadType, forKey: .payloadType)
        try container.encode(signatures, forKey: .signatures)
    }
}

extension DSSEEnvelope.Signature: Codable {
    private enum CodingKeys: String, CodingKey {
        case keyID = "keyid"
        case signature = "sig"
        case certificates = "x5c"
    }

    /// Reads `keyid`, `sig` and `x5c`. DSSE lets a writer leave `keyid` out; Proffer does not, because a reader must be
    /// able to say whose signature is missing.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard let keyID = try container.decodeIfPresent(String.self, forKey: .keyID) else {
            throw SealingError.envelope("a signature does not name its key (no keyid)")
        }
        self.keyID = keyID
        signature = try Base64Field.decode(container.decode(String.self, forKey: .signature), field: "sig")
        certificates = try (container.decodeIfPresent([String].self, forKey: .certificates) ?? []).map {
            try Base64Field.decode($0, field: "x5c")
        }
    }

    /// Writes `keyid` and `sig`, and `x5c` where there are certificates.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(keyID, forKey: .keyID)
        try container.encode(Base64.encodeString(signature, padding: .required), forKey: .signature)
        guard !certificates.isEmpty else { return }
        try container.encode(
            certificates.map { Base64.encodeString($0, padding: .required) }, forKey: .certificates)
    }
}

/// The base64 of DSSE fields: readers accept the standard and the URL-safe alphabet.
private enum Base64Field {
    static func decode(_ text: String, field: String) throws(SealingError) -> [UInt8] {
        if let bytes = Base64.decode(text.utf8, padding: .required) { return bytes }
        if let bytes = Base64.decode(text.utf8, padding: .required, alphabet: .urlSafe) { return bytes }
        throw .envelope("\(field) is not base64")
    }
}
