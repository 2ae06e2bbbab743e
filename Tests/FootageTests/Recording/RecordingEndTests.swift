import Objects
import Recordings
import Records
import Foundation
import Peers
import Testing

@Suite("A recording ends where its samples end")
struct RecordingEndTests {
    private static func seconds(_ clip: String) throws -> Double {
        Double(try ContainerClip.recording(clip).span.durationNanoseconds) / 1e9
    }

    @Test("whatever its headers say", arguments: [1, 3_600_000])
    func headers(milliseconds: Int) throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(.inOrder, to: "mp4", ["-an"], in: folder)
        try MovieBoxes.change(["moov", "mvhd"], ofTrack: 0, in: clip) {
            $0[..<16] + MovieBoxes.number(milliseconds) + $0[20...]
        }
        try MovieBoxes.change(["moov", "trak", "mdia", "mdhd"], ofTrack: 0, in: clip) {
            $0[..<16] + MovieBoxes.number(milliseconds * 64 / 5) + $0[20...]
        }
        #expect(abs(try Self.seconds(clip) - 12) < 0.1)
    }

    @Test("and a last picture that is shown for hours lasts as long as the others")
    func lastPicture() throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(.inOrder, to: "mp4", ["-an"], in: folder)
        try MovieBoxes.change(MovieBoxes.table("stts"), ofTrack: 0, in: clip) { _ in
            MovieBoxes.durations([(299, 512), (1, 12_800 * 7200)])
        }
        try MovieBoxes.change(["moov", "trak", "mdia", "mdhd"], ofTrack: 0, in: clip) {
            $0[..<16] + MovieBoxes.number(12_800 * 7212) + $0[20...]
        }
        #expect(abs(try Self.seconds(clip) - 12) < 0.1)
    }

    @Test("and fragments that begin late, or are lost, change nothing of it", arguments: [0, 2])
    func fragments(lost: Int) throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(
            .inOrder, to: "mp4", ["-movflags", "frag_keyframe+empty_moov+default_base_moof"], in: folder)
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: clip)))
        let parts = MovieBoxes.top(bytes).filter { ["moof", "mdat"].contains($0.name) }
        for part in parts.prefix(2 * lost).reversed() { bytes.removeSubrange(part.range) }
        try Data(bytes).write(to: URL(fileURLWithPath: clip))
        #expect(abs(try Self.seconds(clip) - Double(12 - 2 * lost)) < 0.1)
    }

    @Test("and a time-lapse lasts as long as its pictures say")
    func timeLapse() throws {
        let folder = try ScratchFolder()
        let clip = folder.path("cam_2026-07-04T20-00-00Z.mp4")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=1/30:duration=600", "-c:v", "libx264",
                "-preset",
                "ultrafast", "-g", "5", "-bf", "0",
            ], to: clip)
        #expect(abs(try Self.seconds(clip) - 600) < 0.1)
        try ContainerClip.judge(clip, [(90, 400)])
    }
}
