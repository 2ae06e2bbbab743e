import Cutting
import Objects
import Records
import Statements
import Foundation
import Peers
import Testing

@Suite("What is encoded anew without loss decodes to the recording's very pictures")
struct LosslessTests {
    /// What is encoded anew without loss is of this codec.
    static let codec = "ffv1"

    /// The samples that cameras and phones deliver, and who delivers them.
    static let samples: [CameraStyle] = [
        CameraStyle("H.264, 4:2:0, 8 bits, B-frames", "-c:v libx264 -preset ultrafast -bf 2 -g 100"),
        CameraStyle(
            "H.264, 4:2:0, full range", "-c:v libx264 -preset ultrafast -g 100 -pix_fmt yuvj420p"),
        CameraStyle("H.264, 4:4:4", "-c:v libx264 -preset ultrafast -g 100 -pix_fmt yuv444p"),
        CameraStyle("H.264, 4:2:2, 10 bits", "-c:v libx264 -preset ultrafast -g 100 -pix_fmt yuv422p10le"),
        CameraStyle(
            "H.264, interlaced",
            "-c:v libx264 -preset ultrafast -g 100 -vf scale=192:96,setfield=tff -flags +ilme+ildct"),
        CameraStyle(
            "HEVC, 4:2:0, 10 bits",
            "-c:v libx265 -preset ultrafast -pix_fmt yuv420p10le -x265-params log-level=none:keyint=100:bframes=3"
        ),
        CameraStyle(
            "HEVC, 4:2:2, 12 bits",
            "-c:v libx265 -preset ultrafast -pix_fmt yuv422p12le -x265-params log-level=none:keyint=100"),
        CameraStyle(
            "HEVC, grey",
            "-c:v libx265 -preset ultrafast -pix_fmt gray -x265-params log-level=none:keyint=100"),
        CameraStyle(
            "AV1", "-c:v libaom-av1 -usage realtime -cpu-used 8 -lag-in-frames 0 -g 100", in: "mkv"),
        CameraStyle("VP9", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 100", in: "mkv"),
        CameraStyle("MPEG-4", "-c:v mpeg4 -q:v 4 -bf 2 -g 100"),
        CameraStyle("odd sizes", "-c:v libx264 -preset ultrafast -g 100 -pix_fmt yuv444p -vf scale=131:77"),
    ]

    private static let windows = [(2.5, 6.46), (5.0, 5.48)]

    @Test("frame for frame, by ffmpeg's own hash of what it decodes", arguments: samples)
    func identical(style: CameraStyle) throws {
        let folder = try ScratchFolder()
        let path = try style.record(in: folder)
        let source = try MediaView(source: path)
        let recording = try ContainerClip.recording(path)
        for window in Self.windows {
            let grant = try ContainerClip.grant(recording, window.0, window.1)
            let objects = try ScratchFolder()
            let result = try CutResult(recording, grant, into: objects, isLossless: true)
            try CutOracle(source: source, recording: recording, window: grant.window).judge(result)
            let copies = result.objects.filter { $0.cut.role.isDerivative }
            #expect(!copies.isEmpty)
            for (cut, copy) in copies {
                #expect(cut.container == "mov" && cut.tracks.first?.codec == Self.codec)
                #expect(cut.derivative?.lossless == true && cut.derivative?.psnrDecibels == nil)
                #expect(cut.derivative?.encoder.name == .ffv1)
                #expect(try Self.range(copy) == Self.range(path))
            }
        }
    }

    /// The range of a file's samples, by ffprobe, which decodes a picture to tell.
    private static func range(_ path: String) throws -> String {
        try MediaPeer.run(
            "ffprobe",
            [
                "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=color_range", "-of",
                "csv=p=0", path,
            ])
    }

    @Test(
        "from a stream that has to be searched, and turned, shaped and coloured as it was",
        arguments: ["ts", "mov"])
    func containers(ending: String) throws {
        let folder = try ScratchFolder()
        let clip = folder.path("cam_2026-07-04T20-00-00Z.\(ending)")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=25:duration=8", "-vf", "setsar=4/3", "-c:v",
                "libx264", "-bf", "2", "-g", "50", "-colorspace", "bt709", "-color_primaries", "bt709",
                "-color_trc", "bt709", "-color_range", "pc", "-pix_fmt", "yuv420p",
            ], to: clip)
        let recording = try ContainerClip.recording(clip)
        let grant = try ContainerClip.grant(recording, 2.5, 6.46)
        let result = try CutResult(recording, grant, into: folder, isLossless: true)
        let coverage = ending == "ts" ? MediaView.Coverage.slices : .everything
        try CutOracle(
            source: MediaView(source: clip, coverage), recording: recording, window: grant.window,
            coverage: coverage
        ).judge(result)
        // Of a transport stream ffprobe shows each track twice, once in its program.
        func look(_ path: String) throws -> Set<Substring> {
            let text = try MediaPeer.run(
                "ffprobe",
                [
                    "-v", "error", "-select_streams", "v:0", "-show_entries",
                    "stream=sample_aspect_ratio,color_space,color_transfer,color_primaries,color_range",
                    "-of", "default=nw=1", path,
                ])
            return Set(text.split(separator: "\n"))
        }
        let copy = try #require(result.object(.leadIn))
        #expect(try look(copy.path).contains("color_range=pc"))
        #expect(try look(copy.path) == look(clip))
    }

    @Test("samples that the format has no place for are refused in one sentence, before anything is cut")
    func refused() throws {
        let folder = try ScratchFolder()
        let clip = folder.path("cam_2026-07-04T20-00-00Z.mp4")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=25:duration=4", "-c:v", "libx264rgb", "-g",
                "50",
            ], to: clip)
        let recording = try ContainerClip.recording(clip)
        let plan = try recording.plan(try ContainerClip.grant(recording, 1, 3))
        let error = try #require(throws: FootageError.self) { try plan.withLosslessDerivatives() }
        let text = error.description
        #expect(error == .notLossless(path: clip, format: "gbrp"))
        #expect(text.contains(clip) && text.contains("(gbrp)"), "\(text)")
        #expect(!text.contains("\n"))
    }

    @Test("a damaged picture is kept as it decodes, and counted")
    func damaged() throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(.inOrder, to: "mp4", in: folder)
        let packet = try #require(
            try MediaPeer.run(
                "ffprobe",
                [
                    "-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pos,size", "-of",
                    "csv=p=0", clip,
                ]
            ).split(separator: "\n").dropFirst(70).first
        ).split(separator: ",").compactMap { Int($0) }
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: clip)))
        let (size, position) = (packet[0], packet[1])
        for index in position + size / 2..<position + size { bytes[index] ^= 0x5A }
        try Data(bytes).write(to: URL(fileURLWithPath: clip))
        let recording = try ContainerClip.recording(clip)
        let grant = try ContainerClip.grant(recording, 2.5, 6)
        let result = try CutResult(recording, grant, into: folder, isLossless: true)
        let copy = try #require(result.object(.leadIn))
        #expect(copy.cut.damagedPictures + copy.cut.missingPictures > 0)
    }
}
