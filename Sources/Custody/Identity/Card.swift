import Sealing

/// The public half of an identity, which others keep: who it is, the key that checks their signatures,
/// and the age recipients that encrypt to them.
///
/// A card is signed with its own key, so nobody can put their recipient under another's name and keep
/// the fingerprint. The signature says nothing about who the person is: that is what comparing the
/// ``fingerprint`` is for. Format: docs/spec/card.md.
public struct Card: Sendable, Hashable {
    /// The DSSE payload type of a card.
    public static let payloadType = "application/vnd.proffer.card.v1+json"

    /// The card as it was signed.
    public let envelope: DSSEEnvelope
    /// The person's name, or a pseudonym.
    public let name: String
    /// What they say they do.
    public let role: Role
    /// The organisation they act for, if any.
    public let organization: String?
    /// When the identity was made.
    public let created: WallTime
    /// The key that checks what they sign.
    public let verifyingKey: VerifyingKey
    /// Whom to encrypt to so that they can read; at least one.
    public let ageRecipients: [AgeRecipient]
    /// SHA-256 of the card's payload.
    public let fingerprint: Fingerprint

    /// Reads a card file.
    ///
    /// - Throws: ``CustodyError/cardNotValid(reason:)`` if it is damaged, of another type, says
    ///   something a card may not say, or is not signed with its own key.
    public init(json: [UInt8]) throws(CustodyError) {
        let envelope: DSSEEnvelope
        do {
            envelope = try DSSEEnvelope(json: json)
        } catch {
            throw .cardNotValid(reason: "\(error)")
        }
        try self.init(envelope: envelope)
    }

    /// Reads a card out of its envelope, wherever that was embedded.
    ///
    /// - Throws: ``CustodyError/cardNotValid(reason:)``.
    public init(envelope: DSSEEnvelope) throws(CustodyError) {
        guard envelope.payloadType == Self.payloadType else {
            throw .cardNotValid(reason: "it is not a card but “\(envelope.payloadType.prefix(80))”")
        }
        let payload: CardPayload
        do {
            payload = try StrictJSON.decode(
                CardPayload.self, from: envelope.payload, maximumBytes: Statements.maximumBytes)
        } catch {
            throw .cardNotValid(reason: "its content is damaged: \(error)")
        }
        let key: VerifyingKey
        do {
            key = try VerifyingKey(rawRepresentation: payload.verifyingKeyBytes)
        } catch {
            throw .cardNotValid(reason: "its verifying key is not an Ed25519 key")
        }
        let fingerprint = Fingerprint(digest: envelope.payloadDigest)
        guard envelope.isSigned(by: key, keyID: fingerprint.hex) else {
            throw .cardNotValid(reason: "it was changed after it was signed, or signed with another key")
        }
        try payload.check()

        self.envelope = envelope
        self.fingerprint = fingerprint
        verifyingKey = key
        name = payload.name
        role = payload.role
        organization = payload.organization
        created = payload.created
        ageRecipients = try payload.recipients()
    }

    /// Signs the card of an identity. The same facts and keys always give the same bytes.
    init(
        name: String, role: Role, organization: String?, created: WallTime, signingKey: SigningKey,
        ageRecipients: [AgeRecipient]
    ) throws(CustodyError) {
        let payload = CardPayload(
            name: name, role: role, organization: organization, created: created,
            verifyingKey: signingKey.verifyingKey.base64, ageRecipients: ageRecipients.compactMap(\.string))
        try payload.check()
        let envelope: DSSEEnvelope
        do {
            let bytes = try StrictJSON.encode(payload)
            envelope = try DSSEEnvelope.signing(
                payload: bytes, payloadType: Self.payloadType, key: signingKey,
                keyID: try SHA256Digest.of(bytes).hex)
        } catch {
            throw .cryptography(reason: "\(error)")
        }
        try self.init(envelope: envelope)
    }

    /// The card file's bytes: the envelope, and a line feed.
    public func json() throws(CustodyError) -> [UInt8] {
        do {
            return try envelope.json() + [0x0A]
        } catch {
            throw .cryptography(reason: "\(error)")
        }
    }
}

extension Card: Codable {
    /// Reads the envelope and checks it as ``init(envelope:)`` does.
    public init(from decoder: any Decoder) throws {
        do {
            try self.init(envelope: DSSEEnvelope(from: decoder))
        } catch let error as CustodyError {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: error.description))
        }
    }

    /// Writes the envelope.
    public func encode(to encoder: any Encoder) throws { try envelope.encode(to: encoder) }
}
