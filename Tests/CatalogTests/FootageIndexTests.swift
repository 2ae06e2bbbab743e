import Objects
import Recordings
import Catalog
import Foundation
import Glibc
import Peers
import Testing

@Suite("The index remembers files, and is never in the way")
struct FootageIndexTests {
    private let folder: ScratchFolder
    private var path: String { folder.path("cache/proffer/index.sqlite") }

    init() throws { folder = try ScratchFolder() }

    private func file(_ path: String, size: Int64 = 7) -> RememberedFile {
        RememberedFile(
            path: path, stamp: FileStamp(size: size, modified: .max, changed: -1, inode: .max),
            outcome: .recording(
                Glance(creationTime: nil, durationNanoseconds: 10_000_000_000, marginNanoseconds: 2)))
    }

    /// All of a folder, page by page, as a listing asks for it.
    private func all(_ index: FootageIndex, in folder: String = "/f/") -> [RememberedFile] {
        var files: [RememberedFile] = []
        while true {
            let page = index.remembered(after: files.last?.path ?? folder, before: folder.dropLast() + "0")
            if page.isEmpty { return files }
            files += page
        }
    }

    @Test(
        "what was remembered comes back as it was, in the order of the paths' bytes, from another process as well"
    )
    func roundTrip() throws {
        let files = [
            file("/f/é.mp4"), file("/f/e\u{301}.mp4"), file("/f/Z.mp4"), file("/f/a b.mp4"),
            file("/f/a/b.mp4"),
            file("/f/two\nlines.mp4"), file("/g/a.mp4"), file("/f.mp4"),
            RememberedFile(
                path: "/f/x.mp4", stamp: FileStamp(size: 0, modified: 0, changed: 0, inode: 0),
                outcome: .unreadable(.empty(path: "/f/x.mp4"))),
            RememberedFile(
                path: "/f/y.mp4", stamp: FileStamp(size: 1, modified: 2, changed: 3, inode: 4),
                outcome: .unreadable(.notARecording(path: "/f/y.mp4", cause: "it is a “letter”"))),
            RememberedFile(
                path: "/f/w.mp4", stamp: FileStamp(size: 1, modified: 2, changed: 3, inode: 4),
                outcome: .recording(
                    Glance(
                        creationTime: "2026-07-04T19:40:00.000000Z", durationNanoseconds: 1,
                        marginNanoseconds: 0))),
        ]
        try #require(FootageIndex(path: path)).update(remembering: files, forgetting: [])
        let index = try #require(FootageIndex(path: path))
        let expected = files.filter { $0.path.hasPrefix("/f/") }
            .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        #expect(all(index) == expected)

        index.update(remembering: [file("/f/Z.mp4", size: 8)], forgetting: ["/f/a b.mp4", "/f/none.mp4"])
        #expect(all(index).count == expected.count - 1)
        #expect(all(index).first { $0.path == "/f/Z.mp4" }?.stamp.size == 8)
    }

    @Test("nobody else can read it, nor the files SQLite keeps beside it")
    func permissions() throws {
        let index = try #require(FootageIndex(path: path))
        index.update(remembering: [file("/f/a.mp4")], forgetting: [])
        let beside = folder.url.appending(path: "cache/proffer")
        for name in try FileManager.default.contentsOfDirectory(atPath: beside.path) {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: beside.appending(path: name).path)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: beside.path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
    }

