import Ledger
import Outcomes
import Sealing

/// What is logged, from a place on.
package struct LedgerListing {
    package let facts: LedgerFacts
    /// How many entries at the end no checkpoint is over yet.
    package var unsigned: UInt64 { facts.size - min(facts.size, facts.checkpoint.size) }

    /// - Parameters:
    ///   - first: the first place; nil so that the last entries are listed.
    ///   - count: how many at most.
    package init(_ ledger: LedgerAtHand, from first: UInt64?, count: Int) throws(DeskError) {
        let log = try ledger.open()
        facts = try telling {
            let size = try log.count()
            let newest = try log.newestCheckpoint()
            let shown = UInt64(max(0, count))
            let start = first ?? (size > shown ? size - shown : 0)
            let entries = try log.entries(from: start, count: max(0, count)).map { place, bytes in
                let envelope = try? DSSEEnvelope(json: bytes)
                return LedgerFacts.Entry(
                    place: place, kind: envelope.map(Self.kind) ?? "no signed statement",
                    signers: envelope?.signatures.map(\.keyID) ?? [],
                    sha256: try SHA256Digest.of(envelope?.payload ?? bytes),
                    envelope: String(decoding: bytes, as: UTF8.self))
            }
            return LedgerFacts(
                origin: log.origin, size: size, checkpoint: CheckpointFacts(newest), entries: entries)
        }
    }

    /// What a statement is, by its own words.
    private static func kind(_ envelope: DSSEEnvelope) -> String {
        struct Predicate: Decodable { var predicateType: String? }
        let predicate = try? StrictJSON.decode(
            Predicate.self, from: envelope.payload, maximumBytes: Ledger.maximumEntryBytes)
        return predicate?.predicateType ?? envelope.payloadType
    }
}
