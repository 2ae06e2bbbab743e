import Objects
import Recordings
import Records
import Foundation
import Peers
import Testing

/// docs/spec/objects.md, Size of pictures.
@Suite("Pictures have the size that their parameter sets say")
struct CodedSizeTests {
    static let clips: [(name: String, arguments: [String])] = [
        ("H.264 with half a block", ["-s", "640x360", "-c:v", "libx264", "-pix_fmt", "yuv420p"]),
        ("H.264 of whole blocks", ["-s", "320x240", "-c:v", "libx264", "-pix_fmt", "yuv420p"]),
        ("H.264 with less than a block", ["-s", "18x34", "-c:v", "libx264", "-pix_fmt", "yuv420p"]),
        ("H.264 in fields", ["-s", "320x180", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-flags", "+ildct"]),
        ("H.264 with twice the colour", ["-s", "322x182", "-c:v", "libx264", "-pix_fmt", "yuv422p"]),
        ("H.264 with all colour", ["-s", "321x181", "-c:v", "libx264", "-pix_fmt", "yuv444p"]),
        ("H.264 in grey", ["-s", "321x181", "-c:v", "libx264", "-pix_fmt", "gray"]),
        ("H.264 in ten bits", ["-s", "322x182", "-c:v", "libx264", "-pix_fmt", "yuv420p10le"]),
        (
            "H.264 with lists of its own",
            ["-s", "322x182", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-x264-params", "cqm=jvt"]
        ),
        ("HEVC", ["-s", "642x362", "-c:v", "libx265", "-x265-params", "log-level=none"]),
        (
            "HEVC with all colour",
            ["-s", "323x181", "-c:v", "libx265", "-pix_fmt", "yuv444p", "-x265-params", "log-level=none"]
        ),
    ]

    /// The size that ffprobe tells of a clip, and what ours is described by.
    private static func described(
        _ arguments: [String], in folder: ScratchFolder
    ) throws -> (path: String, description: TrackDescription) {
        let path = folder.path("clip_2026-07-04T20-00-00Z.mp4")
        try MediaPeer.encode(
            ["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=5:duration=1"] + arguments, to: path)
        return (path, try #require(try SourceReading(of: path).tracks[0].description))
    }

    @Test("a description of another size is refused, in either direction", arguments: clips.indices)
    func sizes(index: Int) throws {
        let clip = Self.clips[index]
        let (_, description) = try Self.described(clip.arguments, in: try ScratchFolder())
        #expect("\(description.width ?? 0)x\(description.height ?? 0)" == clip.arguments[1])
        _ = try MovieForm.Track(description, lastDuration: 1)
        for (across, down) in [(16, 0), (0, 16), (-16, 0), (0, -16), (7_040, 4_000)] {
            var other = description
            other.width = (description.width ?? 0) + across
            other.height = (description.height ?? 0) + down
            guard let width = other.width, let height = other.height, width > 0, height > 0 else { continue }
            #expect(throws: FootageError.self, "\(clip.name): \(width) by \(height)") {
                _ = try MovieForm.Track(other, lastDuration: 1)
            }
        }
    }

    @Test("what a container says of the size is believed as far as a decoder follows it, and no further")
    func containers() throws {
        let folder = try ScratchFolder()
        let (path, description) = try Self.described(Self.clips[0].arguments, in: folder)
        for (width, height, isBelieved) in [
            (7_680, 4_320, false), (640, 352, false), (624, 360, false), (640, 368, true), (632, 356, true),
        ] {
            var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            let entry = try #require(WideBoxes.contents(of: "avc1", in: bytes).last)
            for (place, side) in [(24, width), (26, height)] {
                bytes[entry + place] = UInt8(side >> 8)
                bytes[entry + place + 1] = UInt8(side & 0xFF)
            }
            let other = folder.path("other_2026-07-04T20-00-00Z.mp4")
            try Data(bytes).write(to: URL(fileURLWithPath: other))
            let found = try #require(try SourceReading(of: other).tracks[0].description)
            #expect(found.width == (isBelieved ? width : description.width), "\(width) by \(height)")
            #expect(found.height == (isBelieved ? height : description.height), "\(width) by \(height)")
            _ = try MovieForm.Track(found, lastDuration: 1)
        }
    }

    @Test("a set that cannot be read leaves the description's word")
    func unreadable() throws {
        var description = try Self.described(Self.clips[0].arguments, in: try ScratchFolder()).description
        for count in 0..<description.configuration.count {
            description.configuration = Data(description.configuration.prefix(count))
            _ = try MovieForm.Track(description, lastDuration: 1)
        }
    }
}
