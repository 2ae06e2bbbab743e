import Foundation
import GRDB
import Sealing

/// The tables of a ledger (docs/spec/ledger.md, Database). The only place with its SQL.
enum LedgerTables {
    /// “PrfL”, so that no other program's database is taken for a ledger.
    private static let application = 0x5072_664C
    private static let version = 1

    /// The database is somebody else's.
    struct Foreign: Error {}
    /// A row that must be there is not, or is not what it must be.
    struct Damaged: Error, CustomStringConvertible { var description: String }

    /// What the database consists of, and nothing else: a view or a trigger of somebody else's could have rows appear that
    /// are not there, or vanish as soon as they are. The triggers keep mistakes out; somebody with the file in hand can drop
    /// them, and what keeps them out are the signed checkpoints.
    private static let schema =
        [
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
        }

    static func create(origin: String, in database: Database) throws {
        try database.execute(
            sql: "PRAGMA application_id = \(application); PRAGMA user_version = \(version)")
        for statement in schema { try database.execute(sql: statement) }
        try database.execute(sql: "INSERT INTO log (origin) VALUES (?)", arguments: [origin])
    }

    /// What is there that is no part of a ledger, or missing of it; nil where the tables are exactly a ledger's.
    static func strangeness(in database: Database) throws -> String? {
        let found = try String.fetchAll(
            database,
            sql: "SELECT coalesce(sql, name) FROM sqlite_master WHERE name NOT LIKE 'sqlite_autoindex_%'")
        func name(_ sql: String) -> String { sql.split(separator: " ").prefix(3).joined(separator: " ") }
        if let strange = found.first(where: { !schema.contains($0) }) {
            return "it has “\(name(strange))” in it"
        }
        if let missing = schema.first(where: { !found.contains($0) }) {
            return "“\(name(missing))” is missing"
        }
        return try Int.fetchOne(database, sql: "SELECT count(*) FROM log") == 1
            ? nil : "it has more names than one"
    }

    /// Refuses a database whose tables are not exactly a ledger's.
    ///
    /// - Throws: ``Damaged``.
    static func check(_ database: Database) throws {
        if let strange = try strangeness(in: database) { throw Damaged(description: strange) }
    }

    /// What SQLite itself finds wrong with the file, an index that hides rows among it; nil where nothing is.
    static func unsoundness(in database: Database) throws -> String? {
        let said = try String.fetchOne(database, sql: "PRAGMA integrity_check(1)") ?? "nothing"
        return said == "ok" ? nil : said
    }

    /// The ledger's name.
    ///
    /// - Throws: ``Foreign`` for a database that is none, or of a newer version.
    static func origin(in database: Database) throws -> String {
        guard try Int.fetchOne(database, sql: "PRAGMA application_id") == application,
            try Int.fetchOne(database, sql: "PRAGMA user_version") == version,
            let origin = try String.fetchOne(database, sql: "SELECT origin FROM log")
        else { throw Foreign() }
        return origin
    }

    static func count(in database: Database) throws -> UInt64 {
        let last = try Int64.fetchOne(database, sql: "SELECT coalesce(max(place), -1) FROM entries") ?? -1
        guard last >= -1, last < .max else { throw Damaged(description: "an entry has the place \(last)") }
        return UInt64(last + 1)
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

    static func entry(at place: UInt64, in database: Database) throws -> [UInt8]? {
        guard place <= UInt64(Int64.max) else { return nil }
        return try Data.fetchOne(
            database, sql: "SELECT entry FROM entries WHERE place = ?", arguments: [Int64(place)]
        ).map { [UInt8]($0) }
    }

    /// Where an entry was logged first.
    static func place(ofLeaf leaf: SHA256Digest, in database: Database) throws -> UInt64? {
        let place = try Int64.fetchOne(
            database, sql: "SELECT min(place) FROM entries WHERE leaf = ?", arguments: [Data(leaf.bytes)])
        if let place, place < 0 { throw Damaged(description: "an entry has the place \(place)") }
        return place.map { UInt64($0) }
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

    /// The notes in the order they were signed.
    static func checkpoints(in database: Database) throws -> [[UInt8]] {
        try Data.fetchAll(database, sql: "SELECT note FROM checkpoints ORDER BY number").map { [UInt8]($0) }
    }

    static func newestCheckpoint(in database: Database) throws -> [UInt8]? {
        try Data.fetchOne(database, sql: "SELECT note FROM checkpoints ORDER BY number DESC LIMIT 1").map {
            [UInt8]($0)
        }
    }
}
