import Starts
import Objects
import Recordings
import Statements
import Foundation
import Glibc
import Peers
import Synchronization
import Testing

@Suite("Every recording in a folder is found once, whatever lies beside it")
struct ListingTests {
    private let folder: ScratchFolder
    private let clip: [UInt8]

    init() throws {
        folder = try ScratchFolder()
        let made = try ScratchFolder()
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=64x36:rate=5:duration=2", "-c:v", "libx264", "-pix_fmt",
                "yuv420p",
            ],
            to: made.path("clip.mp4"))
        clip = try made.read("clip.mp4")
    }

    private func put(_ name: String, _ bytes: [UInt8]? = nil) throws {
        let file = folder.url.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes ?? clip).write(to: file)
    }

    private func list(
        _ paths: [String]? = nil, follow: Bool = false, memory: (any GlanceMemory)? = nil
    ) throws -> (found: [String], unreadable: [(path: String, reason: String)]) {
        var found: [String] = []
        var unreadable: [(String, String)] = []
        // What was written a moment ago is not remembered otherwise (HintTests).
        var listing = FootageListing(
            clocks: RecordingClocks(zone: try RecordingZone("UTC")), followsLinks: follow, memory: memory,
            settling: 0)
        try listing.forEach(in: paths ?? [folder.url.path]) { entry in
            switch entry {
            case .file(let file): found.append(String(file.path.dropFirst(folder.url.path.count + 1)))
            case .unreadable(let path, let error):
                unreadable.append((String(path.dropFirst(folder.url.path.count + 1)), error.description))
            }
        }
        return (found, unreadable)
    }

    @Test("what was thrown away, and what was taken out of a bundle, is no footage in a folder")
    func noFootage() throws {
        try put("Ring_2026-07-04T21-40-00Z.mp4")
        for bin in ["#recycle", "$RECYCLE.BIN", "@Recycle"] { try put("\(bin)/old_2026-07-04T21-40-00Z.mp4") }
        try put("opened/0001-Ring-master.mp4")
        try put("opened/0001-Ring-master.facts.json", Array("{}".utf8))
        try put("opened/record.json", Array("{}".utf8))
        try put("copies/viewing-copy-Ring.mp4")
        try put("copies/viewing-copy.json", Array("{}".utf8))
        #expect(try list().found == ["Ring_2026-07-04T21-40-00Z.mp4"])
        // Named itself, it is meant.
        #expect(try list([folder.path("opened")]).found == ["opened/0001-Ring-master.mp4"])
    }

    @Test(
        "who searches is asked before each file whether to go on; once they say no, nothing more is looked at"
    )
    func stopped() throws {
        for minute in 40..<46 { try put("cams/Ring_2026-07-04T21-\(minute)-00Z.mp4") }
        func search(_ most: Int) throws -> Int {
            let asked = Mutex(0)
            let paths = [folder.path("cams")]
            do {
                let found = try FootageSearch(
                    paths, clocks: RecordingClocks(zone: try RecordingZone("UTC")),
                    goesOn: {
                        asked.withLock {
                            $0 += 1
                            return $0 <= most
                        }
                    })
                #expect(most == .max && found.recordings.count == 6)
            } catch is CancellationError {
                #expect(most < .max)
            }
            return asked.withLock(\.self)
        }
        // Each once as it is found, and once before it is opened.
        #expect(try search(.max) == 12)
        #expect(try search(2) == 3)
        #expect(try search(8) == 12, "those that are left are asked about, and not opened")
    }

    @Test("a folder is no opened bundle for a file that is called like one of its own")
    func likeAnOpenedBundle() throws {
        try put("cams/Ring_2026-07-04T21-40-00Z.mp4")
        try put("cams/record.json", Array("{}".utf8))
        #expect(try list().found == ["cams/Ring_2026-07-04T21-40-00Z.mp4"])
    }

    @Test(
        "names in any script, with spaces and line ends, two spellings of one letter, and none that are hidden"
    )
    func names() throws {
        let names = [
            "Einfahrt Süd/2026-07-04T21-40-00Z.mp4", "前門/2026-07-04T21-40-00Z.mp4",
            "двор/2026-07-04T21-40-00Z.mp4", "باب/2026-07-04T21-40-00Z.mp4", "📹/2026-07-04T21-40-00Z.mp4",
            "two\nlines/2026-07-04T21-40-00Z.mp4", "-rf/2026-07-04T21-40-00Z.MP4",
            "caf\u{E9}_2026-07-04T21-40-00Z.mp4", "cafe\u{301}_2026-07-04T21-40-00Z.mp4",
        ]
        for name in names { try put(name) }
        for name in [".hidden/a.mp4", ".a.mp4", "notes.txt", "clip.mp4.part"] { try put(name) }
        let listed = try list()
        // Compared as bytes: Swift takes both spellings of é for the same.
        #expect(listed.found.count == names.count)
        #expect(Set(listed.found.map { Array($0.utf8) }) == Set(names.map { Array($0.utf8) }))
        #expect(listed.unreadable.isEmpty, "\(listed.unreadable)")
    }

    @Test("what cannot be read is listed with its reason, and stops nothing")
    func unreadable() throws {
        try put("a/2026-07-04T21-40-00Z.mp4")
        try put("half.mp4", Array(clip.prefix(clip.count / 2)))
        try put("empty.mp4", [])
        try put("letter.mp4", Array("Dear Sir or Madam, this is a letter.".utf8))
        try put("z/2026-07-04T21-40-00Z.mp4")
        #expect(mkfifo(folder.path("pipe.mp4"), 0o600) == 0)
        #expect(mkdir(folder.path("folder.mp4"), 0o700) == 0)
        // Bytes that are no UTF-8: no String names that file.
        let name: [UInt8] = Array((folder.url.path + "/").utf8) + [0xFF, 0xFE] + Array(".mp4".utf8) + [0]
        let alike: [UInt8] = Array((folder.url.path + "/").utf8) + [0xFF] + Array(".mp4".utf8) + [0]
        for name in [name, alike] {
            let made = name.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { path -> Int32 in
                path.baseAddress.map { open($0, O_CREAT | O_WRONLY, 0o600) } ?? -1
            }
            #expect(made >= 0)
            close(made)
        }

        let listed = try list()
        #expect(listed.found == ["a/2026-07-04T21-40-00Z.mp4", "z/2026-07-04T21-40-00Z.mp4"])
        let reasons = Dictionary(uniqueKeysWithValues: listed.unreadable.map { ($0.path, $0.reason) })
        let expected: [(String, String)] = [
            ("half.mp4", "not finished"), ("empty.mp4", "is empty"), ("letter.mp4", "not a recording"),
            ("pipe.mp4", "it is a pipe, not a file"),
        ]
        for (path, reason) in expected {
            #expect(reasons[path]?.contains(reason) == true, "\(path): \(reasons[path] ?? "not listed")")
        }
        #expect(listed.unreadable.count { $0.reason.contains("not UTF-8") } == 2)
        #expect(listed.unreadable.count == expected.count + 2, "\(listed.unreadable)")
    }

    @Test(
        "links that are followed lead neither in circles nor to one file twice; what they lead to has its own path"
    )
    func links() throws {
        try put("a/2026-07-04T21-40-00Z.mp4")
        #expect(symlink("..", folder.path("a/up")) == 0)
        #expect(symlink(".", folder.path("self")) == 0)
        #expect(symlink("a/2026-07-04T21-40-00Z.mp4", folder.path("again.mp4")) == 0)
        #expect(link(folder.path("a/2026-07-04T21-40-00Z.mp4"), folder.path("b.mp4")) == 0)
        let elsewhere = try ScratchFolder()
        try elsewhere.write(clip, as: "2026-07-04T21-50-00Z.mp4")
        #expect(symlink(elsewhere.url.path, folder.path("disk")) == 0)

        #expect(symlink("nowhere.mp4", folder.path("dangling.mp4")) == 0)
        #expect(symlink("round.mp4", folder.path("round.mp4")) == 0)

        let listed = try list([folder.url.path, folder.path("a"), folder.path("b.mp4")], follow: true)
        #expect(listed.found.count == 2 && listed.found.first == "b.mp4", "a named file comes first, once")
        #expect(listed.found.last?.hasSuffix("2026-07-04T21-50-00Z.mp4") == true)
        #expect(listed.found.last?.contains("disk") == false)
        let reasons = Dictionary(uniqueKeysWithValues: listed.unreadable.map { ($0.path, $0.reason) })
        #expect(reasons["dangling.mp4"]?.contains("leads to nothing") == true, "\(reasons)")
        #expect(reasons["round.mp4"]?.contains("its links lead in a circle") == true, "\(reasons)")
        #expect(try list().found == ["a/2026-07-04T21-40-00Z.mp4"])
    }

    @Test("what is remembered is not looked into again, what changed is, and what is gone is forgotten")
    func memory() throws {
        final class Notebook: GlanceMemory {
            var files: [String: RememberedFile] = [:]
            var learned: [String] = []
            func remembered(after path: String, before end: String) -> [RememberedFile] {
                // A page of two, so that pages have to be turned.
                let behind = files.values.filter { path.utf8.lexicographicallyPrecedes($0.path.utf8) }
                    .filter { $0.path.utf8.lexicographicallyPrecedes(end.utf8) }
                return Array(behind.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }.prefix(2))
            }
            func update(remembering files: [RememberedFile], forgetting paths: [String]) {
                for path in paths { self.files[path] = nil }
                for file in files { self.files[file.path] = file }
                learned += files.map { ($0.path as NSString).lastPathComponent }
            }
        }
        let notebook = Notebook()
        let names = (0..<9).map { "cam \($0 % 3)/2026-07-04T21-4\($0)-00Z.mp4" } + ["cam.mp4", "cam-1/é.mp4"]
        for name in names { try put(name) }
        try put("half.mp4", Array(clip.prefix(clip.count / 2)))

        let first = try list(memory: notebook)
        #expect(Set(first.found) == Set(names) && first.unreadable.map(\.path) == ["half.mp4"])
        #expect(notebook.learned.count == names.count + 1)

        notebook.learned = []
        let again = try list(memory: notebook)
        #expect(
            again.found == first.found && again.unreadable.map(\.reason) == first.unreadable.map(\.reason))
        #expect(notebook.learned.isEmpty, "\(notebook.learned)")

        try put("half.mp4")
        try put("cam 0/2026-07-04T21-40-00Z.mp4", Array(clip.prefix(clip.count / 2)))
        try FileManager.default.removeItem(atPath: folder.path("cam.mp4"))
        try put("cam 1/new.mp4")
        let later = try list(memory: notebook)
        #expect(later.unreadable.map(\.path) == ["cam 0/2026-07-04T21-40-00Z.mp4"])
        #expect(
            Set(later.found)
                == Set(names + ["half.mp4", "cam 1/new.mp4"]).subtracting([
                    "cam.mp4", "cam 0/2026-07-04T21-40-00Z.mp4",
                ]))
        #expect(Set(notebook.learned) == ["half.mp4", "2026-07-04T21-40-00Z.mp4", "new.mp4"])
        #expect(!notebook.files.keys.contains { $0.hasSuffix("/cam.mp4") })
    }

    @Test(
        "a video in a form that is not read is named as unreadable, and read where it is another than its name says",
        arguments: ["264", "h265", "MJPG", "m4s"])
    func otherForms(ending: String) throws {
        try put("gate_2026-07-04T21-40-00Z.mp4")
        try put(
            "gate_2026-07-04T21-50-00Z.\(ending)", [0, 0, 0, 1, 0x67] + [UInt8](repeating: 7, count: 400))
        try put("gate_2026-07-04T22-00-00Z.\(ending)")
        let listed = try list()
        #expect(listed.found == ["gate_2026-07-04T21-40-00Z.mp4", "gate_2026-07-04T22-00-00Z.\(ending)"])
        #expect(listed.unreadable.map(\.path) == ["gate_2026-07-04T21-50-00Z.\(ending)"])
        #expect(listed.unreadable.first?.reason.contains("without a container") == true)
    }

    @Test("a link to what is not there is named with where it leads, also where it could be a folder")
    func deadLinks() throws {
        try put("gate_2026-07-04T21-40-00Z.mp4")
        for name in ["nas", "garden.mp4"] {
            #expect(symlink("/nowhere/\(name)", folder.path(name)) == 0)
        }
        for follow in [false, true] {
            let listed = try list(follow: follow)
            #expect(listed.found == ["gate_2026-07-04T21-40-00Z.mp4"])
            #expect(Set(listed.unreadable.map(\.path)) == ["nas", "garden.mp4"])
            #expect(
                listed.unreadable.allSatisfy {
                    $0.reason.contains("/nowhere/") && $0.reason.contains("not connected")
                })
        }
    }

    @Test("a folder without recordings, and a damaged file that was named, are errors")
    func errors() throws {
        try put("half.mp4", Array(clip.prefix(clip.count / 2)))
        #expect(throws: FootageError.self) { try list([folder.path("half.mp4")]) }
        try FileManager.default.removeItem(atPath: folder.path("half.mp4"))
        #expect {
            try list()
        } throws: {
            "\($0)".contains("the folder is empty; where a drive")
        }
        try put("notes.txt", Array("no video".utf8))
        #expect(throws: FootageError.noRecordings(path: folder.url.path)) { try list() }
        #expect(throws: FootageError.missing(path: folder.path("no"))) { try list([folder.path("no")]) }
    }

    @Test("only what may reach into a window is opened, and every camera is still named")
    func window() throws {
        for minute in 40..<50 { try put("gate_2026-07-04T21-\(minute)-00Z.mp4") }
        try put("barn_2026-07-04T22-00-00Z.mp4")
        let window = try Window(
            from: WallTime(rfc3339: "2026-07-04T21:44:01Z"), to: WallTime(rfc3339: "2026-07-04T21:46:01Z"))
        let search = try FootageSearch(
            [folder.url.path], clocks: RecordingClocks(zone: RecordingZone("UTC")), within: [window])
        #expect(search.recordings.map(\.name) == (44...46).map { "gate_2026-07-04T21-\($0)-00Z.mp4" })
        #expect(search.leftClosed == 8)
        #expect(search.cameras == ["barn", "gate"])
    }
}
