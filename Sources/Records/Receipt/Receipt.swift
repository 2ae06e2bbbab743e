import Statements
import Sealing

/// What a custodian signs for the owner: that a bundle arrived, when, in what state, and under which conditions.
///
/// It may travel in the clear, so it says no more than the bundle does from outside; the owner's conditions are
/// encrypted to the owner (``ReceivedConditions``). An in-toto Statement v1 in a DSSE envelope; format:
/// docs/spec/custody.md.
package struct Receipt: Sendable, Hashable {
    /// `receipt`.
    package static let kind = "receipt"
    /// in-toto's `predicateType` of a receipt.
    package static let predicateType = "urn:proffer:predicate:receipt:v1"
    /// The name of the subject that is the whole archive file.
    package static let archiveName = "bundle"
    /// The most a transparency-log proof may measure, in bytes.
    package static let maximumProofBytes = 64 << 10

    /// What became of the owner's conditions on their way to who received the bundle.
    package enum Conditions: Sendable, Hashable {
        /// They were read; what was read is inside, as an armored age file for the owner.
        case seen(encrypted: String)
        /// They were not, and why.
        case notSeen(reason: String)
    }

    /// The bundle's random id; nil where its seal could not be used.
    package let bundle: String?
    /// The payload digest of its seal; nil where that could not be used.
    package let seal: SHA256Digest?
    /// The SHA-256 of the bundle's file `seal.tsr`, which the seal does not cover; nil where it has none, or the seal could
    /// not be used.
    package let timestamp: SHA256Digest?
    /// The file that arrived.
    package let archive: ArchiveFacts
    /// In what state.
    package let checks: CheckSummary
    /// When the receipt was made, by the receiver's clock; in UTC.
    package let time: WallTime
    /// Who received it, and signs.
    package let receiver: Card
    /// What became of the conditions.
    package let conditions: Conditions
    /// The custody entry by which the receiver took the bundle into custody; nil where the seal could not be used.
    package let entry: DSSEEnvelope?
    /// That a log holds ``entry``: a C2SP `tlog-proof`. Nil where the receiver keeps no log.
    package let proof: String?

    /// The entries of the custody chain by which the bundle, or parts of it, was disclosed to others until then, in order.
    package let disclosed: [DSSEEnvelope]

    /// A receipt to be signed.
    package init(
        bundle: String?, seal: SHA256Digest?, timestamp: SHA256Digest? = nil, archive: ArchiveFacts,
        checks: CheckSummary, time: WallTime,
        receiver: Card, conditions: Conditions, entry: DSSEEnvelope?, proof: String?,
        disclosed: [DSSEEnvelope] = []
    ) {
        self.bundle = bundle
        self.seal = seal
        self.timestamp = timestamp
        self.archive = archive
        self.checks = checks
        self.time = time.inOffset(seconds: 0)
        self.receiver = receiver
        self.conditions = conditions
        self.entry = entry
        self.proof = proof
        self.disclosed = disclosed
    }

    private var flaw: String? {
        if (bundle == nil) != (seal == nil) { return "it names a bundle without its seal, or the reverse" }
        if timestamp != nil && seal == nil { return "it names a timestamp without the seal it is over" }
        if proof != nil && entry == nil { return "it proves that a log holds an entry it does not have" }
        if proof.map({ $0.utf8.count > Self.maximumProofBytes }) ?? false { return "its proof is too long" }
        if disclosures.count != disclosed.count {
            return "what it says was disclosed is not told by custody entries of this bundle"
        }
        guard let entry else { return nil }
        let said: CustodyEntry
        do {
            said = try CustodyEntry(verifying: entry)
        } catch {
            return "the custody entry in it does not hold: \(error)"
        }
        guard said.actor.fingerprint == receiver.fingerprint, said.seal == seal, said.bundle == bundle,
            said.timestamp == timestamp, case .received(let facts) = said.action, facts.archive == archive
        else { return "the custody entry in it is not about this bundle received by \(receiver.quotedName)" }
        return nil
    }

    /// What its envelope holds that nobody reads, in words; nil where it holds nothing of that kind.
    ///
    /// - Parameter envelope: the one the receipt was read from.
    package func surplus(in envelope: DSSEEnvelope) -> String? {
        guard envelope.signatures.map(\.keyID) == [receiver.fingerprint.hex] else {
            return "it carries other signatures than that of \(receiver.quotedName)"
        }
        guard envelope.signatures.allSatisfy(\.certificates.isEmpty) else {
            return "it carries certificates beside its signature; they belong on the card"
        }
        if let surplus = statement.surplus(in: envelope, cards: [receiver]) { return surplus }
        return ([entry].compactMap(\.self) + disclosed).lazy.compactMap { entry in
            (try? CustodyEntry(verifying: entry))?.surplus(in: entry).map { "the custody entry in it: \($0)" }
        }.first
    }

    /// What was disclosed to others until the receipt was made, by the entries in it.
    package var disclosures: [(entry: CustodyEntry, facts: CustodyAction.Disclosed)] {
        disclosed.compactMap { envelope in
            guard let entry = try? CustodyEntry(verifying: envelope), entry.seal == seal,
                entry.bundle == bundle, case .disclosed(let facts) = entry.action
            else { return nil }
            return (entry, facts)
        }
    }

    /// When the receiver took the bundle into custody, and what they said of it then; nil without an entry.
    package var received: (time: WallTime, facts: CustodyAction.Received)? {
        guard let entry, let said = try? CustodyEntry(verifying: entry),
            case .received(let facts) = said.action
        else { return nil }
        return (said.time, facts)
    }

    private var statement: InToto.Statement<ReceiptPredicate> {
        let sealSubject = seal.map { [(CustodyEntry.sealName, $0)] } ?? []
        return InToto.Statement(
            subjects: [(Self.archiveName, archive.sha256)] + sealSubject, predicateType: Self.predicateType,
            predicate: ReceiptPredicate(self))
    }

    /// Signs the receipt, with the receiver's fingerprint as `keyid`.
    ///
    /// - Throws: ``StatementError/notSignable(kind:reason:)`` when the identity is not the receiver, or the parts do not
    ///   go together.
    package func signed(by identity: Identity) throws(StatementError) -> DSSEEnvelope {
        guard identity.card == receiver else {
            throw .notSignable(
                kind: Self.kind, reason: "it names \(receiver.quotedName) as who received the bundle")
        }
        if let flaw { throw .notSignable(kind: Self.kind, reason: flaw) }
        return try statement.signed(by: identity)
    }

    /// Reads a receipt and checks its type, the card in it, its signature, and the custody entry in it.
    ///
    /// Whether the proof in it holds is for whoever knows the log's key to say.
    ///
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)``.
    package init(verifying envelope: DSSEEnvelope) throws(StatementError) {
        func invalid(_ reason: String) -> StatementError {
            .statementNotValid(kind: Self.kind, reason: reason)
        }
        let statement = try InToto.Statement<ReceiptPredicate>(
            reading: envelope, kind: Self.kind, predicateType: Self.predicateType,
            maximumBytes: StatementLimits.maximumBytes)
        let subjects = try statement.subjects(kind: Self.kind)
        let named = Dictionary(subjects.map { ($0.name, $0.sha256) }, uniquingKeysWith: { first, _ in first })
        let predicate = statement.predicate
        guard named.count == subjects.count, named[Self.archiveName] == predicate.archive.sha256,
            Set(named.keys).isSubset(of: [Self.archiveName, CustodyEntry.sealName])
        else { throw invalid("its subjects are not one bundle and its seal") }
        self.init(
            bundle: predicate.bundle, seal: named[CustodyEntry.sealName],
            timestamp: predicate.timestamp, archive: predicate.archive,
            checks: predicate.checks, time: predicate.time, receiver: predicate.receiver,
            conditions: predicate.conditions.value, entry: predicate.entry, proof: predicate.proof,
            disclosed: predicate.disclosed ?? [])
        guard envelope.isSigned(by: receiver.verifyingKey, keyID: receiver.fingerprint.hex) else {
            throw invalid("it was changed after it was signed, or not signed by \(receiver.quotedName)")
        }
        if let flaw { throw invalid(flaw) }
    }
}

