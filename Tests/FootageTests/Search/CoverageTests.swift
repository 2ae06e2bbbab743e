import Starts
import Recordings
import Statements
import Viewing
import Foundation
import Peers
import Testing

@Suite("Gaps and overlaps between a camera's recordings are measured, and none is invented")
struct CoverageTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    /// Ten pictures a second for some seconds, starting at a time of the clock.
    private func record(_ clock: String, seconds: Double) throws -> Recording {
        let name = clock.replacing(":", with: "-")
        let clip = folder.path("gate_2026-07-04T\(name)+0000.mp4")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=64x36:rate=10:duration=\(seconds)", "-c:v", "libx264",
                "-bf", "0",
                "-pix_fmt", "yuv420p",
            ], to: clip)
        return try Recording.probe(clip, zone: RecordingZone("UTC"))
    }

    private func window(_ from: String, _ to: String) throws -> Window {
        try Window(
            from: WallTime(rfc3339: "2026-07-04T\(from)Z"), to: WallTime(rfc3339: "2026-07-04T\(to)Z"))
    }

    @Test("to the nanosecond, inside the window only; a break shorter than a picture is none")
    func measured() throws {
        let recordings = [
            try record("10:00:00", seconds: 10), try record("10:00:10.050", seconds: 10),
            try record("10:00:25", seconds: 10), try record("10:00:33.400", seconds: 6.6),
        ]
        #expect(recordings.allSatisfy { $0.pictureNanoseconds == 100_000_000 })
        let coverage = Coverage(of: try window("10:00:05", "10:00:45"), by: recordings.reversed())
        #expect(
            coverage.gaps.map(\.window) == [
                try window("10:00:20.05", "10:00:25"), try window("10:00:40", "10:00:45"),
            ])
        #expect(coverage.gaps.allSatisfy { !$0.mayBeRounding })
        #expect(coverage.overlaps.map(\.window) == [try window("10:00:33.4", "10:00:35")])
        #expect(coverage.overlaps.first?.recordings == [1, 0], "the places in the list as it was given")

        let inside = Coverage(of: try window("10:00:21", "10:00:24.5"), by: recordings)
        #expect(inside.gaps.map(\.window) == [try window("10:00:21", "10:00:24.5")])
    }

    @Test(
        "a gap of less than a second between starts that are known to the second may be rounding, and is still stated"
    )
    func rounding() throws {
        let recordings = [try record("10:00:00", seconds: 9.5), try record("10:00:10", seconds: 5)]
        let gaps = Coverage(of: try window("10:00:00", "10:00:15"), by: recordings).gaps
        #expect(gaps.map(\.window) == [try window("10:00:09.5", "10:00:10")])
        #expect(gaps.first?.mayBeRounding == true)
    }

    @Test("a recording inside another is an overlap and ends no coverage")
    func nested() throws {
        let recordings = [try record("10:00:00", seconds: 20), try record("10:00:05", seconds: 3)]
        let coverage = Coverage(of: try window("10:00:00", "10:00:20"), by: recordings)
        #expect(coverage.gaps.isEmpty)
        #expect(coverage.overlaps.map(\.window) == [try window("10:00:05", "10:00:08")])
    }

    @Test("runs join what follows each other, in whatever order they are told")
    func runs() throws {
        let spans = try (0..<200).map { number in
            let start = try WallTime(rfc3339: "2026-07-04T10:00:00Z").adding(
                nanoseconds: Int64(number) * 10_000_000_000)
            return try Window(from: start, to: start.adding(nanoseconds: 9_900_000_000))
        }.filter { $0.from != (try? WallTime(rfc3339: "2026-07-04T10:10:00Z")) }
        for _ in 0..<20 {
            var runs = Runs(toleranceNanoseconds: 1_000_000_000)
            for span in spans.shuffled() { runs.add(span) }
            #expect(runs.count == 199)
            #expect(runs.runs.map(\.count) == [60, 139])
            #expect(
                runs.runs.first?.window.from == spans.first?.from
                    && runs.runs.last?.window.to == spans.last?.to)
        }
    }

    @Test("a hundred thousand recordings from the last to the first are joined into runs at once")
    func runsBackwards() throws {
        let start = try WallTime(rfc3339: "2026-07-04T10:00:00Z")
        var runs = Runs(toleranceNanoseconds: 1_000_000_000)
        let time = try processorTime {
            for number in (0..<100_000).reversed() {
                let from = start.adding(nanoseconds: Int64(number) * 20_000_000_000)
                runs.add(try Window(from: from, to: from.adding(nanoseconds: 10_000_000_000)))
            }
            #expect(runs.runs.count == 100_000)
        }
        #expect(time < .seconds(8))
    }

    @Test("a thumbnail is of the moment asked for, and never from outside the window")
    func thumbnails() throws {
        let recording = try record("10:00:00", seconds: 10)
        let allowed = try window("10:00:04.25", "10:00:06")
        for (asked, shown) in [
            ("10:00:05", "10:00:05"), ("10:00:05.01", "10:00:05.1"), ("10:00:00", "10:00:04.3"),
            ("10:00:09", "10:00:05.9"),
        ] {
            let picture = try #require(
                try recording.thumbnail(
                    at: WallTime(rfc3339: "2026-07-04T\(asked)Z"), inside: allowed, width: 32))
            #expect(picture.time == (try WallTime(rfc3339: "2026-07-04T\(shown)Z")), "asked for \(asked)")
            #expect(allowed.contains(picture.time))
            #expect(picture.width == 32 && picture.height == 18 && picture.pixels.count == 32 * 18 * 4)
        }
        #expect(
            try recording.thumbnail(
                at: allowed.from, inside: try window("11:00:00", "11:00:01"), width: 32) == nil)
    }

    @Test("key frames around a moment: the last at or before it, and those after")
    func keyFrames() throws {
        let clip = folder.path("gate_2026-07-04T12-00-00+0000.mp4")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=64x36:rate=10:duration=20", "-c:v", "libx264", "-g", "20",
                "-keyint_min", "20", "-sc_threshold", "0", "-pix_fmt", "yuv420p",
            ], to: clip)
        let recording = try Recording.probe(clip, zone: RecordingZone("UTC"))
        let found = try recording.keyFrames(around: WallTime(rfc3339: "2026-07-04T12:00:05Z"))
        #expect(found == (try ["04", "06", "08"].map { try WallTime(rfc3339: "2026-07-04T12:00:\($0)Z") }))
    }
}
