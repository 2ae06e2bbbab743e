import Databases
import Foundation
import GRDB
import Records
import Sealing
import Statements

/// The tables of a register (docs/spec/register.md). The only place with its SQL.
enum RegisterTables {
    /// A row that somebody's disk, or somebody, has spoiled.
    struct Damaged: Error, CustomStringConvertible { var description: String }

    /// `PfRg` in SQLite's header says whose database it is.
    static let layout = DatabaseLayout(
        application: 0x5066_5267, version: 1,
        statements: [
            """
            CREATE TABLE bundle (
                digest BLOB NOT NULL PRIMARY KEY, sealed_key INTEGER NOT NULL, noted INTEGER NOT NULL,
                id TEXT, sealed INTEGER, signer BLOB, record BLOB, head BLOB, disposed INTEGER, receipted INTEGER,
                case_number TEXT NOT NULL, shelf TEXT NOT NULL, due TEXT NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX bundle_id ON bundle (id)",
            "CREATE INDEX bundle_record ON bundle (record)",
            """
            CREATE TABLE file (
                path TEXT NOT NULL PRIMARY KEY, digest BLOB NOT NULL, sha256 BLOB NOT NULL, size INTEGER NOT NULL,
                chain TEXT NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX file_bundle ON file (digest)",
        ])

    // MARK: - Writing

    /// Keeps what was seen; what is nil in it stays as it was.
    static func note(_ seen: BundleSeen, at moment: WallTime, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO bundle (digest, sealed_key, noted, id, sealed, signer, record, head, disposed, receipted,
                case_number, shelf, due) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '')
                ON CONFLICT (digest) DO UPDATE SET id = coalesce(excluded.id, id),
                sealed = coalesce(excluded.sealed, sealed), signer = coalesce(excluded.signer, signer),
                record = coalesce(excluded.record, record), head = coalesce(excluded.head, head),
                disposed = CASE WHEN ? THEN excluded.disposed ELSE coalesce(excluded.disposed, disposed) END, receipted = coalesce(excluded.receipted, receipted)
                """,
            arguments: [
                Data(seen.key.digest.bytes), seen.key.isSeal, moment.nanoseconds, seen.id,
                seen.sealed?.nanoseconds, data(seen.signer?.digest), data(seen.record), data(seen.head),
                seen.disposed?.nanoseconds, seen.receipted?.nanoseconds, seen.isTakenInAnew,
            ])
        guard let file = seen.file else { return }
        try database.execute(
            sql: """
                INSERT INTO file (path, digest, sha256, size, chain) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (path) DO UPDATE SET digest = excluded.digest, sha256 = excluded.sha256,
                size = excluded.size, chain = excluded.chain
                """,
            arguments: [
                file.path, Data(seen.key.digest.bytes), Data(file.archive.sha256.bytes),
                Int64(clamping: file.archive.size), file.chain,
            ])
    }

    static func label(_ label: PrivateLabel, _ key: BundleKey, in database: Database) throws {
        try database.execute(
            sql: "UPDATE bundle SET case_number = ?, shelf = ?, due = ? WHERE digest = ?",
            arguments: [label.caseNumber, label.shelf, label.due, Data(key.digest.bytes)])
    }

    // MARK: - Reading

    /// Which bundles are asked for.
    enum Which {
        case all
        case key(BundleKey)
        /// The file under a path is, or was, of it.
        case path(String)
        case id(String)
        case record(SHA256Digest)
    }

    /// The bundles, in the order in which they were noted.
    static func bundles(_ which: Which, in database: Database) throws -> [RegisteredBundle] {
        let (condition, argument): (String, any DatabaseValueConvertible) =
            switch which {
            case .all: ("? IS NOT NULL", 1)
            case .key(let key): ("digest = ?", Data(key.digest.bytes))
            case .path(let path): ("digest IN (SELECT digest FROM file WHERE path = ?)", path)
            case .id(let id): ("id = ?", id)
            case .record(let record): ("record = ?", Data(record.bytes))
            }
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT digest, sealed_key, noted, substr(id, 1, 64), sealed, signer, record, head, disposed, receipted,
                substr(case_number, 1, 400), substr(shelf, 1, 400), substr(due, 1, 10) FROM bundle
                WHERE \(condition) ORDER BY noted, digest
                """, arguments: [argument])
        return try rows.map { row in
            let key = BundleKey(
                digest: try digest(row, 0) ?? SHA256Digest.of([]),
                isSeal: try row.decode(Bool.self, atIndex: 1))
            var seen = BundleSeen(key)
            seen.id = try row.decode(String?.self, atIndex: 3)
            seen.sealed = try time(row, 4)
            seen.signer = try digest(row, 5).map(Fingerprint.init(digest:))
            seen.record = try digest(row, 6)
            seen.head = try digest(row, 7)
            seen.disposed = try time(row, 8)
            seen.receipted = try time(row, 9)
            return RegisteredBundle(
                seen: seen, noted: try time(row, 2) ?? .earliest,
                label: PrivateLabel(
                    caseNumber: try row.decode(String.self, atIndex: 10),
                    shelf: try row.decode(String.self, atIndex: 11),
                    due: try row.decode(String.self, atIndex: 12)),
                files: try files(of: key, in: database))
        }
    }

    private static func files(of key: BundleKey, in database: Database) throws -> [RegisteredFile] {
        try Row.fetchAll(
            database, sql: "SELECT path, sha256, size, chain FROM file WHERE digest = ? ORDER BY path",
            arguments: [Data(key.digest.bytes)]
        ).map { row in
            guard let sha256 = try digest(row, 1),
                let size = UInt64(exactly: try row.decode(Int64.self, atIndex: 2))
            else { throw Damaged(description: "a file's digest or size is not what it must be") }
            return RegisteredFile(
                path: try row.decode(String.self, atIndex: 0),
                archive: ArchiveFacts(sha256: sha256, size: size),
                chain: try row.decode(String.self, atIndex: 3))
        }
    }

    private static func data(_ digest: SHA256Digest?) -> Data? { digest.map { Data($0.bytes) } }

    private static func digest(_ row: Row, _ column: Int) throws -> SHA256Digest? {
        guard let bytes = try row.decode(Data?.self, atIndex: column) else { return nil }
        guard let digest = SHA256Digest(bytes: [UInt8](bytes)) else {
            throw Damaged(description: "a digest has not the length it must have")
        }
        return digest
    }

    private static func time(_ row: Row, _ column: Int) throws -> WallTime? {
        guard let nanoseconds = try row.decode(Int64?.self, atIndex: column) else { return nil }
        guard let time = WallTime(exactNanoseconds: nanoseconds) else {
            throw Damaged(description: "a time is out of bounds")
        }
        return time
    }
}