/// The predicate's JSON.
private struct ReceiptPredicate: Codable {
    var bundle: String?
    var timestamp: SHA256Digest?
    var archive: ArchiveFacts
    var checks: CheckSummary
    var time: WallTime
    var receiver: Card
    var conditions: ConditionsField
    var entry: DSSEEnvelope?
    var proof: String?
    var disclosed: [DSSEEnvelope]?

    init(_ receipt: Receipt) {
        bundle = receipt.bundle
        timestamp = receipt.timestamp
        archive = receipt.archive
        checks = receipt.checks
        time = receipt.time
        receiver = receipt.receiver
        conditions = ConditionsField(value: receipt.conditions)
        entry = receipt.entry
        proof = receipt.proof
        disclosed = receipt.disclosed.isEmpty ? nil : receipt.disclosed
    }
}

/// `{"seen": true, "encrypted": …}` or `{"seen": false, "reason": …}`.
private struct ConditionsField: Codable {
    var value: Receipt.Conditions

    private enum CodingKeys: String, CodingKey { case seen, encrypted, reason }

    init(value: Receipt.Conditions) { self.value = value }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        value =
            try container.decode(Bool.self, forKey: .seen)
            ? .seen(encrypted: try container.decode(String.self, forKey: .encrypted))
            : .notSeen(reason: try container.decode(String.self, forKey: .reason))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch value {
        case .seen(let encrypted):
            try container.encode(true, forKey: .seen)
            try container.encode(encrypted, forKey: .encrypted)
        case .notSeen(let reason):
            try container.encode(false, forKey: .seen)
            try container.encode(reason, forKey: .reason)
        }
    }
}
