import Footage
import GRDB
import Glibc

/// The one table of the index: a file a row, in the order of the paths' bytes.
enum FootageIndexTable {
    /// `PFRI` in SQLite's header says whose database it is; `user_version` says which layout it has.
    private static let application = 0x5046_5249
    private static let version = 1

    struct Foreign: Error {}

    /// Looks at an open file's header (SQLite file format §1.3): an empty file is a new index, any other must say that
    /// it is one.
    ///
    /// - Throws: ``Foreign``.
    static func check(header descriptor: Int32) throws {
        var header = [UInt8](repeating: 0, count: 100)
        let count = pread(descriptor, &header, header.count, 0)
        if count == 0 { return }
        func number(_ offset: Int) -> Int { header[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
        guard count == header.count, header.starts(with: Array("SQLite format 3\0".utf8)),
            number(60) == version, number(68) == application
        else { throw Foreign() }
    }

    /// Makes the table in a new database, and refuses one that is not ours.
    static func prepare(_ database: Database) throws {
        let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
        if isEmpty {
            try database.execute(
                sql: """
                    PRAGMA application_id = \(application);
                    PRAGMA user_version = \(version);
                    CREATE TABLE file (
                        path TEXT NOT NULL PRIMARY KEY,
                        size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL,
                        inode INTEGER NOT NULL,
                        creation TEXT, duration INTEGER, margin INTEGER, kind TEXT, reason TEXT
                    ) STRICT, WITHOUT ROWID;
                    """)
        }
        guard try Int.fetchOne(database, sql: "PRAGMA application_id") == application,
            try Int.fetchOne(database, sql: "PRAGMA user_version") == version
        else { throw Foreign() }
        // Also finds most damage, as it reads the first page of the table.
        _ = try Row.fetchOne(database, sql: "SELECT path FROM file LIMIT 1")
    }

    /// Rows behind a path and before another.
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
        while let row = try rows.next() {
            let path: String = try row.value(at: 0)
            let stamp = try FileStamp(
                size: row.value(at: 1), modified: row.value(at: 2), changed: row.value(at: 3),
                inode: UInt64(bitPattern: row.value(at: 4)))
            let outcome: GlanceOutcome
            if let duration = try row.value(at: 6) as Int64?,
                let margin = try row.value(at: 7) as Int64?
            {
                outcome = .recording(
                    try Glance(
                        creationTime: row.value(at: 5), durationNanoseconds: max(1, duration),
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

    private static func error(kind: String?, reason: String?, path: String) -> FootageError {
        switch kind {
        case "empty": .empty(path: path)
        case "times": .timesNotUsable(path: path, reason: reason ?? "")
        default: .notARecording(path: path, cause: reason ?? "")
        }
    }
}
