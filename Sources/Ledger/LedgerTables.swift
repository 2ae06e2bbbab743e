import Databases
import Foundation
import GRDB
import Sealing

/// The tables of a ledger (docs/spec/ledger.md, Database). The only place with its SQL.
enum LedgerTables {
    /// A row that must be there is not, or is not what it must be.
    struct Damaged: Error, CustomStringConvertible { var description: String }

    /// What the database consists of, “PrfL” in its header. The triggers keep mistakes out; somebody with the file in hand
    /// can drop them, and what keeps them out are the signed checkpoints.
    static let layout = DatabaseLayout(
        application: 0x5072_664C, version: 1,
        statements: [
            "CREATE TABLE log (origin TEXT NOT NULL) STRICT",
            "CREATE TABLE entries (place INTEGER PRIMARY KEY, leaf BLOB NOT NULL, entry BLOB NOT NULL) STRICT",
            "CREATE INDEX entries_by_leaf ON entries (leaf)",
            "CREATE TABLE nodes (level INTEGER NOT NULL, place INTEGER NOT NULL, hash BLOB NOT NULL, "
                + "PRIMARY KEY (level, place)) STRICT, WITHOUT ROWID",
            "CREATE TABLE checkpoints (number INTEGER PRIMARY KEY, size INTEGER NOT NULL, note BLOB NOT NULL) STRICT",
        ]
            + ["entries", "nodes", "checkpoints"].flatMap { table in
                ["DELETE", "UPDATE"].map { change in
                    "CREATE TRIGGER \(table)_keep_from_\(change.lowercased()) BEFORE \(change) ON \(table) "
                        + "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
                }
            })

    /// Gives a new ledger its name.
    static func name(_ origin: String, in database: Database) throws {
        try database.execute(sql: "INSERT INTO log (origin) VALUES (?)", arguments: [origin])
    }

    /// Refuses a database whose tables are not exactly a ledger's.
    ///
    /// - Throws: ``Damaged``.
    static func check(_ database: Database) throws {
        if let strange = try layout.strangeness(in: database) { throw Damaged(description: strange) }
    }

    /// What SQLite itself finds wrong with the file, an index that hides rows among it; nil where nothing is.
    static func unsoundness(in database: Database) throws -> String? {
        let said = try String.fetchOne(database, sql: "PRAGMA integrity_check(1)") ?? "nothing"
        return said == "ok" ? nil : said
    }

    /// The ledger's name.
    ///
    /// - Throws: ``Damaged`` where it has none, or more than one.
    static func origin(in database: Database) throws -> String {
        let names = try String.fetchAll(database, sql: "SELECT origin FROM log LIMIT 2")
        guard let name = names.first, names.count == 1 else {
            throw Damaged(description: names.isEmpty ? "it has no name" : "it has more names than one")
        }
        return name
    }

    static func count(in database: Database) throws -> UInt64 {
        guard let last = try Int64.fetchOne(database, sql: "SELECT max(place) FROM entries") else { return 0 }
        guard (0..<1 << 62).contains(last) else {
            throw Damaged(description: "an entry has the place \(last)")
        }
        return UInt64(last) + 1
    }

    // MARK: - Entries

    static func insert(_ entry: [UInt8], _ leaf: SHA256Digest, at place: UInt64, in database: Database) throws
    {
        try database.cachedStatement(sql: "INSERT INTO entries (place, leaf, entry) VALUES (?, ?, ?)")
            .execute(arguments: [Int64(place), Data(leaf.bytes), Data(entry)])
    }

    static func insert(_ hash: SHA256Digest, level: Int, at place: UInt64, in database: Database) throws {
        try database.cachedStatement(sql: "INSERT INTO nodes (level, place, hash) VALUES (?, ?, ?)")
            .execute(arguments: [level, Int64(place), Data(hash.bytes)])
    }

    /// Where an entry was logged first.
    static func place(ofLeaf leaf: SHA256Digest, in database: Database) throws -> UInt64? {
        try Int64.fetchOne(
            database, sql: "SELECT min(place) FROM entries WHERE leaf = ?", arguments: [Data(leaf.bytes)]
        ).map { place in
            guard let place = UInt64(exactly: place) else {
                throw Damaged(description: "an entry has the place \(place)")
            }
            return place
        }
    }

