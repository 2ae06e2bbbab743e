import Statements
import Databases
import Foundation
import GRDB
import Sealing

/// The tables of a journal: a row for everything that was noted, in order. The only place with its SQL.
enum JournalTables {
    /// `PFRJ` in SQLite's header says whose database it is.
    static let layout = DatabaseLayout(
        application: 0x5046_524A, version: 2,
        statements: [
            "CREATE TABLE journal (origin TEXT NOT NULL) STRICT",
            """
            CREATE TABLE entry (
                number INTEGER PRIMARY KEY, noted INTEGER NOT NULL, kind TEXT NOT NULL,
                digest BLOB NOT NULL, about BLOB NOT NULL, content BLOB NOT NULL, link BLOB NOT NULL
            ) STRICT
            """,
            "CREATE INDEX entry_statement ON entry (digest, kind)",
            "CREATE TABLE head (stem TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID",
        ])

    /// A journal that has no name, or more than one.
    struct Damaged: Error, CustomStringConvertible { var description: String }

    // MARK: - Names

    /// The journal's name, which it is given when there is none and nothing in it.
    static func origin(in database: Database, orNew new: String) throws -> String {
        if try String.fetchOne(database, sql: "SELECT origin FROM journal") == nil,
            try tip(in: database) == nil
        {
            try database.execute(sql: "INSERT INTO journal (origin) VALUES (?)", arguments: [new])
            return new
        }
        return try origin(in: database)
    }

    /// The journal's name.
    ///
    /// - Throws: ``Damaged`` where it has none, or more than one.
    static func origin(in database: Database) throws -> String {
        let names = try String.fetchAll(database, sql: "SELECT origin FROM journal LIMIT 2")
        guard let name = names.first, names.count == 1 else {
            throw Damaged(description: "it has not the one name it was begun with")
        }
        return name
    }

    /// The most places that are looked at.
    private static let maximumStems = 8

    /// Where heads of it lie, as it remembers: a hint, as whoever can change the journal can change that as well.
    static func stems(in database: Database) throws -> [String] {
        try String.fetchAll(
            database, sql: "SELECT substr(stem, 1, 4096) FROM head ORDER BY stem LIMIT ?",
            arguments: [maximumStems])
    }

    /// Remembers where a head lies.
    static func remember(stem: String, in database: Database) throws {
        let known = try stems(in: database)
        guard !known.contains(stem), known.count < maximumStems else { return }
        try database.execute(sql: "INSERT OR IGNORE INTO head (stem) VALUES (?)", arguments: [stem])
    }

    // MARK: - Rows

    private static let columns = "number, noted, kind, digest, about, content, link"

    /// Adds a row behind the last one.
    static func append(_ row: JournalRow, origin: String, in database: Database) throws -> JournalRow {
        let last = try tip(in: database)
        var row = row
        row.number = (last?.number ?? 0) + 1
        row.link = try row.link(after: last?.link ?? JournalRow.firstLink(of: origin))
        try database.execute(
            sql: "INSERT INTO entry (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                Int64(row.number), row.noted.nanoseconds, row.kind, Data(row.digest), Data(row.about),
                Data(row.content), Data(row.link),
            ])
        return row
    }

    /// The last row's number and link; nil where there is none.
    static func tip(in database: Database) throws -> (number: UInt64, link: [UInt8])? {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT number, link FROM entry ORDER BY number DESC LIMIT 1")
        else { return nil }
        let number: Int64 = try row.value(at: 0)
        guard (1..<1 << 62).contains(number) else {
            throw Damaged(description: "a row of it has the number \(number)")
        }
        return (UInt64(number), [UInt8](try row.value(at: 1) as Data))
    }

    /// A row by its number; nil where it is not there.
    static func row(_ number: UInt64, in database: Database) throws -> JournalRow? {
        guard let number = Int64(exactly: number) else { return nil }
        return try Row.fetchOne(
            database, sql: "SELECT \(columns) FROM entry WHERE number = ?", arguments: [number]
        ).map(row)
    }

    /// Every row in order.
    static func eachRow(in database: Database, _ body: (JournalRow) throws -> Void) throws {
        let rows = try Row.fetchCursor(database, sql: "SELECT \(columns) FROM entry ORDER BY number")
        while let next = try rows.next() { try body(row(next)) }
    }

    /// The content of the row that notes a statement first; nil where it was not noted.
    static func envelope(
        of digest: SHA256Digest, kind: JournalEntry.Kind, in database: Database
    ) throws -> Data? {
        try Data.fetchOne(
            database, sql: "SELECT content FROM entry WHERE digest = ? AND kind = ? ORDER BY number LIMIT 1",
            arguments: [Data(digest.bytes), kind.rawValue])
    }

    /// The rows of a kind about a statement, in the order of their noting.
    static func rows(
        about statement: SHA256Digest, kind: JournalEntry.Kind, in database: Database
    ) throws -> [JournalRow] {
        try Row.fetchAll(
            database, sql: "SELECT \(columns) FROM entry WHERE about = ? AND kind = ? ORDER BY number",
            arguments: [Data(statement.bytes), kind.rawValue]
        ).map(row)
    }

    /// The newest statements of a kind, at most so many.
    static func newest(
        _ kind: JournalEntry.Kind, atMost limit: Int, in database: Database
    ) throws -> [Data] {
        try Data.fetchAll(
            database, sql: "SELECT content FROM entry WHERE kind = ? ORDER BY number DESC LIMIT ?",
            arguments: [kind.rawValue, limit])
    }

    private static func row(_ row: Row) throws -> JournalRow {
        let number: Int64 = try row.value(at: 0)
        return try JournalRow(
            number: UInt64(bitPattern: number), noted: WallTime(nanoseconds: row.value(at: 1)),
            kind: row.value(at: 2), digest: [UInt8](row.value(at: 3) as Data),
            about: [UInt8](row.value(at: 4) as Data), content: [UInt8](row.value(at: 5) as Data),
            link: [UInt8](row.value(at: 6) as Data))
    }
}
