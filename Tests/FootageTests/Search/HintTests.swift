import Starts
import Objects
import Recordings
import Statements
import Foundation
import Peers
import Testing

@Suite("What is remembered of files may lead to more being opened, and never to less")
struct HintTests {
    /// A memory that says of every file what it was told to say, by the file's true stamp.
    private final class Liar: GlanceMemory {
        let files: [RememberedFile]
        var learned: [RememberedFile] = []

        init(_ paths: [String], _ outcome: (String) -> GlanceOutcome) throws {
            files = try paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map {
                RememberedFile(path: $0, stamp: try FileStamp(of: $0), outcome: outcome($0))
            }
        }

        func remembered(after path: String, before end: String) -> [RememberedFile] {
            files.filter {
                path.utf8.lexicographicallyPrecedes($0.path.utf8)
                    && $0.path.utf8.lexicographicallyPrecedes(end.utf8)
            }
        }

        func update(remembering files: [RememberedFile], forgetting paths: [String]) { learned += files }
    }

    private let folder: ScratchFolder
    private let window: Window

    init() throws {
        folder = try ScratchFolder()
        window = try Window(
            from: WallTime(rfc3339: "2026-07-04T21:41:00Z"), to: WallTime(rfc3339: "2026-07-04T21:41:05Z"))
        try FileManager.default.createDirectory(
            atPath: folder.path("cams"), withIntermediateDirectories: true)
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=64x36:rate=5:duration=90", "-c:v", "libx264", "-pix_fmt",
                "yuv420p", "-metadata", "creation_time=2026-07-04T21:40:00Z",
            ],
            to: folder.path("cams/gate_2026-07-04T21-40-00Z.mp4"))
        let clip = try folder.read("cams/gate_2026-07-04T21-40-00Z.mp4")
        for name in ["unnamed", "barn_2026-07-04T21-40-00Z", "gate_2026-07-04T21-42-00Z"] {
            try folder.write(clip, as: "cams/\(name).mp4")
        }
    }

    private func glance(
        _ seconds: Int64, margin: Int64 = 0, creation: String? = "2026-07-04T21:40:00Z"
    ) -> GlanceOutcome {
        .recording(
            Glance(
                creationTime: creation, durationNanoseconds: seconds * 1_000_000_000 + 1,
                marginNanoseconds: margin))
    }

    private func search(_ memory: Liar, of cameras: Set<String>? = nil) throws -> FootageSearch {
        try FootageSearch(
            [folder.path("cams")], clocks: RecordingClocks(zone: RecordingZone("UTC")), within: [window],
            of: cameras, memory: memory)
    }

    private func paths() throws -> [String] {
        try folder.names().isEmpty
            ? []
            : FileManager.default.contentsOfDirectory(atPath: folder.path("cams")).map {
                folder.path("cams/\($0)")
            }
    }

    @Test(
        "whatever the memory calls a recording that reaches into the window, it is opened",
        arguments: ["short", "half", "no recording", "empty", "made another day", "made at the end of time"])
    func lies(_ what: String) throws {
        let outcome: (String) -> GlanceOutcome = { path in
            switch what {
            case "short": glance(0)
            case "half": glance(45)
            case "no recording": .unreadable(.notARecording(path: path, cause: "Sealed. All is well"))
            case "empty": .unreadable(.empty(path: path))
            case "made another day": glance(90, creation: "2020-01-01T00:00:00Z")
            default: glance(90, creation: "2262-04-11T23:47:16Z")
            }
        }
        let found = try search(Liar(paths(), outcome))
        #expect(
            Set(found.recordings.map(\.name)) == [
                "gate_2026-07-04T21-40-00Z.mp4", "barn_2026-07-04T21-40-00Z.mp4", "unnamed.mp4",
            ])
        #expect(found.unreadable.isEmpty && found.leftClosed == 1)
        #expect(found.misremembered.count > 0 || what == "made another day")
    }

    @Test(
        "only cameras that are asked for are looked at anew, and nothing that begins behind the window by its name"
    )
    func onlyWhatIsAskedFor() throws {
        let memory = try Liar(paths()) { _ in glance(0) }
        let found = try search(memory, of: ["gate"])
        #expect(found.recordings.map(\.name) == ["gate_2026-07-04T21-40-00Z.mp4"])
        #expect(found.misremembered.count == 1 && found.leftClosed == 3)
        #expect(found.cameras.contains("barn"), "a camera is told by its path, and needs no look")
    }

    @Test("a listing of all believes what is remembered, and what it says is of no window")
    func listing() throws {
        let memory = try Liar(paths()) { _ in glance(0) }
        var spans: Set<Int64> = []
        var listing = FootageListing(clocks: RecordingClocks(zone: try RecordingZone("UTC")), memory: memory)
        try listing.forEach(in: [folder.path("cams")]) { entry in
            if case .file(let file) = entry { spans.insert(file.span.durationNanoseconds) }
        }
        #expect(spans == [1])
    }

    @Test("a look is remembered only of a file that was left alone for a minute before it")
    func settling() throws {
        let memory = try Liar([]) { _ in glance(0) }
        var listing = FootageListing(clocks: RecordingClocks(zone: try RecordingZone("UTC")), memory: memory)
        try listing.forEach(in: [folder.path("cams")]) { _ in }
        #expect(memory.learned.isEmpty)

        let minute: Int64 = 60_000_000_000
        func stamp(_ modified: Int64, _ changed: Int64) -> FileStamp {
            FileStamp(size: 1, modified: modified, changed: changed, inode: 1)
        }
        let now: Int64 = 1_800_000_000_123_456_789
        let cases: [(FileStamp, Bool)] = [
            (stamp(now - minute, now - minute), true), (stamp(now - minute + 1, now - minute), false),
            (stamp(1, now - minute + 1), false), (stamp(now + 1, 5), false), (stamp(.max, .max), false),
            (stamp(.min, .min), false), (stamp(1_000_000_000, 2_000_000_000), false),
            (stamp(1_000_000_000, 2_000_000_001), true),
        ]
        for (stamp, told) in cases {
            #expect(FileTimes.tell(stamp, at: now, settling: FileTimes.settling) == told, "\(stamp)")
        }
    }
}
