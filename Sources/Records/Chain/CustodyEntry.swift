import Statements
import Sealing

/// A signed statement about a bundle after sealing: who did what with it, when, and which entry that follows.
///
/// Entries form a chain from the seal: the first names the seal as what it follows, every other the entry before it,
/// by the SHA-256 of its exact payload bytes. An in-toto Statement v1 in a DSSE envelope; format:
/// docs/spec/custody.md.
package struct CustodyEntry: Sendable, Hashable {
    /// `custody entry`.
    package static let kind = "custody entry"
    /// in-toto's `predicateType` of a custody entry.
    package static let predicateType = "urn:proffer:predicate:custody:v1"
    /// The name of its one subject: the seal, by the SHA-256 of its payload.
    package static let sealName = "seal"

    /// The random id of the bundle.
    package let bundle: String
    /// The payload digest of the seal the chain begins at.
    package let seal: SHA256Digest
    /// Its place in the chain, from 1.
    package let sequence: UInt64
    /// The payload digest of the entry before it; of the seal, for the first.
    package let previous: SHA256Digest
    /// When, by the clock of the actor's machine; in UTC, as an offset would tell the region.
    package let time: WallTime
    /// Who did it, and signs.
    package let actor: Card
    /// By what they act for an office; nil where they act for themselves.
    package let appointment: SignedAppointment?
    /// The SHA-256 of the bundle's file `seal.tsr` as the actor found it; nil where it has none. The seal does not cover that
    /// file, so this is what a later timestamp in its place is told against.
    package let timestamp: SHA256Digest?
    /// What was done.
    package let action: CustodyAction

    /// An entry to be signed.
    package init(
        bundle: String, seal: SHA256Digest, sequence: UInt64, previous: SHA256Digest, time: WallTime,
        actor: Card, appointment: SignedAppointment? = nil, timestamp: SHA256Digest? = nil,
        action: CustodyAction
    ) {
        self.bundle = bundle
        self.seal = seal
        self.sequence = sequence
        self.previous = previous
        self.time = time.inOffset(seconds: 0)
        self.actor = actor
        self.appointment = appointment
        self.timestamp = timestamp
        self.action = action
    }

    /// The office that the actor acts for then, by the office's word; nil where they act for themselves.
    package var office: Card? {
        appointment.flatMap { $0.appointment.covers(time) ? $0.appointment.office : nil }
    }

    private var flaw: String? {
        if sequence == 0 || sequence > UInt64(CustodyChain.maximumEntries) {
            return "its number is out of bounds"
        }
        if (sequence == 1) != (previous == seal) {
            return sequence == 1
                ? "it is the first and does not follow the seal" : "it follows the seal and is not the first"
        }
        if let person = appointment?.appointment.person, person != actor {
            return "it holds the appointment of somebody else, \(person.quotedName)"
        }
        if case .transferred(let facts) = action, facts.to.fingerprint == actor.fingerprint {
            return "it hands over to who has it already"
        }
        return action.flaw
    }

    /// Signs the entry, with the actor's fingerprint as `keyid`.
    ///
    /// - Throws: ``StatementError/notSignable(kind:reason:)`` when the identity is not the actor, or a value is out of
    ///   bounds.
    package func signed(by identity: Identity) throws(StatementError) -> DSSEEnvelope {
        guard identity.card == actor else {
            throw .notSignable(kind: Self.kind, reason: "it names \(actor.quotedName) as who did it")
        }
        if let flaw { throw .notSignable(kind: Self.kind, reason: flaw) }
        return try InToto.Statement(
            subjects: [(Self.sealName, seal)], predicateType: Self.predicateType,
            predicate: CustodyPredicate(self)
        ).signed(by: identity)
    }

    /// Reads an entry and checks its type, the card in it, its signature and its values.
    ///
    /// Whether the receiver of a transfer signed as well is told by ``acceptance(in:)``.
    ///
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)``.
    package init(verifying envelope: DSSEEnvelope) throws(StatementError) {
        func invalid(_ reason: String) -> StatementError {
            .statementNotValid(kind: Self.kind, reason: reason)
        }
        let statement = try InToto.Statement<CustodyPredicate>(
            reading: envelope, kind: Self.kind, predicateType: Self.predicateType,
            maximumBytes: StatementLimits.maximumBytes)
        let subjects = try statement.subjects(kind: Self.kind)
        guard subjects.count == 1, subjects[0].name == Self.sealName else {
            throw invalid("it is not about one seal")
        }
        let predicate = statement.predicate
        self.init(
            bundle: predicate.bundle, seal: subjects[0].sha256, sequence: predicate.sequence,
            previous: predicate.previous, time: predicate.time, actor: predicate.actor,
            appointment: predicate.appointment, timestamp: predicate.timestamp, action: predicate.action)
        guard envelope.isSigned(by: actor.verifyingKey, keyID: actor.fingerprint.hex) else {
            throw invalid("it was changed after it was signed, or not signed by \(actor.quotedName)")
        }
        if let flaw = signatureFlaw(in: envelope) ?? flaw { throw invalid(flaw) }
    }

    /// What its envelope holds that nobody reads, in words; nil where it holds nothing of that kind.
    ///
    /// It is passed over, as within a version fields may be added, and told, as it travels with the bundle.
    ///
    /// - Parameter envelope: the one the entry was read from.
    package func surplus(in envelope: DSSEEnvelope) -> String? {
        let written = InToto.Statement(
            subjects: [(Self.sealName, seal)], predicateType: Self.predicateType,
            predicate: CustodyPredicate(self))
        var cards = [actor]
        if case .transferred(let facts) = action { cards.append(facts.to) }
        return written.surplus(in: envelope, cards: cards)
    }

    /// What else than its own signatures an envelope carries; nil where there is nothing. Nobody signed for it, so
    /// anything could lie there.
    private func signatureFlaw(in envelope: DSSEEnvelope) -> String? {
        var signers = [actor.fingerprint.hex]
        if case .transferred(let facts) = action, envelope.signatures.count > 1 {
            signers.append(facts.to.fingerprint.hex)
        }
        guard envelope.signatures.map(\.keyID) == signers else {
            return
                "it carries other signatures than those of who did it and, behind it, of who takes a transfer over"
        }
        return envelope.signatures.allSatisfy(\.certificates.isEmpty)
            ? nil : "certificates stand beside a signature, where none belong"
    }

    /// Whether the receiver of a transfer took it over.
    package enum Acceptance: Sendable, Hashable {
        /// The receiver signed as well.
        case accepted
        /// Only the giver signed: offered, not yet accepted.
        case offered
        /// There is a signature in the receiver's name, and it is not theirs.
        case forged
    }

    /// Whether the transfer in an envelope is signed by the receiver too; nil where the entry is no transfer.
    package func acceptance(in envelope: DSSEEnvelope) -> Acceptance? {
        guard case .transferred(let facts) = action else { return nil }
        let keyID = facts.to.fingerprint.hex
        if envelope.isSigned(by: facts.to.verifyingKey, keyID: keyID) { return .accepted }
        return envelope.signatures.contains { $0.keyID == keyID } ? .forged : .offered
    }
}

