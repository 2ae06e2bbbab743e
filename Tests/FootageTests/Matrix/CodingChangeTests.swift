import Cutting
import Objects
import Recordings
import Records
import Foundation
import Peers
import Testing

@Suite("A recording that changes how it is coded")
struct CodingChangeTests {
    private static func clip(
        _ path: String, size: String, _ arguments: [String], from offset: String = "0"
    ) throws {
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=\(size):rate=25:duration=6", "-f", "lavfi", "-i",
                "sine=frequency=440:sample_rate=48000:duration=6",
            ] + arguments + ["-output_ts_offset", offset], to: path)
    }

    @Test("a second codec header in FLV is seen wherever reading begins, and what ends before it is cut")
    func secondHeader() throws {
        let folder = try ScratchFolder()
        let (first, second) = (folder.path("first.flv"), folder.path("second.flv"))
        let x264 = ["-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-bf", "0", "-c:a", "aac"]
        try Self.clip(first, size: "192x108", x264)
        try Self.clip(
            second, size: "192x108", x264 + ["-profile:v", "high", "-x264-params", "cabac=1:8x8dct=1"],
            from: "6")
        let clip = folder.path("joined_2026-07-04T20-00-00Z.flv")
        // Behind the file header and the size of the tag before there are only tags.
        let rest = try Data(contentsOf: URL(fileURLWithPath: second)).dropFirst(13)
        try (try Data(contentsOf: URL(fileURLWithPath: first)) + rest).write(to: URL(fileURLWithPath: clip))
        for window in [(5.0, 8.0), (8.0, 9.0), (10.5, 11.5)] {
            let error = try ContainerClip.refusal(clip, window.0, window.1)
            #expect(
                error?.description.contains("change how they are coded") == true,
                "\(window): \(String(describing: error))")
        }
        #expect(try ContainerClip.refusal(clip, 2, 5.9) == nil)
    }

    @Test("sound at another rate stays behind, wherever reading begins, and is named")
    func otherRate() throws {
        let folder = try ScratchFolder()
        let (first, second) = (folder.path("first.ts"), folder.path("second.ts"))
        let x264 = ["-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-bf", "0", "-c:a", "aac"]
        try Self.clip(first, size: "192x108", x264)
        try Self.clip(second, size: "192x108", x264 + ["-ar", "32000"], from: "6")
        let clip = folder.path("joined_2026-07-04T20-00-00Z.ts")
        try
            (try Data(contentsOf: URL(fileURLWithPath: first))
            + Data(contentsOf: URL(fileURLWithPath: second)))
            .write(to: URL(fileURLWithPath: clip))
        let recording = try ContainerClip.recording(clip)
        let behind = try recording.plan(try ContainerClip.grant(recording, 8, 10))
        #expect(behind.leftOut.contains { if case .track(_, .codingChanges, _) = $0 { true } else { false } })
        #expect(!behind.handsOver(1))
        #expect(try recording.plan(try ContainerClip.grant(recording, 2, 5)).handsOver(1))
    }

    @Test("JPEG pictures of another size are refused wherever reading begins", arguments: ["mkv", "avi"])
    func otherJPEG(ending: String) throws {
        let folder = try ScratchFolder()
        let joined = folder.path("joined.mjpeg")
        var bytes = Data()
        for size in ["192x108", "128x96"] {
            let part = folder.path("\(size).mjpeg")
            try MediaPeer.encode(
                ["-f", "lavfi", "-i", "testsrc2=size=\(size):rate=25:duration=6", "-c:v", "mjpeg"], to: part)
            bytes += try Data(contentsOf: URL(fileURLWithPath: part))
        }
        try bytes.write(to: URL(fileURLWithPath: joined))
        let clip = folder.path("joined_2026-07-04T20-00-00Z.\(ending)")
        try MediaPeer.encode(["-f", "mjpeg", "-r", "25", "-i", joined, "-c", "copy"], to: clip)
        for window in [(5.0, 8.0), (8.0, 9.0)] {
            #expect(try ContainerClip.refusal(clip, window.0, window.1) != nil, "\(window)")
        }
        #expect(try ContainerClip.refusal(clip, 2, 5.5) == nil)
    }

    @Test("samples under another description are refused wherever reading begins")
    func otherDescription() throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(.inOrder, to: "mp4", in: folder)
        let chunks = try MovieBoxes.content(MovieBoxes.table("stco"), ofTrack: 0, in: clip)
        let count = Int(chunks[4..<8].reduce(0) { $0 << 8 | UInt32($1) })
        try MovieBoxes.change(MovieBoxes.table("stsd"), ofTrack: 0, in: clip) { content in
            // The same entry again, but for a byte of its codec header: another level.
            var other = Array(content.dropFirst(8))
            let place = MovieBoxes.top(other).isEmpty ? 0 : WideBoxes.contents(of: "avcC", in: other)[0]
            other[place + 3] = 40
            return MovieBoxes.numbers(0, 2) + content.dropFirst(8) + other
        }
        let runs = try MovieBoxes.content(MovieBoxes.table("stsc"), ofTrack: 0, in: clip)
        try #require(runs[4..<8].elementsEqual(MovieBoxes.number(1)), "each chunk has as many samples")
        let each = Int(runs[12..<16].reduce(0) { $0 << 8 | UInt32($1) })
        try MovieBoxes.change(MovieBoxes.table("stsc"), ofTrack: 0, in: clip) { _ in
            MovieBoxes.numbers(0, 2) + MovieBoxes.numbers(1, each, 1)
                + MovieBoxes.numbers(count / 2 + 1, each, 2)
        }
        #expect(try ContainerClip.refusal(clip, 1, 4) == nil)
        for window in [(5.0, 8.0), (8.0, 10.0)] {
            let error = try ContainerClip.refusal(clip, window.0, window.1)
            #expect(
                error?.description.contains("change how they are coded") == true,
                "\(window): \(String(describing: error))")
        }
    }

    @Test("encrypted samples are refused in one line, and the reason says what to do")
    func encrypted() throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(
            to: "mp4",
            [
                "-encryption_scheme", "cenc-aes-ctr", "-encryption_key", "76a6c65c5ea762046bd749a2e632ccbb",
                "-encryption_kid", "a7e61c373e219033c21091fa607bf3b8",
            ], in: folder)
        let text = try #require(try ContainerClip.refusal(clip, 2, 5)).description
        #expect(text.contains("its samples are encrypted") && !text.contains("\n"), "\(text)")
    }
}