    @Test(
        "what is no index of ours is set aside, kept, and begun anew",
        arguments: ["text", "another program's", "another version's", "damaged"])
    func foreign(_ what: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder.path("cache/proffer"), withIntermediateDirectories: true)
        switch what {
        case "text":
            try folder.write(
                "this is no database, and longer than a header of one is", as: "cache/proffer/index.sqlite")
        case "damaged":
            do {
                let index = try #require(FootageIndex(path: path))
                index.update(remembering: (0..<5000).map { file("/f/\($0).mp4") }, forgetting: [])
            }
            try Peer.python(
                """
                import os, sys
                path = sys.argv[1]
                with open(path, "r+b") as file:
                    file.seek(1024)
                    file.write(os.urandom(os.path.getsize(path) - 1024))
                for ending in ("-wal", "-shm"):
                    if os.path.exists(path + ending): os.remove(path + ending)
                """, [path], in: folder)
        default:
            try Peer.python(
                """
                import sqlite3, sys
                database = sqlite3.connect(sys.argv[1])
                if sys.argv[2].startswith("another version"):
                    database.execute("PRAGMA application_id = 0x50465249")
                    database.execute("PRAGMA user_version = 99")
                database.execute("CREATE TABLE file (path TEXT, bookmark TEXT)")
                database.execute("INSERT INTO file VALUES ('precious', 'mine')")
                database.commit()
                """, [path, what], in: folder)
        }
        let before = try folder.read("cache/proffer/index.sqlite")
        let index = try #require(FootageIndex(path: path))
        #expect(all(index).isEmpty)
        index.update(remembering: [file("/f/a.mp4")], forgetting: [])
        #expect(all(index) == [file("/f/a.mp4")])
        #expect(try folder.read("cache/proffer/index.sqlite.unusable") == before)
    }

    @Test("where nothing can be written, there is no index, and no error")
    func nowhere() throws {
        try folder.write("a file where a folder is to be", as: "cache")
        #expect(FootageIndex(path: path) == nil)
        #expect(FootageIndex(path: "/proc/proffer/index.sqlite") == nil)
    }

    @Test("several at once lose nothing of each other")
    func atOnce() async throws {
        try #require(FootageIndex(path: path)).update(remembering: [], forgetting: [])
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask { [path] in
                    guard let index = FootageIndex(path: path) else { return }
                    for number in 0..<50 {
                        let files = (0..<20).map {
                            RememberedFile(
                                path: "/f/\(writer)-\(number)-\($0).mp4",
                                stamp: FileStamp(size: 1, modified: 1, changed: 1, inode: 1),
                                outcome: .recording(
                                    Glance(creationTime: nil, durationNanoseconds: 1, marginNanoseconds: 1)))
                        }
                        index.update(remembering: files, forgetting: [])
                        _ = index.remembered(after: "/f/", before: "/f0")
                    }
                }
            }
        }
        #expect(all(try #require(FootageIndex(path: path))).count == 4 * 50 * 20)
    }

    /// Opens the index, and says what is said of it.
    private func opened() throws -> (index: FootageIndex?, notes: [String]) {
        var said: [String] = []
        let index = FootageIndex(path: path) { said.append($0) }
        return (index, said + (index?.notes ?? []))
    }

    /// An index with one row, after a program had its way with it.
    private func spoiled(_ script: String) throws {
        do { try #require(FootageIndex(path: path)).update(remembering: [file("/f/a.mp4")], forgetting: []) }
        try Peer.python("import os, sqlite3, sys\npath = sys.argv[1]\n" + script, [path], in: folder)
    }

    /// What somebody could put into the database, each to have rows without end, or rows that are too large.
    private static let strange: [(what: String, sql: String)] = [
        (
            "an endless view in the table's place",
            "ALTER TABLE file RENAME TO f0; CREATE VIEW file AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 "
                + "FROM n) SELECT '/f/' || printf('%018d', i) AS path, 1 AS size, 1 AS modified, 1 AS changed, 1 AS inode, "
                + "NULL AS creation, 1 AS duration, 0 AS margin, NULL AS kind, NULL AS reason FROM n"
        ),
        (
            "a trigger",
            "CREATE TRIGGER t AFTER INSERT ON file BEGIN INSERT OR REPLACE INTO file SELECT new.path || i, 1, 1, 1, 1, NULL, "
                + "1, 0, NULL, NULL FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n); END"
        ),
        ("another table", "CREATE TABLE other (a)"),
        ("an index on an expression", "CREATE INDEX i ON file (abs(size))"),
        ("a column more", "ALTER TABLE file ADD COLUMN more TEXT"),
        (
            "a virtual table in the table's place",
            "ALTER TABLE file RENAME TO f0; CREATE VIRTUAL TABLE file USING fts5(path, size, modified, changed, inode, "
                + "creation, duration, margin, kind, reason)"
        ),
    ]

    @Test("a database in which anything else is, is begun anew and that is said", arguments: 0..<6)
    func strangeSchema(_ number: Int) throws {
        let (what, sql) = Self.strange[number]
        try spoiled(
            """
            database = sqlite3.connect(path)
            database.executescript(\"\"\"\(sql)\"\"\")
            database.close()
            """)
        let (index, notes) = try opened()
        #expect(notes.count == 1 && notes[0].contains("begun anew"), "\(what): \(notes)")
        #expect(all(try #require(index)).isEmpty)
        index?.update(remembering: [file("/f/b.mp4")], forgetting: [])
        #expect(all(try #require(index)) == [file("/f/b.mp4")], "\(what)")
        #expect(try opened().notes.isEmpty, "\(what)")
    }

    @Test(
        "rows that no index of ours has are not handed out, take no memory, and end the index",
        arguments: [
            "path = '/f/' || hex(zeroblob(5000))", "reason = hex(zeroblob(30000000)), duration = NULL",
            "creation = hex(zeroblob(100))", "kind = 'weather', duration = NULL",
        ])
    func strangeRows(_ change: String) throws {
        try spoiled(
            """
            database = sqlite3.connect(path)
            database.execute("UPDATE file SET \(change)")
            database.commit()
            database.close()
            """)
        let index = try #require(FootageIndex(path: path))
        #expect(all(index).isEmpty)
        #expect(index.notes.count == 1, "\(index.notes)")
        index.update(remembering: [file("/f/b.mp4")], forgetting: [])
        #expect(all(index) == [file("/f/b.mp4")])
    }

    @Test(
        "a database, or what SQLite keeps beside it, that is larger, others may write to, or is no file, is begun anew",
        arguments: [
            "os.truncate(path, 300 << 20)", "os.chmod(path, 0o644)",
            "open(path + '-wal', 'w'); os.chmod(path + '-wal', 0o666)",
            "os.path.exists(path + '-wal') and os.unlink(path + '-wal'); os.mkfifo(path + '-wal', 0o600)",
            "os.unlink(path); os.mkfifo(path, 0o600)",
            "os.rename(path, path + '2'); os.symlink(path + '2', path)",
            "os.link(path, path + '3')", "os.unlink(path); os.mkdir(path)",
        ])
    func strangeFiles(_ change: String) throws {
        try spoiled(change)
        let (index, notes) = try opened()
        #expect(notes.count == 1 && notes[0].contains("begun anew"), "\(notes)")
        #expect(all(try #require(index)).isEmpty)
        index?.update(remembering: [file("/f/b.mp4")], forgetting: [])
        #expect(all(try #require(index)) == [file("/f/b.mp4")])
    }

    @Test("where others may write to its folder, or it is another's, nothing is remembered, and that is said")
    func othersFolder() throws {
        try spoiled("os.chmod(os.path.dirname(path), 0o777)")
        let before = try folder.read("cache/proffer/index.sqlite")
        var (index, notes) = try opened()
        #expect(index == nil && notes.count == 1 && notes[0].contains("chmod 700"), "\(notes)")
        #expect(try folder.read("cache/proffer/index.sqlite") == before)
        // Only an administrator can give a folder away.
        guard geteuid() == 0 else { return }
        try Peer.python(
            "import os, sys\nos.chmod(sys.argv[1], 0o700)\nos.chown(sys.argv[1], 65534, 65534)",
            [folder.path("cache/proffer")], in: folder)
        (index, notes) = try opened()
        #expect(index == nil && notes.count == 1 && notes[0].contains("another user"), "\(notes)")
    }

    @Test("an index of the version before, which remembered by laxer rules, is begun anew without a word")
    func older() throws {
        try spoiled(
            """
            database = sqlite3.connect(path)
            database.execute("PRAGMA user_version = 1")
            database.close()
            """)
        let (index, notes) = try opened()
        #expect(try notes.isEmpty && all(#require(index)).isEmpty)
    }
}
