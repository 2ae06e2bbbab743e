import Custody
import Foundation
import GRDB
import Sealing

/// The tables of a journal: a row a statement, and a row a seal, from when it is begun.
enum JournalTables {
    /// `PFRJ` in SQLite's header says whose database it is; `user_version` says which layout it has.
    private static let application = 0x5046_524A
    private static let version = 1

    struct Foreign: Error {}

    private static let schema = """
        PRAGMA application_id = \(application);
        PRAGMA user_version = \(version);
        CREATE TABLE statement (
            digest BLOB NOT NULL, kind TEXT NOT NULL, envelope BLOB NOT NULL, about BLOB,
            first_noted INTEGER NOT NULL, last_noted INTEGER NOT NULL,
            PRIMARY KEY (digest, kind)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE sealing (
            id INTEGER PRIMARY KEY,
            request BLOB NOT NULL, consent BLOB NOT NULL, file TEXT NOT NULL,
            begun INTEGER NOT NULL, ended INTEGER,
            bundle TEXT UNIQUE, seal BLOB, facts BLOB
        ) STRICT;
        """

    /// Makes the tables in a new database, and refuses one that is not ours.
    static func prepare(_ database: Database) throws {
        if try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0 {
            try database.execute(sql: schema)
        }
        guard try Int.fetchOne(database, sql: "PRAGMA application_id") == application,
            try Int.fetchOne(database, sql: "PRAGMA user_version") == version
        else { throw Foreign() }
    }

    // MARK: - Statements

    /// Notes a statement; one that is there already is only said to have been seen again.
    static func note(_ entry: JournalEntry, at moment: WallTime, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO statement (digest, kind, envelope, about, first_noted, last_noted)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (digest, kind) DO UPDATE SET last_noted = max(last_noted, excluded.last_noted)
                """,
            arguments: [
                Data(entry.envelope.payloadDigest.bytes), entry.kind.rawValue,
                Data(try entry.envelope.json()),
                entry.about.map { Data($0.bytes) }, moment.nanoseconds, moment.nanoseconds,
            ])
    }

    static func envelope(
        of digest: SHA256Digest, kind: JournalEntry.Kind, in database: Database
    ) throws -> Data? {
        try Data.fetchOne(
            database, sql: "SELECT envelope FROM statement WHERE digest = ? AND kind = ?",
            arguments: [Data(digest.bytes), kind.rawValue])
    }

    /// Every statement, the one noted first in front.
    static func statements(in database: Database) throws -> [StoredStatement] {
        try Row.fetchAll(database, sql: "SELECT * FROM statement ORDER BY first_noted, digest").map { row in
            try StoredStatement(
                digest: SHA256Digest(bytes: [UInt8](row.value("digest") as Data)), kind: row.value("kind"),
                envelope: [UInt8](row.value("envelope") as Data),
                about: (row.value("about") as Data?).flatMap { SHA256Digest(bytes: [UInt8]($0)) },
                first: WallTime(nanoseconds: row.value("first_noted")),
                last: WallTime(nanoseconds: row.value("last_noted")))
        }
    }

    // MARK: - Seals

    static func begin(
        request: SHA256Digest, consent: SHA256Digest, file: String, at moment: WallTime, in database: Database
    ) throws -> Int64 {
        try database.execute(
            sql: "INSERT INTO sealing (request, consent, file, begun) VALUES (?, ?, ?, ?)",
            arguments: [Data(request.bytes), Data(consent.bytes), file, moment.nanoseconds])
        return database.lastInsertedRowID
    }

    static func end(
        _ row: Int64, _ facts: SealedFacts, seal: SHA256Digest, at moment: WallTime, in database: Database
    ) throws {
        try database.execute(
            sql: "UPDATE sealing SET ended = ?, bundle = ?, seal = ?, facts = ? WHERE id = ?",
            arguments: [
                moment.nanoseconds, facts.bundle, Data(seal.bytes), Data(try StrictJSON.encode(facts)), row,
            ])
    }

    static func forget(_ row: Int64, in database: Database) throws {
        try database.execute(sql: "DELETE FROM sealing WHERE id = ? AND ended IS NULL", arguments: [row])
    }

    static func sealings(in database: Database) throws -> [StoredSealing] {
        try Row.fetchAll(database, sql: "SELECT * FROM sealing ORDER BY begun, id").map { row in
            try StoredSealing(
                request: SHA256Digest(bytes: [UInt8](row.value("request") as Data)),
                consent: SHA256Digest(bytes: [UInt8](row.value("consent") as Data)), file: row.value("file"),
                begun: WallTime(nanoseconds: row.value("begun")),
                ended: (row.value("ended") as Int64?).map { WallTime(nanoseconds: $0) },
                seal: (row.value("seal") as Data?).flatMap { SHA256Digest(bytes: [UInt8]($0)) },
                facts: (row.value("facts") as Data?).map { [UInt8]($0) })
        }
    }
}

/// A row of the table of statements; nothing in it has been checked.
struct StoredStatement {
    var digest: SHA256Digest?
    var kind: String
    var envelope: [UInt8]
    var about: SHA256Digest?
    var first: WallTime
    var last: WallTime
}

/// A row of the table of seals; nothing in it has been checked.
struct StoredSealing {
    var request: SHA256Digest?
    var consent: SHA256Digest?
    var file: String
    var begun: WallTime
    var ended: WallTime?
    var seal: SHA256Digest?
    var facts: [UInt8]?
}
