import Records
import Statements
import Sealing

/// A signed statement as the journal keeps it: checked, and whole, so that it can be shown and proven later.
package struct JournalEntry: Sendable, Hashable {
    /// What a statement is.
    package enum Kind: String, Sendable, CaseIterable {
        /// A request that was seen.
        case request
        /// What the owner would rather be asked for.
        case counterOffer = "counter-offer"
        /// What the owner answered.
        case consent
        /// An answer taken back.
        case revocation
        /// The owner's signature over a finished bundle.
        case seal
        /// What came back from who received a bundle.
        case receipt
    }

    /// What it is.
    package let kind: Kind
    /// The statement as it was signed.
    package let envelope: DSSEEnvelope
    /// The payload digest of what it is about: the request for a counter-offer and a consent, the consent for a
    /// revocation and a seal, the seal for a receipt; nil for a request.
    package let about: SHA256Digest?

    /// An entry whose statement the caller has checked.
    package init(kind: Kind, envelope: DSSEEnvelope, about: SHA256Digest?) {
        self.kind = kind
        self.envelope = envelope
        self.about = about
    }

    /// What can be read from a file of its own, one row a kind: its payload type, and how it is checked. A seal is not
    /// among them, as it comes with its bundle.
    private static let readers: [(type: String, read: @Sendable (DSSEEnvelope) throws -> JournalEntry)] = [
        (
            Request.payloadType,
            { envelope in
                _ = try Request(verifying: envelope)
                return JournalEntry(kind: .request, envelope: envelope, about: nil)
            }
        ),
        (
            CounterOffer.payloadType,
            { envelope in
                let offer = try CounterOffer(verifying: envelope)
                return JournalEntry(kind: .counterOffer, envelope: envelope, about: offer.request)
            }
        ),
        (
            Consent.payloadType,
            { envelope in
                let consent = try Consent(verifying: envelope)
                return JournalEntry(kind: .consent, envelope: envelope, about: consent.request)
            }
        ),
        (
            Revocation.payloadType,
            { envelope in
                let revocation = try Revocation(verifying: envelope)
                return JournalEntry(kind: .revocation, envelope: envelope, about: revocation.consent)
            }
        ),
        (
            Seal.payloadType,
            { envelope in
                let receipt = try Receipt(verifying: envelope)
                guard let seal = receipt.seal else {
                    throw CatalogError.notForJournal(
                        reason: "the receipt is about a bundle whose seal could not be used")
                }
                return JournalEntry(kind: .receipt, envelope: envelope, about: seal)
            }
        ),
    ]

    /// Recognises a statement and checks it.
    ///
    /// - Throws: ``CatalogError/notForJournal(reason:)`` for a kind the journal does not know, and what checking the
    ///   statement throws.
    package init(verifying envelope: DSSEEnvelope) throws {
        guard let reader = Self.readers.first(where: { $0.type == envelope.payloadType }) else {
            throw CatalogError.notForJournal(
                reason: "“\(envelope.payloadType.prefix(80))” is not a statement that a journal keeps")
        }
        self = try reader.read(envelope)
    }
}
