import Objects
import Recordings
import GRDB
import GRDBSQLite
import Glibc

/// The one table of the index: a file a row, in the order of the paths' bytes.
enum FootageIndexTable {
    /// `PFRI` in SQLite's header says whose database it is; `user_version` says which layout it has.
    private static let application = 0x5046_5249
    private static let version = 2

    /// All there is in an index. A view or a trigger of somebody else's could have rows without end appear in it.
    private static let table =
        "CREATE TABLE file (path TEXT NOT NULL PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, "
        + "changed INTEGER NOT NULL, inode INTEGER NOT NULL, creation TEXT, duration INTEGER, margin INTEGER, "
        + "kind TEXT, reason TEXT) STRICT, WITHOUT ROWID"

    /// How long texts may be, in bytes: a path (`PATH_MAX`), a date, why something is no recording; and a row.
    private static let longest = (path: 4096, creation: 64, reason: 1024, row: 16 << 10)
    private static let pageBytes = 4096

    /// Has SQLite refuse what no row of ours is, and a file from growing over what an index may have.
    static func limit(_ database: Database) {
        sqlite3_limit(database.sqliteConnection, SQLITE_LIMIT_LENGTH, Int32(longest.row))
    }

    /// Looks at an open file's header (SQLite file format §1.3): an empty file is a new index, any other must say that
    /// it is one.
    ///
    /// - Throws: ``FootageIndexFile/Strange``.
    static func check(header descriptor: Int32) throws {
        var header = [UInt8](repeating: 0, count: 100)
        let count = pread(descriptor, &header, header.count, 0)
        if count == 0 { return }
        func number(_ offset: Int) -> Int { header[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
        guard count == header.count, header.starts(with: Array("SQLite format 3\0".utf8)),
            number(68) == application
        else { throw FootageIndexFile.Strange.because("it was another program's") }
        guard number(60) == version else {
            throw number(60) < version
                ? FootageIndexFile.Strange.older : .because("it was of a version this program does not know")
        }
    }

    /// Makes the table in a new database, and refuses one in which anything else is.
    ///
    /// - Throws: ``FootageIndexFile/Strange``.
    static func prepare(_ database: Database) throws {
        // Nothing in it is run, whatever it says.
        try database.execute(sql: "PRAGMA trusted_schema = OFF")
        // It may get one page too large, so that who opens a full one next begins anew.
        try database.execute(
            sql: "PRAGMA max_page_count = \(FootageIndexFile.maximumBytes / Int64(pageBytes) + 1)")
        if try String.fetchOne(database, sql: "SELECT type FROM sqlite_master LIMIT 1") == nil {
            try database.execute(
                sql: "PRAGMA application_id = \(application); PRAGMA user_version = \(version)")
            try database.execute(sql: table)
        }
        let found = try String.fetchAll(
            database, sql: "SELECT coalesce(sql, type || ' ' || name) FROM sqlite_master LIMIT 2")
        guard found == [table] else {
            let strange = found.first { $0 != table } ?? "nothing"
            throw FootageIndexFile.Strange.because(
                "it had “\(strange.split(separator: " ").prefix(3).joined(separator: " ").prefix(60))” in it")
        }
        guard try Int.fetchOne(database, sql: "PRAGMA application_id") == application,
            try Int.fetchOne(database, sql: "PRAGMA user_version") == version
        else { throw FootageIndexFile.Strange.because("it was another program's") }
        // Also finds most damage, as it reads the first page of the table.
        _ = try Row.fetchOne(database, sql: "SELECT path FROM file LIMIT 1")
    }

    /// Rows behind a path and before another.
    ///
    /// - Throws: ``FootageIndexFile/Strange`` for a row no index of ours has.
    static func rows(
        of database: Database, after path: String, before end: String, limit: Int
    ) throws -> [RememberedFile] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT path, size, modified, changed, inode, creation, duration, margin, kind, reason
                FROM file WHERE path > ? AND path < ? ORDER BY path LIMIT ?
                """)
        var files: [RememberedFile] = []
        files.reserveCapacity(limit)
        let rows = try Row.fetchCursor(statement, arguments: [path, end, limit])
        let before = path
        while let row = try rows.next() {
            let path: String = try row.value(at: 0)
            // In a spoiled file rows may come in any order, and again and again.
            guard path.utf8.count <= longest.path, isBehind(path, files.last?.path ?? before)
            else { throw FootageIndexFile.Strange.because("its rows are not in order") }
            let stamp = try FileStamp(
                size: row.value(at: 1), modified: row.value(at: 2), changed: row.value(at: 3),
                inode: UInt64(bitPattern: row.value(at: 4)))
            let outcome: GlanceOutcome
            if let duration = try row.value(at: 6) as Int64?,
                let margin = try row.value(at: 7) as Int64?
            {
                let creation: String? = try row.value(at: 5)
                guard (creation?.utf8.count ?? 0) <= longest.creation else {
                    throw FootageIndexFile.Strange.because("a row of it is longer than any of ours")
                }
                outcome = .recording(
                    Glance(
                        creationTime: creation, durationNanoseconds: max(1, duration),
                        marginNanoseconds: max(0, margin)))
            } else {
                outcome = .unreadable(
                    try error(kind: row.value(at: 8), reason: row.value(at: 9), path: path))
            }
            files.append(RememberedFile(path: path, stamp: stamp, outcome: outcome))
        }
        return files
    }

    static func remember(_ files: [RememberedFile], in database: Database) throws {
        guard !files.isEmpty else { return }
        let statement = try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO file
                (path, size, modified, changed, inode, creation, duration, margin, kind, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for file in files {
            var (glance, kind, reason): (Glance?, String?, String?)
            switch file.outcome {
            case .recording(let seen): glance = seen
            case .unreadable(let error): (kind, reason) = words(of: error)
            }
            // What is longer is looked at anew each time.
            guard file.path.utf8.count <= longest.path, (reason?.utf8.count ?? 0) <= longest.reason,
                (glance?.creationTime?.utf8.count ?? 0) <= longest.creation
            else { continue }
            try statement.execute(
                arguments: [
                    file.path, file.stamp.size, file.stamp.modified, file.stamp.changed,
                    Int64(bitPattern: file.stamp.inode), glance?.creationTime, glance?.durationNanoseconds,
                    glance?.marginNanoseconds, kind, reason,
                ])
        }
    }

    static func forget(_ paths: [String], in database: Database) throws {
        guard !paths.isEmpty else { return }
        let statement = try database.cachedStatement(sql: "DELETE FROM file WHERE path = ?")
        for path in paths { try statement.execute(arguments: [path]) }
    }

    // MARK: - Reasons

    private static func words(of error: FootageError) -> (kind: String, reason: String) {
        switch error {
        case .empty: ("empty", "")
        case .timesNotUsable(_, let reason): ("times", reason)
        case .notARecording(_, let cause): ("not_a_recording", cause)
        default: ("not_a_recording", error.description)
        }
    }

    private static func error(kind: String?, reason: String?, path: String) throws -> FootageError {
        let reason = reason ?? ""
        guard reason.utf8.count <= longest.reason else {
            throw FootageIndexFile.Strange.because("a row of it is longer than any of ours")
        }
        switch kind {
        case "empty": return .empty(path: path)
        case "times": return .timesNotUsable(path: path, reason: reason)
        case "not_a_recording": return .notARecording(path: path, cause: reason)
        default: throw FootageIndexFile.Strange.because("a row of it tells of no kind that is known")
        }
    }

    /// Whether a path comes behind another in the order of their bytes.
    private static func isBehind(_ path: String, _ other: String) -> Bool {
        other.utf8.lexicographicallyPrecedes(path.utf8)
    }
}
