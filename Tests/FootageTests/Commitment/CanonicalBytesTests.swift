import Custody
import Foundation
import Footage
import Peers
import Sealing
import Testing

@Suite("Canonical bytes do not depend on the container")
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
            let expected = try CanonicalBytes.digests(of: clip, track: track)
            #expect(expected.count > (track == 0 ? 59 : 200))
            #expect(Set(expected).count > expected.count / 2)
            for (name, path) in copies + [("MP4 by way of MPEG-TS", back)] {
                let found = try CanonicalBytes.digests(of: path, track: track)
                #expect(found == expected, "\(name), track \(track): \(found.count) of \(expected.count)")
            }
        }
        // Otherwise the test would show nothing: the way through MPEG-TS does change packets.
        #expect(
            try MediaPeer.packets(back, "v").map(\.hash) != MediaPeer.packets(clip, "v").map(\.hash))
    }

    /// The `avcC` of the example in docs/spec/commitment.md.
    private static let avcC: [UInt8] = [
        0x01, 0x42, 0xC0, 0x0A, 0xFF, 0xE1, 0x00, 0x04, 0x67, 0x64, 0x0A, 0x0B, 0x01, 0x00, 0x02, 0x68, 0xEE,
    ]

    private static func bytes(_ hex: some StringProtocol) throws -> [UInt8] {
        try stride(from: 0, to: hex.count, by: 2).map {
            try #require(UInt8(hex.dropFirst($0).prefix(2), radix: 16))
        }
    }

    private static func hash(_ unit: [UInt8], _ canonical: CanonicalBytes) throws -> (SHA256Digest, UInt8) {
        let hasher = try SHA256Hasher()
        let flags = try unit.withUnsafeBytes { try canonical.hash($0, into: hasher) }
        return (try hasher.finalize(), flags.rawValue)
    }

    @Test("the packets of docs/spec/commitment.md have the canonical bytes and flags that stand beside them")
    func page() throws {
        let page = try String(
            contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "docs/spec/commitment.md"), encoding: .utf8)
        let canonical = CanonicalBytes(sampleEntry: "avc1", codecHeader: Self.avcC)
        let rows = page.split(separator: "\n").map { $0.split(separator: " ") }
            .filter { $0.count == 6 && $0.allSatisfy { $0.allSatisfy { $0.isHexDigit || $0 == "-" } } }
        #expect(rows.count == 6)
        for row in rows {
            let (digest, flags) = try Self.hash(try Self.bytes(row[4]), canonical)
            #expect(try digest == SHA256Digest.of(try Self.bytes(row[5])))
            #expect("\(flags)" == row[3])
        }
    }

    @Test(
        "what cannot be told apart, or has no picture in it, is hashed as it is, and says so",
        arguments: ["", "00", "0000000565", "00000004", "0000000209f0", "000000026588ff"])
    func asItIs(hex: String) throws {
        let unit = try Self.bytes(hex)
        let (digest, flags) = try Self.hash(unit, CanonicalBytes(sampleEntry: "avc1", codecHeader: Self.avcC))
        #expect(try digest == SHA256Digest.of(unit))
        #expect(flags == 0)
    }
}
