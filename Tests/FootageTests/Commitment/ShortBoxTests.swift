import Starts
import Cutting
import Objects
import Recordings
import Records
import Foundation
import Peers
import Testing

@Suite("Boxes of a recording that end before their fields do")
struct ShortBoxTests {
    /// The clip with every box of a name so short, and a free one in what that leaves.
    private static func shortened(_ name: String, to size: Int, _ clip: [UInt8]) -> [UInt8] {
        var bytes = clip
        func number(_ value: Int) -> [UInt8] {
            (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
        }
        for content in WideBoxes.contents(of: name, in: clip) {
            let start = content - 8
            let old = clip[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
            guard old >= size + 8 else { continue }
            bytes.replaceSubrange(start..<start + 4, with: number(size))
            bytes.replaceSubrange(
                start + size..<start + size + 8, with: number(old - size) + Array("free".utf8))
        }
        return bytes
    }

    @Test(
        "are read as far as they go, and what stands behind them is not taken for theirs",
        arguments: [
            "elst", "mvhd", "tkhd", "mdhd", "hdlr", "stsd", "stts", "stsz", "stco", "stsc", "ctts", "stss",
        ])
    func short(name: String) throws {
        let folder = try ScratchFolder()
        let path = folder.path("clip_2026-07-04T20-00-00Z.mp4")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=12:duration=1", "-c:v", "libx264", "-bf", "2",
                "-pix_fmt", "yuv420p",
            ], to: path)
        let clip = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        for bytes in [clip, WideBoxes.widened(clip)] {
            for size in [8, 9, 12, 15, 16, 20, 24] {
                let short = Self.shortened(name, to: size, bytes)
                guard short != bytes else { continue }
                try Data(short).write(to: URL(fileURLWithPath: path))
                // Refused in a line of our own, or read; what ends the process is neither.
                do {
                    let file = try SourceFile(path: path)
                    let outcome = try CommitmentPass(
                        of: file, SourceTrack.all(in: file), cuts: [], key: CommitmentKey()
                    ).run()
                    if name == "elst" {
                        #expect(
                            outcome.commitment.tracks.allSatisfy { $0.times?.times.edits.isEmpty ?? true })
                    }
                    _ = try SourceReading(of: path)
                    _ = try Recording.probe(path, zone: RecordingZone("UTC")).provenance()
                } catch is FootageError {}
            }
        }
    }
}