/// The predicate's JSON.
private struct CustodyPredicate: Codable {
    var bundle: String
    var sequence: UInt64
    var previous: SHA256Digest
    var time: WallTime
    var actor: Card
    var appointment: SignedAppointment?
    var timestamp: SHA256Digest?
    var action: CustodyAction

    enum CodingKeys: String, CodingKey {
        case bundle, sequence, previous, time, actor, appointment, timestamp
    }

    init(_ entry: CustodyEntry) {
        bundle = entry.bundle
        sequence = entry.sequence
        previous = entry.previous
        time = entry.time
        actor = entry.actor
        appointment = entry.appointment
        timestamp = entry.timestamp
        action = entry.action
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        bundle = try container.decode(String.self, forKey: .bundle)
        sequence = try container.decodeCount(forKey: .sequence)
        previous = try container.decode(SHA256Digest.self, forKey: .previous)
        time = try container.decode(WallTime.self, forKey: .time)
        actor = try container.decode(Card.self, forKey: .actor)
        appointment = try container.decodeIfPresent(SignedAppointment.self, forKey: .appointment)
        timestamp = try container.decodeIfPresent(SHA256Digest.self, forKey: .timestamp)
        action = try CustodyAction(from: decoder)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(bundle, forKey: .bundle)
        try container.encode(sequence, forKey: .sequence)
        try container.encode(previous, forKey: .previous)
        try container.encode(time, forKey: .time)
        try container.encode(actor, forKey: .actor)
        try container.encodeIfPresent(appointment, forKey: .appointment)
        try container.encodeIfPresent(timestamp, forKey: .timestamp)
        try action.encode(to: encoder)
    }
}
