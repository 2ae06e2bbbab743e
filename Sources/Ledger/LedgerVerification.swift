import Records
import Foundation
import GRDB
import Sealing

/// What came of holding a ledger against what was signed for.
package struct LedgerVerification: Sendable {
    /// The checks there are, in order.
    package static let ids = CheckID.allCases.filter { $0.group == .ledger }

    /// The checks, in order.
    package let checks: [Check]
    /// How many entries there are.
    package let size: UInt64
    /// How many of them, from the first, a checkpoint that holds was signed for by a known keeper, or kept elsewhere.
    package let signed: UInt64
    /// The sentence they amount to.
    package let summary: String

    /// Whether nothing that was checked failed.
    package var holds: Bool {
        !checks.contains(where: \.isFailed)
    }

    /// A ledger that has something in it that is no ledger's: nothing is read from its tables, as a view could tell
    /// anything, and without end.
    init(_ strangeness: String) {
        let unread = Verdict.notChecked(reason: "what is read from such a database may be anything")
        checks = Self.ids.map {
            Check($0, $0 == .ledgerDatabaseSound ? .failed(reason: strangeness) : unread)
        }
        (size, signed) = (0, 0)
        summary = Self.summary(checks, size: 0, signed: 0, keeper: nil)
    }

    init(
        of origin: String, in database: Database, keys: [(name: String, key: VerifyingKey)],
        areKeepers: Bool, kept: [SignedCheckpoint]
    ) throws {
        let fault =
            try LedgerTables.layout.strangeness(in: database) ?? LedgerTables.unsoundness(in: database)
        let (own, unread) = try Self.checkpoints(in: database)
        let pass = try LedgerPass(database, sizes: Set((own + kept).map(\.checkpoint.size)))
        let places = own.map { checkpoint in keys.firstIndex { checkpoint.isSigned(by: $0.key) } }
        let signers = places.map { $0.map { keys[$0].name } }
        let keepers = Set(places.compactMap(\.self)).sorted().map { keys[$0].name }
        let verdict = RootVerdict(origin: origin, pass: pass)
        let roots =
            unread.map { Verdict.failed(reason: $0) }
            ?? (own.isEmpty
                ? .failed(reason: "there is no checkpoint, and a ledger is begun with one")
                : verdict.of(own, called: "the checkpoint"))
        let isOneOfMany = !areKeepers && keepers.count > 1
        let signatures =
            isOneOfMany
            ? Verdict.notChecked(
                reason:
                    "they are signed by \(keepers.joined(separator: " and by ")), and nobody said that each of them kept "
                    + "this ledger",
                needs: .keepersCard)
            : Self.signatures(own, signers, keys)
        let outside =
            kept.isEmpty
            ? Verdict.notChecked(
                reason:
                    "none was given; without one, nobody can tell whether the newest entries and their checkpoint were "
                    + "taken away together",
                needs: .checkpoint)
            : Self.outside(kept, keys, verdict)
        checks = [
            Check(.ledgerDatabaseSound, fault.map { .failed(reason: $0) } ?? .ok),
            Check(.ledgerEntriesNumbered, pass.order), Check(.ledgerEntriesUnaltered, pass.content),
            Check(.ledgerTreeOfEntries, pass.tree), Check(.ledgerCheckpointsHold, roots),
            Check(.ledgerCheckpointsSigned, signatures), Check(.ledgerKeptCheckpointsHold, outside),
        ]
        size = pass.count
        let trusted =
            zip(own, signers).compactMap { $1 == nil ? nil : $0 }
            + kept.filter { checkpoint in keys.contains { checkpoint.isSigned(by: $0.key) } }
        signed =
            isOneOfMany ? 0 : trusted.map(\.checkpoint).filter { verdict.holds($0) }.map(\.size).max() ?? 0
        summary = Self.summary(
            checks, size: size, signed: signed,
            keeper: isOneOfMany || keepers.isEmpty ? nil : keepers.joined(separator: " and "))
    }

    private static func checkpoints(in database: Database) throws -> ([SignedCheckpoint], unread: String?) {
        do { return (try LedgerTables.checkpoints(in: database), nil) } catch let error
            as LedgerTables.Damaged
        {
            return ([], error.description)
        } catch let error as SealingError { return ([], "a checkpoint in it cannot be read: \(error)") }
    }

    private static func signatures(
        _ own: [SignedCheckpoint], _ signers: [String?], _ keys: [(name: String, key: VerifyingKey)]
    ) -> Verdict {
        guard let newest = signers.last else { return .notChecked(reason: "there is no checkpoint") }
        guard !keys.isEmpty else {
            return .notChecked(
                reason: "no card was given, so anybody may have signed them", needs: .keepersCard)
        }
        guard let first = signers.firstIndex(where: { $0 == nil }) else { return .ok }
        let size = own[first].checkpoint.size
        // Keys come and go with the people who keep the log; the newest is the one that speaks for it.
        return newest == nil || first == 0
            ? .failed(
                reason: "the checkpoint over \(entries(size)) is not signed by a keeper whose card was given")
            : .failed(
                reason:
                    "a checkpoint among them, over \(entries(size)), is not signed by a keeper whose card was given"
            )
    }

    private static func outside(
        _ kept: [SignedCheckpoint], _ keys: [(name: String, key: VerifyingKey)], _ verdict: RootVerdict
    ) -> Verdict {
        if !keys.isEmpty,
            let strange = kept.first(where: { checkpoint in
                !keys.contains { checkpoint.isSigned(by: $0.key) }
            })
        {
            return .failed(
                reason:
                    "the checkpoint kept elsewhere over \(entries(strange.checkpoint.size)) is not signed by a keeper "
                    + "whose card was given")
        }
        return verdict.of(kept, called: "the checkpoint kept elsewhere")
    }

    private static func summary(_ checks: [Check], size: UInt64, signed: UInt64, keeper: String?) -> String {
        let failed = checks.filter(\.isFailed)
        if let first = failed.first {
            return "This ledger is NOT to be relied on: “\(first.name)” does not hold"
                + (failed.count > 1 ? ", nor \(failed.count - 1) more." : ".")
        }
        let rest = size - min(signed, size)
        let tail = rest == 0 ? "" : " Not yet under a checkpoint: the last \(entries(rest))."
        guard signed > 0 || size == 0, let keeper else {
            return
                "The \(entries(size)) of this ledger hang together; whether they are those that were signed for was "
                + "not checked, for want of the keeper's card."
        }
        let those =
            switch signed {
            case 0: "This ledger is empty, and \(keeper) signed for that."
            case 1: "The first entry of this ledger is, unchanged, the one that \(keeper) signed for."
            default:
                "The first \(signed) entries of this ledger are, unchanged and in this order, those that \(keeper) signed for."
            }
        return those + tail
    }
}

