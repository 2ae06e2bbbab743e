import Statements
import Databases
import Foundation
import GRDB
import Glibc
import Sealing

/// A custodian's append-only log of signed statements: an RFC 6962 tree over them, in one SQLite file.
///
/// What was appended is synced before the call returns, so a process may be killed at any moment and nothing that was
/// acknowledged is lost. Several processes may use one ledger. Whoever can write the file can change it, but not sign
/// for the change: ``verify(keys:kept:)`` holds the entries against the checkpoints that were signed.
/// Format: docs/spec/ledger.md.
package final class Ledger {
    /// The most one entry may measure, in bytes.
    package static let maximumEntryBytes = 4 << 20
    /// How long a writer waits for another, in seconds.
    private static let patience = 30.0

    /// The file.
    package let path: String
    /// The log's name in its checkpoints, `proffer-ledger/` and a random number; empty where the file is not a ledger's
    /// any more, in which case nothing but ``verify(keys:areKeepers:kept:)`` answers.
    package let origin: String
    /// What the person is told of the place, in one line; nil where there is nothing.
    package let caution: String?
    private let queue: DatabaseQueue
    /// What is in the file that is not a ledger's, or missing of it; nil where nothing is.
    private let strangeness: String?

    /// Opens a ledger.
    ///
    /// - Throws: ``LedgerError/missing(path:)``, ``LedgerError/notUsable(path:cause:)``, also where somebody else could
    ///   reach into it.
    package convenience init(path: String) throws(LedgerError) {
        guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
        do {
            try self.init(try Self.open(path, .toBeChecked), path: path)
        } catch is DatabaseLayout.Foreign {
            throw .notUsable(path: path, cause: "it is no ledger, or of a newer version")
        } catch let error as LedgerTables.Damaged {
            throw .altered(path: path, reason: error.description)
        } catch { throw .notUsable(path: path, cause: Self.cause(error)) }
    }

    private init(_ database: PrivateDatabase, path: String) throws {
        self.path = path
        (queue, caution, strangeness) = (database.queue, database.caution, database.strangeness)
        origin = strangeness == nil ? try queue.read(LedgerTables.origin) : ""
    }

    /// Begins a ledger, with a checkpoint over nothing.
    ///
    /// - Parameter before: where what is signed for is kept as well.
    /// - Throws: ``LedgerError/exists(path:)``, ``LedgerError/notUsable(path:cause:)``, and what
    ///   ``checkpoint(signedBy:after:)`` throws.
    package static func create(
        at path: String, by keeper: Identity, keeping before: SignedBefore = .onlyInFile
    ) throws -> Ledger {
        // Nothing that is there is ever taken for an empty ledger, and it is nobody else's to read.
        let database: PrivateDatabase
        do { database = try open(path, .new) } catch let error as PrivateDatabase.SystemFailure {
            throw error.number == EEXIST
                ? LedgerError.exists(path: path)
                : LedgerError.notUsable(path: path, cause: error.description)
        } catch { throw LedgerError.notUsable(path: path, cause: cause(error)) }
        do {
            let origin = "proffer-ledger/" + UUID().uuidString.lowercased()
            try database.queue.write { try LedgerTables.name(origin, in: $0) }
            let ledger = try Ledger(database, path: path)
            try ledger.checkpoint(signedBy: keeper, after: before)
            return ledger
        } catch {
            for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
            if let error = error as? LedgerError { throw error }
            throw LedgerError.notUsable(path: path, cause: cause(error))
        }
    }

    private static func open(_ path: String, _ opening: PrivateDatabase.Opening) throws -> PrivateDatabase {
        try PrivateDatabase(
            path, LedgerTables.layout, label: "ledger", patience: patience, opening: opening)
    }

    // MARK: - Appending

    /// Appends entries, all of them or none, each the exact bytes of one DSSE envelope.
    ///
    /// - Parameter before: what the ledger must not have less of, or other.
    /// - Returns: their places. They are on the disk by then.
    /// - Throws: ``LedgerError/notAnEntry(reason:)``, ``LedgerError/failed(path:cause:)``,
    ///   ``LedgerError/altered(path:reason:)`` where the ledger is not what was signed for before.
    @discardableResult
    package func append(
        _ entries: [[UInt8]], after before: SignedBefore = .onlyInFile
    ) throws(LedgerError) -> Range<UInt64> {
        for entry in entries {
            guard entry.count <= Self.maximumEntryBytes else {
                throw .notAnEntry(
                    reason: "it has \(entry.count) bytes, and an entry at most \(Self.maximumEntryBytes)")
            }
            do { _ = try DSSEEnvelope(json: entry) } catch { throw .notAnEntry(reason: "\(error)") }
        }
        return try writing { database in
            try LedgerTables.check(database)
            let hasher = try MerkleHasher()
            let first = try LedgerTables.count(in: database)
            try before.require(StoredTree(database), size: first, origin: self.origin, path: self.path)
            var edge = try Subtree.cover(of: 0..<first).map { node in
                (
                    node.level,
                    try LedgerTables.node(
                        level: node.level, at: node.start >> UInt64(node.level), in: database)
                )
            }
            var place = first
            for entry in entries {
                let leaf = try hasher.leaf(entry)
                try LedgerTables.insert(entry, leaf, at: place, in: database)
                var (level, hash) = (0, leaf)
                while let left = edge.last, left.0 == level {
                    edge.removeLast()
                    hash = try hasher.node(left.1, hash)
                    level += 1
                    try LedgerTables.insert(hash, level: level, at: place >> UInt64(level), in: database)
                }
                edge.append((level, hash))
                place += 1
            }
            return first..<place
        }
    }

    /// Signs for what is in the ledger now, and keeps the checkpoint.
    ///
    /// A log must never sign for something that contradicts what it signed before (C2SP tlog-checkpoint), so the newest
    /// checkpoint in the file, and those outside it, are held against the entries first. Entries are on the disk before
    /// they are signed for, so what is kept outside never knows more than the file.
    ///
    /// - Parameter before: what else was signed for before, and where the new checkpoint is kept as well.
    /// - Throws: ``LedgerError/altered(path:reason:)``, ``LedgerError/headNotUsable(path:reason:)``,
    ///   ``LedgerError/headNotKept(path:cause:)``, ``LedgerError/failed(path:cause:)``.
    @discardableResult
    package func checkpoint(
        signedBy keeper: Identity, after before: SignedBefore = .onlyInFile
    ) throws(LedgerError) -> SignedCheckpoint {
        try writing { database in
            try LedgerTables.check(database)
            let tree = StoredTree(database)
            let size = try LedgerTables.count(in: database)
            try before.require(tree, size: size, origin: self.origin, path: self.path)
            let now = Checkpoint(origin: self.origin, size: size, root: try tree.root(of: size))
            if let newest = try LedgerTables.newestCheckpoint(in: database) {
                let was = newest.checkpoint
                guard was.origin == self.origin, was.size <= size, try tree.root(of: was.size) == was.root
                else {
                    throw LedgerError.altered(
                        path: self.path,
                        reason: "its first \(was.size) entries are not those signed for before")
                }
                if was == now, newest.isSigned(by: keeper.signingKey.verifyingKey) {
                    try before.keep(newest)
                    return newest
                }
            }
            let signed = try SignedCheckpoint.signing(now, with: keeper.signingKey)
            try before.keep(signed)
            try LedgerTables.insert(signed, in: database)
            return signed
        }
    }

    // MARK: - Reading

    /// How many entries it has.
    package func count() throws(LedgerError) -> UInt64 { try reading(LedgerTables.count) }

    /// An entry's bytes.
    ///
    /// - Throws: ``LedgerError/noSuchEntry(_:)``, and as ``entries(from:count:)``.
    package func entry(at place: UInt64) throws(LedgerError) -> [UInt8] {
        guard place < (try count()), let entry = try entries(from: place, count: 1).first else {
            throw .noSuchEntry("\(path): it has no entry \(place)")
        }
        return entry.bytes
    }

    /// Some entries in order, from a place on, each held against its place and the hash it was logged with.
    ///
    /// - Throws: ``LedgerError/altered(path:reason:)`` where one is not there, or is not what was logged.
    package func entries(from place: UInt64, count: Int) throws(LedgerError) -> [(
        place: UInt64, bytes: [UInt8]
    )] {
        try reading { database in
            var entries: [(UInt64, [UInt8])] = []
            let hasher = try MerkleHasher()
            try LedgerTables.eachEntry(from: place, count: count, in: database) { its, leaf, entry in
                let next = place + UInt64(entries.count)
                guard its == next else {
                    throw LedgerTables.Damaged(description: "entry \(next) is not there")
                }
                guard try hasher.leaf(entry).bytes == leaf else {
                    throw LedgerTables.Damaged(
                        description: "entry \(its) is not what was logged: it was altered")
                }
                entries.append((its, entry))
            }
            return entries
        }
    }

    /// Whether an entry was logged.
    package func holds(_ entry: [UInt8]) throws(LedgerError) -> Bool {
        try reading { try LedgerTables.place(ofLeaf: try MerkleHasher().leaf(entry), in: $0) } != nil
    }

    /// Where an entry was logged first.
    ///
    /// - Throws: ``LedgerError/noSuchEntry(_:)``.
    package func place(of entry: [UInt8]) throws(LedgerError) -> UInt64 {
        let place = try reading { try LedgerTables.place(ofLeaf: try MerkleHasher().leaf(entry), in: $0) }
        guard let place else { throw .noSuchEntry("\(path): this statement is not in the ledger") }
        return place
    }

    /// The newest checkpoint.
    ///
    /// - Throws: ``LedgerError/altered(path:reason:)`` where there is none: a ledger is begun with one.
    package func newestCheckpoint() throws(LedgerError) -> SignedCheckpoint {
        try reading { database in
            guard let newest = try LedgerTables.newestCheckpoint(in: database) else {
                throw LedgerError.altered(path: self.path, reason: "it has no checkpoint")
            }
            guard newest.checkpoint.origin == self.origin else {
                throw LedgerError.altered(
                    path: self.path,
                    reason: "it is called \(self.origin), and was signed for as \(newest.checkpoint.origin)")
            }
            return newest
        }
    }

    /// The proof that an entry is in the log of the newest checkpoint.
    ///
    /// - Throws: ``LedgerError/notUnderCheckpoint(path:entry:size:)`` for a place the checkpoint does not reach.
    package func proof(of place: UInt64) throws(LedgerError) -> TransparencyLogProof {
        let newest = try newestCheckpoint()
        let size = newest.checkpoint.size
        guard place < size else {
            throw .notUnderCheckpoint(path: path, entry: place, size: size)
        }
        let path = try reading { try StoredTree($0).path(to: place, of: size) }
        let entry = try entry(at: place)
        // What is stored of the tree is a copy: a proof that does not lead to what was signed is none.
        let root = try reading { _ in
            let hasher = try MerkleHasher()
            return try InclusionProof(place: place, count: size, path: path)
                .root(ofLeaf: try hasher.leaf(entry), with: hasher)
        }
        guard root == newest.checkpoint.root else {
            throw .altered(
                path: self.path,
                reason: "what is stored of the tree does not lead from entry \(place) to what was signed")
        }
        return TransparencyLogProof(index: place, path: path, checkpoint: newest)
    }

    /// The proof that the log of the newest checkpoint grew from an earlier one by appending alone.
    ///
    /// - Throws: ``LedgerError/altered(path:reason:)`` where it did not.
    package func growth(since earlier: SignedCheckpoint) throws(LedgerError) -> GrowthProof {
        let newest = try newestCheckpoint()
        let (before, after) = (earlier.checkpoint, newest.checkpoint)
        guard before.origin == origin else {
            throw .noSuchEntry("the checkpoint is of another log, \(before.origin)")
        }
        return try reading { database in
            let tree = StoredTree(database)
            guard before.size <= after.size, try tree.root(of: before.size) == before.root else {
                throw LedgerError.altered(
                    path: self.path,
                    reason: "its first \(before.size) entries are not those of the checkpoint given")
            }
            let path = try tree.growth(from: before.size, to: after.size)
            guard
                try ConsistencyProof(from: before.size, to: after.size, path: path)
                    .holds(from: before.root, to: after.root, with: try MerkleHasher())
            else {
                throw LedgerError.altered(
                    path: self.path, reason: "what is stored of the tree does not lead to what was signed")
            }
            return GrowthProof(since: before.size, path: path, checkpoint: newest)
        }
    }

    /// Holds everything in the ledger against what was signed for.
    ///
    /// - Parameters:
    ///   - keys: of those who may sign for this ledger, with their names.
    ///   - areKeepers: whether these are said to keep this very ledger. Where they are only known people, all checkpoints
    ///     have to be by one of them: else any of them could write the ledger anew.
    ///   - kept: checkpoints of it that were kept elsewhere.
    /// - Throws: ``LedgerError/failed(path:cause:)``. What does not hold is no error but in the result.
    package func verify(
        keys: [(name: String, key: VerifyingKey)], areKeepers: Bool = true, kept: [SignedCheckpoint] = []
    ) throws(LedgerError) -> LedgerVerification {
        if let strangeness { return LedgerVerification(strangeness) }
        return try reading {
            try LedgerVerification(of: self.origin, in: $0, keys: keys, areKeepers: areKeepers, kept: kept)
        }
    }

    // MARK: - SQLite

    private func reading<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        if let strangeness { throw .altered(path: path, reason: strangeness) }
        do { return try queue.read(body) } catch { throw failure(error) }
    }

    private func writing<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        if let strangeness { throw .altered(path: path, reason: strangeness) }
        do { return try queue.write(body) } catch { throw failure(error) }
    }

    private func failure(_ error: any Error) -> LedgerError {
        switch error {
        case let error as LedgerError: error
        case let error as LedgerTables.Damaged: .altered(path: path, reason: error.description)
        case let error as SealingError: .altered(path: path, reason: error.description)
        case is RowDecodingError: .altered(path: path, reason: "a row of it is not what it was")
        case let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT:
            .altered(path: path, reason: Self.cause(error))
        default: .failed(path: path, cause: Self.cause(error))
        }
    }

    private static func cause(_ error: any Error) -> String { causeInWords(error) }
}
