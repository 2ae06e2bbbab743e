import Starts
import Cutting
import Objects
import Recordings
import Records
import Statements
import Foundation
import Peers
import Testing

@Suite("Nothing that was made from a picture or sound after the window is in a packet of it")
struct HiddenFrameTests {
    /// Filters that take a packet apart into the frames it holds.
    static let splitters = [
        "AV1 with frames not shown": "av1_frame_split", "VP9 with frames not shown": "vp9_superframe_split",
    ]

    @Test(
        "a group that goes on after the window is cut off before its first frame that is not shown",
        arguments: ["AV1 with frames not shown", "VP9 with frames not shown"])
    func hiddenFrames(name: String) throws {
        let style = try #require(CameraStyle.pictures.first { $0.testDescription == name })
        let splitter = try #require(Self.splitters[name])
        let folder = try ScratchFolder()
        let path = try style.record(in: folder)
        // The test would prove nothing about a recording that hides no frames.
        #expect(try hidden(path, splitter, from: 0) > 0)
        let recording = try Recording.probe(path, zone: RecordingZone("UTC"))
        for (seconds, isWhole) in [(9.4, false), (8.0, true)] {
            let window = try Window(
                from: recording.span.from.adding(nanoseconds: 1_500_000_000),
                to: recording.span.from.adding(nanoseconds: Int64(seconds * 1000) * 1_000_000))
            let result = try CutResult(recording, try Consented.grant(window), into: folder)
            let master = try #require(result.object(.master))
            let facts = try #require(master.cut.tracks.first)
            let track = try #require(recording.pictureTrack)
            // The last group begins with the second or third key frame, at four or eight seconds.
            let group = try recording.placement.firstTick(
                notBefore: recording.span.from.adding(nanoseconds: isWhole ? 4_000_000_000 : 8_000_000_000),
                in: track.timeBase)
            #expect(try (hidden(master.path, splitter, from: group - facts.shift) > 0) == isWhole)
            #expect((result.object(.leadOut) == nil) == isWhole)
        }
    }

    /// How many frames packets hold beyond the one each shows, counted by ffmpeg.
    private func hidden(_ path: String, _ splitter: String, from start: Int64) throws -> Int {
        func count(_ arguments: [String]) throws -> Int {
            try MediaPeer.run(
                "ffmpeg",
                ["-nostdin", "-v", "error", "-i", path, "-map", "0:v:0", "-c", "copy", "-copyts"] + arguments
                    + ["-f", "framehash", "-"]
            ).split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
                let fields = line.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
                return fields.count > 2 ? Int64(fields[2]) : nil
            }.filter { $0 >= start }.count
        }
        return try count(["-bsf:v", splitter]) - count([])
    }
}
