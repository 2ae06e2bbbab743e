import Starts
import Cutting
import Objects
import Recordings
import Records
import Statements
import Foundation
import Peers
import Testing

/// What one cut wrote, each object in a file.
struct CutResult {
    let plan: CutPlan
    let objects: [(cut: WrittenCut, path: String)]

    /// Cuts a recording to a window and writes every object into a folder.
    ///
    /// - Parameter isLossless: whether what is encoded anew is encoded without loss.
    init(
        _ recording: Recording, _ grant: GrantedWindow, into folder: ScratchFolder, isLossless: Bool = false
    ) throws {
        let usual = try recording.plan(grant)
        plan = isLossless ? try usual.withLosslessDerivatives() : usual
        var objects: [(cut: WrittenCut, path: String)] = []
        for (index, object) in plan.objects.enumerated() {
            let path = folder.path("\(index)-\(object.role.rawValue).\(object.container.rawValue)")
            try #require(FileManager.default.createFile(atPath: path, contents: nil))
            let file = try #require(FileHandle(forWritingAtPath: path))
            var cut = try plan.write(object) { written in
                // What the bound promises is what a bundle's header would have said.
                if let bound = object.maximumSize { #expect(written <= bound) }
                return written + 100
            } to: { bytes in
                try file.write(contentsOf: bytes)
            }
            try file.close()
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            cut = try plan.check(object, cut) { buffer, offset in
                let part = bytes[min(bytes.count, Int(offset))...].prefix(buffer.count)
                buffer.copyBytes(from: part)
                return part.count
            }
            objects.append((cut, path))
        }
        self.objects = objects
    }

    func object(_ role: ObjectRole) -> (cut: WrittenCut, path: String)? {
        objects.first { $0.cut.role == role }
    }
}

@Suite("A cut holds the window, the whole window and nothing but the window")
struct CutTests {
    static let windows = [
        (from: "2026-07-04T21:40:30+02:00", to: "2026-07-04T21:40:42.3+02:00"),
        (from: "2026-07-04T21:40:31.25+02:00", to: "2026-07-04T21:40:47.45+02:00"),
        (from: "2026-07-04T21:40:32+02:00", to: "2026-07-04T21:40:44+02:00"),
        (from: "2026-07-04T21:40:32.08+02:00", to: "2026-07-04T21:40:44.08+02:00"),
        (from: "2026-07-04T21:40:32.1+02:00", to: "2026-07-04T21:40:44.2+02:00"),
        (from: "2026-07-04T21:40:33+02:00", to: "2026-07-04T21:40:34+02:00"),
    ]

    /// What ffprobe and ffmpeg find in the samples, asked once a run.
    private static let sources = Dictionary(
        uniqueKeysWithValues: ["front-door", "driveway", "garden"].map { camera in
            (camera, Result { try MediaView(source: try MediaPeer.sample(camera)) })
        })

    @Test(
        "every picture of the window is in exactly one object, at its own time; masters are the source's packets",
        arguments: ["front-door", "driveway", "garden"], windows)
    func partition(camera: String, window: (from: String, to: String)) throws {
        let folder = try ScratchFolder()
        let source = try #require(Self.sources[camera]).get()
        let recording = try Recording.probe(source.path, zone: RecordingZone("UTC"))
        let grant = try Consented.grant(from: window.from, to: window.to)
        let result = try CutResult(recording, grant, into: folder)
        try CutOracle(source: source, recording: recording, window: grant.window).judge(result)
    }

    @Test(
        "sound is the source's packets, none of it outside the window", arguments: ["front-door", "driveway"])
    func sound(camera: String) throws {
        let folder = try ScratchFolder()
        let source = try MediaPeer.sample(camera)
        let recording = try Recording.probe(source, zone: RecordingZone("UTC"))
        let grant = try Consented.grant(
            from: "2026-07-04T21:40:31.25+02:00", to: "2026-07-04T21:40:47.45+02:00")
        let result = try CutResult(recording, grant, into: folder)
        let master = try #require(result.object(.master))
        let track = try #require(recording.tracks.first { $0.kind == .audio })
        let from = try recording.placement.firstTick(notBefore: grant.window.from, in: track.timeBase)
        let to = try recording.placement.firstTick(notBefore: grant.window.to, in: track.timeBase)
        let facts = try #require(master.cut.tracks.first { $0.sourceTrack == track.index })

        let inside = try MediaPeer.packets(source, "a", editLists: true)
            .filter { $0.pts >= from && $0.pts + 1024 <= to }
        let stored = try MediaPeer.packets(master.path, "a")
        #expect(stored.map { $0.pts + facts.shift } == inside.dropFirst().dropLast().map(\.pts))
        #expect(stored.map(\.hash) == inside.dropFirst().dropLast().map(\.hash))
    }

    @Test("a recording whose first picture lies between two nanoseconds is cut like any other")
    func betweenNanoseconds() throws {
        let folder = try ScratchFolder()
        // Without an edit list the first picture of a stream with B-frames is at a sixth of a second.
        let clip = folder.path("gate_2026-07-04T20-00-00Z.mp4")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=12:duration=3", "-pix_fmt", "yuv420p", "-c:v",
                "libx264", "-g", "4", "-bf", "2", "-sc_threshold", "0", "-movflags",
                "frag_keyframe+empty_moov",
            ], to: clip)
        let recording = try Recording.probe(clip, zone: RecordingZone("UTC"))
        let source = try MediaView(source: clip)
        for from in ["20:00:00.16", "20:00:00.32", "20:00:00.5", "20:00:01.01"] {
            let grant = try Consented.grant(from: "2026-07-04T\(from)Z", to: "2026-07-04T20:00:01.99Z")
            let result = try CutResult(recording, grant, into: folder)
            try CutOracle(source: source, recording: recording, window: grant.window).judge(result)
        }
    }

    @Test("without consent to sound, no track of it is there")
    func withoutSound() throws {
        let folder = try ScratchFolder()
        let recording = try Recording.probe(try MediaPeer.sample("front-door"), zone: RecordingZone("UTC"))
        let grant = try Consented.grant(
            from: "2026-07-04T21:40:31+02:00", to: "2026-07-04T21:40:47+02:00", audio: false)
        let result = try CutResult(recording, grant, into: folder)
        let master = try #require(result.object(.master))
        #expect(try MediaPeer.packets(master.path, "a").isEmpty)
        #expect(result.plan.leftOut == [.track(1, reason: .notGranted, window: grant.window)])
    }
}
