import Ledger
import Outcomes
import Records
import Register
import Sealing
import Statements

/// What is logged, from a place on.
package struct LedgerListing {
    package let facts: LedgerFacts
    /// How many entries at the end no checkpoint is over yet.
    package var unsigned: UInt64 { facts.size - min(facts.size, facts.checkpoint.size) }

    /// - Parameters:
    ///   - first: the first place; nil so that the last entries are listed.
    ///   - count: how many at most.
    ///   - search: only those that mention this text; nil for all.
    ///   - register: what the machine knows of the bundles' files and labels, and of who sealed them.
    ///   - trust: by whose cards these get their names.
    package init(
        _ ledger: LedgerAtHand, from first: UInt64?, count: Int, search: String? = nil,
        register: CustodiansRegister = .none, trust: Trust = Trust()
    ) throws(DeskError) {
        let known = Known(try telling { try register.existing()?.bundles() } ?? [], trust)
        let log = try ledger.open()
        facts = try telling {
            let size = try log.count()
            let newest = try log.newestCheckpoint()
            let shown = max(0, count)
            let entries: [LedgerFacts.Entry]
            if let search {
                entries = try Self.found(search, in: log, from: first ?? 0, size: size, known).suffix(shown)
                    .map(\.self)
            } else {
                let start = first ?? (size > UInt64(shown) ? size - UInt64(shown) : 0)
                entries = try log.entries(from: start, count: shown).map { try Self.entry($0, $1, known) }
            }
            return LedgerFacts(
                origin: log.origin, size: size, checkpoint: CheckpointFacts(newest), entries: entries)
        }
    }

    /// What the machine knows of the bundles that a ledger tells of.
    private struct Known {
        let trust: Trust
        private var byID: [String: RegisteredBundle] = [:]
        /// Those too damaged for a seal, which a receipt names by their file alone.
        private var byFile: [SHA256Digest: RegisteredBundle] = [:]

        init(_ bundles: [RegisteredBundle], _ trust: Trust) {
            self.trust = trust
            for bundle in bundles {
                if !bundle.seen.key.isSeal {
                    byFile[bundle.seen.key.digest] = bundle
                } else if let id = bundle.seen.id, byID[id] == nil {
                    byID[id] = bundle
                }
            }
        }

        func bundle(_ id: String?, _ receipt: Receipt?) -> RegisteredBundle? {
            id.map { byID[$0] } ?? receipt.flatMap { byFile[$0.archive.sha256] }
        }
    }

    /// How many entries are in memory at once while all are looked through.
    private static let lot = 500

    private static func found(
        _ text: String, in log: Ledger, from first: UInt64, size: UInt64, _ known: Known
    ) throws -> [LedgerFacts.Entry] {
        var found: [LedgerFacts.Entry] = []
        for start in stride(from: first, to: size, by: lot) {
            for (place, bytes) in try log.entries(from: start, count: lot) {
                let entry = try entry(place, bytes, known)
                if entry.mentions(text) { found.append(entry) }
            }
        }
        return found
    }

    private static func entry(
        _ place: UInt64, _ bytes: [UInt8], _ known: Known
    ) throws -> LedgerFacts.Entry {
        let envelope = try? DSSEEnvelope(json: bytes)
        var entry = LedgerFacts.Entry(
            place: place, kind: envelope.map(kind) ?? "no signed statement",
            signers: envelope?.signatures.map(\.keyID) ?? [],
            sha256: try SHA256Digest.of(envelope?.payload ?? bytes),
            envelope: String(decoding: bytes, as: UTF8.self))
        let logged = envelope.flatMap { try? CustodyEntry(verifying: $0) }
        let receipt = logged == nil ? envelope.flatMap { try? Receipt(verifying: $0) } : nil
        entry.said = said(logged, receipt, known.trust, at: .now())
        if let bundle = known.bundle(entry.said?.bundle, receipt) {
            entry.said?.file = bundle.file(receipt?.archive ?? logged?.action.archive)?.path
            entry.said?.sealer = bundle.seen.signer?.hex
            entry.said?.sealerName = bundle.seen.signer.flatMap(known.trust.name(of:))
            entry.said?.caseNumber = bundle.label.caseNumber.isEmpty ? nil : bundle.label.caseNumber
            entry.said?.shelf = bundle.label.shelf.isEmpty ? nil : bundle.label.shelf
        }
        return entry
    }

    /// What a statement says of a bundle, where it is signed by who it names.
    private static func said(
        _ entry: CustodyEntry?, _ receipt: Receipt?, _ trust: Trust, at now: WallTime
    ) -> LedgerFacts.Entry.Said? {
        if let entry {
            return .init(
                bundle: entry.bundle, action: entry.action.word, time: entry.time,
                timeDoubt: entry.time.doubt(at: now), by: entry.actor, standing: trust.standing(of: entry),
                trust: trust)
        }
        guard let receipt else { return nil }
        return .init(
            bundle: receipt.bundle, action: Receipt.kind, time: receipt.time,
            timeDoubt: receipt.time.doubt(at: now), by: receipt.receiver,
            standing: trust.standing(of: receipt.receiver, signed: receipt.time), trust: trust)
    }

    /// What a statement is, by its own words.
    private static func kind(_ envelope: DSSEEnvelope) -> String {
        struct Predicate: Decodable { var predicateType: String? }
        let predicate = try? StrictJSON.decode(
            Predicate.self, from: envelope.payload, maximumBytes: Ledger.maximumEntryBytes)
        return predicate?.predicateType ?? envelope.payloadType
    }
}

extension RegisteredBundle {
    /// The file of the bundle that a statement names, one that lies there still before others, or else another.
    fileprivate func file(_ archive: ArchiveFacts?) -> RegisteredFile? {
        let named = files.filter { $0.archive == archive }
        return named.first { RegisteredPath.isThere($0.path) } ?? named.first ?? fileAtHand
    }
}
