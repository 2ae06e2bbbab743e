import Sealing

/// An office saying that a person acts for it, from when to when.
///
/// Only the office signs, so by itself it says nothing of what the person wants: an entry of theirs that carries it does.
/// Format: docs/spec/trust.md, Appointment.
package struct Appointment: RecordedStatement {
    /// `appointment`.
    package static let kind = "appointment"
    /// The DSSE payload type.
    package static let payloadType = "application/vnd.proffer.appointment.v1+json"

    /// The office's card, whose key signs.
    package var office: Card
    /// The card of the person who acts for it.
    package var person: Card
    /// The first moment at which they do.
    package var from: WallTime
    /// The first moment at which they do no longer.
    package var until: WallTime
    /// When this was signed.
    package var issued: WallTime

    /// An appointment from its parts.
    package init(office: Card, person: Card, from: WallTime, until: WallTime, issued: WallTime) {
        self.office = office
        self.person = person
        self.from = from
        self.until = until
        self.issued = issued
    }

    /// The office signs.
    package var signer: Card { office }
    /// The two cards in it.
    package var cards: [Card] { [office, person] }

    /// It must be by an office, of somebody else, and for some time.
    package var flaw: String? {
        if office.holder != .office { return "the card that signs is not an office's" }
        if person.holder == .office { return "the card it appoints is an office's, and no person's" }
        if person.verifyingKey == office.verifyingKey { return "the office appoints its own key" }
        return from < until ? nil : "it ends before it begins"
    }

    /// Whether the person acts for the office at a moment.
    package func covers(_ time: WallTime) -> Bool { from <= time && time < until }
}

/// An appointment as it was signed, with nothing beside its office's signature: so it travels in what the person signs.
package struct SignedAppointment: Sendable, Hashable {
    /// As it was signed.
    package let envelope: DSSEEnvelope
    /// What it says.
    package let appointment: Appointment

    /// Reads an appointment.
    ///
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)`` also where it holds anything that nobody reads: it lies
    ///   beside a bundle wherever that goes.
    package init(verifying envelope: DSSEEnvelope) throws(StatementError) {
        appointment = try Appointment(verifying: envelope)
        if let surplus = appointment.surplus(in: envelope) {
            throw .statementNotValid(kind: Appointment.kind, reason: surplus)
        }
        self.envelope = envelope
    }
}

extension SignedAppointment: Codable {
    /// Reads the envelope and checks it as ``init(verifying:)`` does.
    package init(from decoder: any Decoder) throws {
        do {
            try self.init(verifying: DSSEEnvelope(from: decoder))
        } catch let error as StatementError {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: error.description))
        }
    }

    /// Writes the envelope.
    package func encode(to encoder: any Encoder) throws { try envelope.encode(to: encoder) }
}
