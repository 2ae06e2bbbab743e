import Cutting
import Objects
import Foundation
import Peers
import Testing

@Suite("Pictures, sound and the parameter sets in force do not depend on the container")
struct CanonicalBytesTests {
    private static let remuxes: [(name: String, file: String, arguments: [String])] = [
        ("MOV", "a.mov", ["-c", "copy"]),
        ("fragmented MP4", "b.mp4", ["-c", "copy", "-movflags", "frag_keyframe+empty_moov"]),
        ("Matroska", "c.mkv", ["-c", "copy"]),
    ]

    /// A clip in a codec, with sound.
    private static func clip(_ codec: String, in folder: ScratchFolder) throws -> String {
        let clip = folder.path("clip.mp4")
        let picture =
            codec == "hevc"
            ? [
                "-c:v", "libx265", "-tag:v", "hvc1", "-x265-params",
                "log-level=none:keyint=40:bframes=3:open-gop=1:scenecut=0:hash=1",
            ] : ["-c:v", "libx264", "-bf", "3", "-g", "40", "-x264-params", "open-gop=1:scenecut=0"]
        try MediaPeer.encode(
            [
                "-t", "6", "-i", try MediaPeer.foreign("vtest.avi"), "-f", "lavfi", "-t", "6", "-i",
                "sine=440:sample_rate=48000", "-map", "0:v", "-map", "1:a", "-preset", "veryfast",
                "-threads", "2",
            ] + picture + ["-c:a", "aac"], to: clip)
        return clip
    }

    @Test(
        "every picture and sound packet has the same digest in MP4, MOV, fragmented MP4, Matroska, and back from MPEG-TS",
        arguments: ["h264", "hevc"])
    func remuxed(codec: String) throws {
        let folder = try ScratchFolder()
        let clip = try Self.clip(codec, in: folder)
        let copies = try Self.remuxes.map { remux in
            let path = folder.path(remux.file)
            try MediaPeer.encode(["-i", clip] + remux.arguments, to: path)
            return (remux.name, path)
        }
        let stream = folder.path("d.ts")
        try MediaPeer.encode(["-i", clip, "-c", "copy"], to: stream)
        let back = folder.path("e.mp4")
        try MediaPeer.encode(
            ["-i", stream, "-c", "copy"] + (codec == "hevc" ? ["-tag:v", "hvc1"] : []), to: back)
        for track in 0...1 {
            /// What must agree: all but the rest.
            func parts(_ path: String) throws -> [UnitHasher.Parts] {
                try UnitHasher.parts(of: path, track: track).map { parts in
                    var parts = parts
                    parts.rest = .zero
                    return parts
                }
            }
            let expected = try parts(clip)
            #expect(expected.count > (track == 0 ? 59 : 200))
            #expect(Set(expected.map(\.picture)).count > expected.count / 2)
            #expect(expected.allSatisfy { ($0.sets == .zero) == (track == 1) })
            for (name, path) in copies + [("MPEG-TS", stream), ("MP4 by way of MPEG-TS", back)] {
                let found = try parts(path)
                #expect(found == expected, "\(name), track \(track): \(found.count) of \(expected.count)")
            }
        }
        // Otherwise the test would show nothing: the way through MPEG-TS does change packets.
        #expect(
            try MediaPeer.packets(back, "v").map(\.hash) != MediaPeer.packets(clip, "v").map(\.hash))
    }
}