    /// The hash of a complete node; level 0 are the leaves.
    ///
    /// - Throws: ``Damaged`` where it is not there.
    static func node(level: Int, at place: UInt64, in database: Database) throws -> SHA256Digest {
        guard place <= UInt64(Int64.max) else { throw Damaged(description: "entry \(place) is not there") }
        let row =
            level == 0
            ? try Data.fetchOne(
                database, sql: "SELECT leaf FROM entries WHERE place = ?", arguments: [Int64(place)])
            : try Data.fetchOne(
                database, sql: "SELECT hash FROM nodes WHERE level = ? AND place = ?",
                arguments: [level, Int64(place)])
        guard let row, let hash = SHA256Digest(bytes: [UInt8](row)) else {
            throw Damaged(
                description: level == 0
                    ? "entry \(place) is not there"
                    : "a node of its tree is not there (level \(level), \(place))")
        }
        return hash
    }

    /// All entries with their places and stored hashes, in order.
    static func eachEntry(
        from place: UInt64 = 0, count: Int = .max, in database: Database,
        _ body: (_ place: UInt64, _ leaf: [UInt8], _ entry: [UInt8]) throws -> Void
    ) throws {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT place, leaf, entry FROM entries WHERE place >= ? ORDER BY place LIMIT ?",
            arguments: [Int64(clamping: place), count])
        while let row = try rows.next() {
            let place = try row.decode(Int64.self, atIndex: 0)
            try body(
                UInt64(bitPattern: place),
                try row.withUnsafeData(atIndex: 1) { $0.map { [UInt8]($0) } ?? [] },
                try row.withUnsafeData(atIndex: 2) { $0.map { [UInt8]($0) } ?? [] })
        }
    }

    /// The stored nodes of a level, in order.
    static func nodes(level: Int, in database: Database) throws -> RowCursor {
        try Row.fetchCursor(
            database, sql: "SELECT place, hash FROM nodes WHERE level = ? ORDER BY place", arguments: [level])
    }

    /// How many nodes are stored.
    static func nodeCount(in database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM nodes") ?? 0
    }

    // MARK: - Checkpoints

    static func insert(_ checkpoint: SignedCheckpoint, in database: Database) throws {
        try database.execute(
            sql: "INSERT INTO checkpoints (size, note) VALUES (?, ?)",
            arguments: [Int64(checkpoint.checkpoint.size), Data(checkpoint.bytes)])
    }

    /// A checkpoint as it is stored: what stands beside the note is a copy of what was signed, and is compared with it.
    struct StoredCheckpoint {
        let number: Int64
        let size: Int64
        let note: [UInt8]

        fileprivate init(_ row: Row) throws {
            number = try row.decode(Int64.self, atIndex: 0)
            size = try row.decode(Int64.self, atIndex: 1)
            note = [UInt8](try row.decode(Data.self, atIndex: 2))
        }

        /// What was signed.
        ///
        /// - Throws: ``Damaged`` where the copy says something else, and Sealing's error for what is no checkpoint.
        func signed() throws -> SignedCheckpoint {
            let signed = try SignedCheckpoint(note)
            guard UInt64(exactly: size) == signed.checkpoint.size else {
                throw Damaged(
                    description:
                        "its checkpoint \(number) is listed over \(size) entries and was signed over "
                        + "\(signed.checkpoint.size)")
            }
            return signed
        }
    }

    /// The checkpoints in the order they were signed.
    ///
    /// - Throws: ``Damaged`` where one is missing, out of order, or not what was signed.
    static func checkpoints(in database: Database) throws -> [SignedCheckpoint] {
        var checkpoints: [SignedCheckpoint] = []
        let rows = try Row.fetchCursor(
            database, sql: "SELECT number, size, note FROM checkpoints ORDER BY number")
        while let row = try rows.next() {
            let stored = try StoredCheckpoint(row)
            guard stored.number == checkpoints.count + 1 else {
                throw Damaged(description: "its checkpoint \(checkpoints.count + 1) is not there")
            }
            let signed = try stored.signed()
            if let last = checkpoints.last, last.checkpoint.size > signed.checkpoint.size {
                throw Damaged(
                    description: "its checkpoint \(stored.number) is over less than the one before it")
            }
            checkpoints.append(signed)
        }
        return checkpoints
    }

    /// The checkpoint signed last; nil where there is none.
    ///
    /// - Throws: ``Damaged`` where it cannot be that.
    static func newestCheckpoint(in database: Database) throws -> SignedCheckpoint? {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT number, size, note FROM checkpoints ORDER BY number DESC LIMIT 1")
        else { return nil }
        let newest = try StoredCheckpoint(row)
        guard
            let all = try Row.fetchOne(database, sql: "SELECT count(*), max(size) FROM checkpoints"),
            try all.decode(Int64.self, atIndex: 0) == newest.number
        else { throw Damaged(description: "a checkpoint of it is missing") }
        guard try all.decode(Int64.self, atIndex: 1) == newest.size else {
            throw Damaged(description: "an older checkpoint stands behind a newer one")
        }
        return try newest.signed()
    }
}
