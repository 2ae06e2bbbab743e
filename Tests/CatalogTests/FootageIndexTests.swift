import Catalog
import Footage
import Foundation
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

    @Test("two at once lose nothing of each other")
    func twoAtOnce() async throws {
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
}
