import Cutting
import Objects
import Recordings
import Records
import Statements
import Foundation
import Peers
import Testing

@Suite("Clocks that wrap, jump, begin anywhere or are missing")
struct TrapTimeTests {
    @Test(
        "starts other than zero, and a clock of 33 bits that wraps in mid-recording",
        arguments: [
            ("ts", "95437.7"), ("mkv", "30"), ("mp4", "7"), ("mp4", "-1"),
            ("flv", "5"),
        ])
    func starts(ending: String, offset: String) throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(
            to: ending, ["-copyts", "-output_ts_offset", offset, "-avoid_negative_ts", "disabled"], in: folder
        )
        try ContainerClip.judge(
            clip, [(2.5, 6.3)], ending == "ts" ? .slices : .everything)
    }

    @Test("pictures counted in whole frames beside sound counted in samples")
    func coarsePictures() throws {
        let folder = try ScratchFolder()
        let clip = folder.path("cam_2026-07-04T20-00-00Z.avi")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=10:duration=8", "-f", "lavfi", "-i",
                "sine=330:sample_rate=48000:duration=8", "-c:v", "mpeg4", "-bf", "0", "-g", "30", "-c:a",
                "pcm_s16le",
            ], to: clip)
        try ContainerClip.judge(clip, [(2.53, 6.31), (0.01, 3.99)])
    }

    @Test(
        "edit lists: one that starts late hides nothing, and one that trims keeps sound and picture together"
    )
    func editLists() throws {
        let folder = try ScratchFolder()
        let late = folder.path("cam_2026-07-04T20-00-00Z.mp4")
        try MediaPeer.encode(
            [
                "-itsoffset", "1.5", "-i", try ContainerClip.path(.reordered), "-i",
                try ContainerClip.path(.reordered), "-map", "0:v", "-map", "1:a", "-c", "copy",
            ], to: late)
        try ContainerClip.judge(late, [(2.5, 6.3)])
        let trimmed = try ContainerClip.remux(to: "mov", input: ["-ss", "3.1"], in: folder)
        try ContainerClip.judge(trimmed, [(0, 2.5), (2.5, 6.3)])
    }

    @Test("a stream whose clock starts anew is cut up to there, and what comes behind is named")
    func jumpBack() throws {
        let folder = try ScratchFolder()
        let part = try ContainerClip.remux(to: "ts", in: folder)
        let clip = folder.path("joined_2026-07-04T20-00-00Z.ts")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: part))
        try (bytes + bytes).write(to: URL(fileURLWithPath: clip))
        let recording = try ContainerClip.recording(clip)
        guard case .clockJump(let after)? = recording.doubt else {
            Issue.record("no jump of the clock: \(String(describing: recording.doubt))")
            return
        }
        #expect((12_000_000_000..<13_000_000_000).contains(after))
        let grant = try ContainerClip.grant(recording, 2.5, 6.3)
        let scratch = try ScratchFolder()
        let result = try CutResult(recording, grant, into: scratch)
        #expect(result.plan.leftOut.contains(try #require(recording.doubt)))
        let source = try MediaView(source: part, .slices)
        try CutOracle(source: source, recording: recording, window: grant.window, coverage: .slices)
            .judge(result)
    }

    @Test("a window that a jump of the clock lies in or before is refused, and the moment is named")
    func jumpForward() throws {
        let folder = try ScratchFolder()
        let first = try ContainerClip.remux(to: "ts", ["-t", "6"], in: folder)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: first))
        let later = try ContainerClip.remux(to: "ts", ["-output_ts_offset", "20"], in: folder)
        let clip = folder.path("joined_2026-07-04T20-00-00Z.ts")
        try (bytes + (try Data(contentsOf: URL(fileURLWithPath: later)))).write(
            to: URL(fileURLWithPath: clip))
        let text = try #require(try ContainerClip.refusal(clip, 2, 31)).description
        #expect(text.contains("its clock jumps at 2026-07-04T20:00:0"), "\(text)")
        #expect(try ContainerClip.refusal(clip, 2, 5) == nil)
    }

    @Test("pictures that come every 30th of a second, then once a second, keep their times")
    func variableRate() throws {
        let folder = try ScratchFolder()
        for ending in ["mp4", "mkv", "ts"] {
            let clip = folder.path("slow_2026-07-04T20-00-00Z.\(ending)")
            try MediaPeer.encode(
                [
                    "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=30:duration=12", "-vf",
                    "select='lt(t,4)+gt(t,8)+not(mod(n,30))'", "-fps_mode", "vfr", "-c:v", "libx264",
                    "-preset",
                    "veryfast", "-g", "24", "-bf", "2",
                ], to: clip)
            try ContainerClip.judge(
                clip, [(1.3, 6.5), (3.5, 9.1)], ending == "ts" ? .slices : .everything)
        }
    }

    @Test(
        "two pictures at one time are handed over where they need not be told apart, and refused where they must"
    )
    func duplicates() throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(
            .inOrder, to: "mp4", ["-bsf:v", "setts=pts='if(eq(N,160),PTS+512,PTS)'"], in: folder)
        let error = try ContainerClip.refusal(clip, 6.3, 9)
        #expect(error?.description.contains("shown at the same time") == true, "\(String(describing: error))")
        #expect(try ContainerClip.refusal(clip, 3.0, 9) == nil)
    }

    @Test("pictures without any time to show them at are refused", arguments: ["avi", "asf"])
    func noTimes(ending: String) throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(.reordered, to: ending, in: folder)
        let error = try ContainerClip.refusal(clip, 2, 5)
        #expect(error?.description.contains("does not say when each is shown") == true)
    }
}
