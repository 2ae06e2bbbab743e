import Records
import Statements
import Sealing

/// That a bundle is about to be made, as the journal notes it.
struct BegunNote: Codable {
    /// The payload digest of the request.
    var request: SHA256Digest
    /// The payload digest of the consent.
    var consent: SHA256Digest
    /// The name of the bundle's file.
    var file: String
}

/// That a bundle which was begun was not made.
struct AbandonedNote: Codable {
    /// The number of the row that says it was begun.
    var begun: UInt64
}

/// That what lies beside the identity knew of rows that are not in the journal.
struct MissingNote: Codable {
    /// Where that lies.
    var head: String
    /// How many rows it knew of.
    var rows: UInt64
    /// The link of the last of them.
    var link: SHA256Digest
}

/// What left in a bundle, signed by its owner, so that nobody who can write to the journal changes it.
struct SealedNote: Codable, Sendable {
    /// The number of the row that says it was begun.
    var begun: UInt64
    /// The payload digest of the request.
    var request: SHA256Digest
    /// The payload digest of the consent.
    var consent: SHA256Digest
    /// The payload digest of the seal.
    var seal: SHA256Digest
    /// The name of the bundle's file.
    var file: String
    /// What left.
    var facts: SealedFacts

    /// The DSSE payload type.
    static let payloadType = "application/vnd.proffer.journal.sealed.v1+json"

    /// Signs it.
    func signed(by owner: Identity) throws(SealingError) -> DSSEEnvelope {
        try DSSEEnvelope.signing(
            payload: try StrictJSON.encode(self), payloadType: Self.payloadType, key: owner.signingKey,
            keyID: owner.card.fingerprint.hex)
    }

    /// Reads it; nil where it is no such note, or was not signed by an owner.
    init?(_ json: [UInt8], signedBy owner: Card) {
        guard let envelope = try? DSSEEnvelope(json: json), envelope.payloadType == Self.payloadType,
            envelope.isSigned(by: owner.verifyingKey, keyID: owner.fingerprint.hex),
            let note = try? StrictJSON.decode(
                Self.self, from: envelope.payload, maximumBytes: Journal.maximumFactBytes)
        else { return nil }
        self = note
    }

    init(
        begun: UInt64, request: SHA256Digest, consent: SHA256Digest, seal: SHA256Digest, file: String,
        facts: SealedFacts
    ) {
        (self.begun, self.request, self.consent) = (begun, request, consent)
        (self.seal, self.file, self.facts) = (seal, file, facts)
    }
}