/// Judges checkpoints by the roots that the entries really have.
private struct RootVerdict {
    let origin: String
    let pass: LedgerPass

    func holds(_ checkpoint: Checkpoint) -> Bool {
        checkpoint.origin == origin && pass.roots[checkpoint.size] == checkpoint.root
    }

    func of(_ checkpoints: [SignedCheckpoint], called what: String) -> Verdict {
        let wrong = checkpoints.map(\.checkpoint).sorted { $0.size < $1.size }.first { !holds($0) }
        guard let wrong else { return .ok }
        guard wrong.origin == origin else {
            return .failed(reason: "\(what) over \(entries(wrong.size)) is of another log, \(wrong.origin)")
        }
        guard wrong.size <= pass.count else {
            return .failed(
                reason:
                    "\(what) is over \(entries(wrong.size)), and \(pass.count) are here: \(wrong.size - pass.count) "
                    + "were taken away at the end")
        }
        let before =
            checkpoints.map(\.checkpoint).filter { $0.size < wrong.size && holds($0) }.map(\.size).max() ?? 0
        return .failed(
            reason:
                "\(what) over \(entries(wrong.size)) has another root: of the entries \(before) to \(wrong.size - 1), "
                + "at least one was altered, removed, added or moved")
    }
}

/// `1 entry`, `12 entries`.
private func entries(_ count: some BinaryInteger) -> String { "\(count) entr\(count == 1 ? "y" : "ies")" }
