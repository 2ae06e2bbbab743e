import Sealing

/// The public half of an identity, which others keep: who it is, the key that checks their signatures,
/// and the age recipients that encrypt to them.
///
/// A card is signed with its own key, so nobody can put their recipient under another's name and keep
/// the fingerprint. The signature says nothing about who the person is: that is what comparing the
/// ``fingerprint`` is for. Format: docs/spec/card.md.
package struct Card: Sendable, Hashable {
    /// The DSSE payload type of a card.
    package static let payloadType = "application/vnd.proffer.card.v1+json"

    /// The card as it was signed.
    package let envelope: DSSEEnvelope
    /// The person's name, or a pseudonym.
    package let name: String
    /// What they say they do.
    package let role: Role
    /// Whether its keys are a person's or an office's, as it says itself.
    package let holder: CardHolder
    /// The organisation they act for, if any.
    package let organization: String?
    /// When the identity was made.
    package let created: WallTime
    /// The key that checks what they sign.
    package let verifyingKey: VerifyingKey
    /// Whom to encrypt to so that they can read; at least one.
    package let ageRecipients: [AgeRecipient]
    /// SHA-256 of the card's payload.
    package let fingerprint: Fingerprint
    /// The card that this one replaces, as it says itself; whether that is so, ``succeeds(_:)`` tells.
    package let predecessor: Fingerprint?
    /// Certificates of ``verifyingKey``, which come with the card and are not part of its fingerprint; nil where it has
    /// none. Nothing of them was checked but that they are of this key.
    package let certificates: CertificateChain?

    /// Reads a card file.
    ///
    /// - Throws: ``StatementError/cardNotValid(reason:)`` if it is damaged, of another type, says
    ///   something a card may not say, or is not signed with its own key.
    package init(json: [UInt8]) throws(StatementError) {
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
    /// - Throws: ``StatementError/cardNotValid(reason:)``.
    package init(envelope: DSSEEnvelope) throws(StatementError) {
        guard envelope.payloadType == Self.payloadType else {
            throw .cardNotValid(reason: StatementClaim.instead(envelope))
        }
        let payload: CardPayload
        do {
            payload = try StrictJSON.decode(
                CardPayload.self, from: envelope.payload, maximumBytes: StatementLimits.maximumBytes)
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
        certificates = try Self.certificates(of: key, fingerprint, in: envelope)

        self.envelope = envelope
        self.fingerprint = fingerprint
        verifyingKey = key
        name = payload.name
        role = payload.role
        holder = payload.holder ?? .person
        organization = payload.organization
        created = payload.created
        ageRecipients = try payload.recipients()
        predecessor = payload.succeeds.map(Fingerprint.init(digest:))
    }

    /// Signs the card of an identity. The same facts and keys always give the same bytes.
    init(
        name: String, role: Role, holder: CardHolder, organization: String?, created: WallTime,
        signingKey: SigningKey, ageRecipients: [AgeRecipient], succession: Succession?,
        certificates: CertificateChain?
    ) throws(StatementError) {
        let payload = CardPayload(
            name: name, role: role, holder: holder == .person ? nil : holder, organization: organization,
            created: created, verifyingKey: signingKey.verifyingKey.base64,
            ageRecipients: ageRecipients.compactMap(\.string),
            succeeds: succession?.predecessor.digest)
        try payload.check()
        let envelope: DSSEEnvelope
        do {
            let bytes = try StrictJSON.encode(payload)
            let message = DSSEEnvelope.preAuthenticationEncoding(
                payloadType: Self.payloadType, payload: bytes)
            let own = DSSEEnvelope.Signature(
                keyID: try SHA256Digest.of(bytes).hex, signature: try signingKey.signature(for: message),
                certificates: certificates?.certificates ?? [])
            let handedOn = try succession.map { succession throws(SealingError) in
                DSSEEnvelope.Signature(
                    keyID: succession.predecessor.hex, signature: try succession.signature(message))
            }
            envelope = try DSSEEnvelope(
                payload: bytes, payloadType: Self.payloadType,
                signatures: [own] + (handedOn.map { [$0] } ?? []))
        } catch {
            throw .cryptography(reason: "\(error)")
        }
        try self.init(envelope: envelope)
    }

    /// Whether this card replaces another, and that one's key says so too.
    ///
    /// Whoever holds the other's key can say it, a thief included.
    package func succeeds(_ other: Card) -> Bool {
        predecessor == other.fingerprint
            && envelope.isSigned(by: other.verifyingKey, keyID: other.fingerprint.hex)
    }

    /// The same card with other certificates of its key; its fingerprint stays.
    ///
    /// - Throws: ``StatementError/cardNotValid(reason:)`` for certificates of another key, and for more than a bundle may have.
    package func certified(by chain: CertificateChain) throws(StatementError) -> Card {
        if let surplus = chain.surplus { throw .cardNotValid(reason: surplus) }
        let signatures = envelope.signatures.map { signature in
            DSSEEnvelope.Signature(
                keyID: signature.keyID, signature: signature.signature,
                certificates: signature.keyID == fingerprint.hex ? chain.certificates : signature.certificates
            )
        }
        do {
            return try Card(
                envelope: DSSEEnvelope(
                    payload: envelope.payload, payloadType: envelope.payloadType, signatures: signatures))
        } catch let error as StatementError {
            throw error
        } catch {
            throw .cryptography(reason: "\(error)")
        }
    }

    private static func certificates(
        of key: VerifyingKey, _ fingerprint: Fingerprint, in envelope: DSSEEnvelope
    ) throws(StatementError) -> CertificateChain? {
        let given = envelope.signatures.first { $0.keyID == fingerprint.hex && !$0.certificates.isEmpty }
        guard let given else { return nil }
        let chain: CertificateChain
        do {
            chain = try CertificateChain(der: given.certificates)
        } catch {
            throw .cardNotValid(reason: "its certificates are damaged: \(error)")
        }
        guard chain.key == key else {
            throw .cardNotValid(reason: "its certificate is that of another key")
        }
        return chain
    }

    /// The card file's bytes: the envelope, and a line feed.
    package func json() throws(StatementError) -> [UInt8] {
        do {
            return try envelope.json() + [0x0A]
        } catch {
            throw .cryptography(reason: "\(error)")
        }
    }
}

extension Card: Codable {
    /// Reads the envelope and checks it as ``init(envelope:)`` does.
    package init(from decoder: any Decoder) throws {
        do {
            try self.init(envelope: DSSEEnvelope(from: decoder))
        } catch let error as StatementError {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: error.description))
        }
    }

    /// Writes the envelope.
    package func encode(to encoder: any Encoder) throws { try envelope.encode(to: encoder) }
}
