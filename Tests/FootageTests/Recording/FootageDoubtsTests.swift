import Starts
import Recordings
import Statements
import Peers
import Testing

@Suite("Recordings that cannot all be right are named")
struct FootageDoubtsTests {
    private func segment(_ camera: String, _ path: String, _ from: String, _ to: String) throws
        -> FootageDoubts.Segment
    {
        FootageDoubts.Segment(
            camera: camera, path: path,
            window: try Window(
                from: WallTime(rfc3339: "2026-07-04T\(from)Z"), to: WallTime(rfc3339: "2026-07-04T\(to)Z")))
    }

    @Test(
        "one camera's segments, by day and hour, raise no doubt, nor does its small picture beside the large one"
    )
    func none() throws {
        let doubts = FootageDoubts.of([
            try segment("front", "a/2026-07-04/19/front/59.50.mp4", "19:59:50", "20:00:01"),
            try segment("front", "a/2026-07-04/20/front/00.00.mp4", "20:00:00", "20:00:10"),
            try segment("gate", "a/Mp4Record/2026-07-04/RecM01_x.mp4", "20:00:00", "20:05:00"),
            try segment("gate", "a/Mp4Record/2026-07-04/RecS01_x.mp4", "20:00:01", "20:05:00"),
            try segment("gate", "a/Mp4Record/2026-07-04/RecM01_y.mp4", "20:05:00", "20:10:00"),
            try segment("yi", "yi/2026Y07M04D20H/59M00S60.mp4", "20:59:00", "21:00:01"),
            try segment("yi", "yi/2026Y07M04D21H/00M00S60.mp4", "21:00:00", "21:01:00"),
        ])
        #expect(doubts.isEmpty, "\(doubts)")
    }

    @Test(
        "two views of one second in one folder are two cameras, where a word of their names tells them apart")
    func views() throws {
        func doubts(_ one: String, _ other: String) throws -> [String] {
            var first = try segment("car", "car/a.mp4", "20:00:00", "20:01:00")
            var second = try segment("car", "car/b.mp4", "20:00:01", "20:01:00")
            (first.rest, second.rest) = (one, other)
            return FootageDoubts.of([first, second])
        }
        #expect(try doubts("|wide", "|tele").first?.contains("two cameras") == true)
        #expect(try doubts("|", "|").isEmpty)
    }

    @Test("two cameras of one name are named once for each pair of folders")
    func twoCameras() throws {
        var segments: [FootageDoubts.Segment] = []
        for minute in 10..<20 {
            for house in ["north", "south"] {
                segments.append(
                    try segment("front", "\(house)/front/\(minute).mp4", "20:\(minute):00", "20:\(minute):59")
                )
            }
        }
        let doubts = FootageDoubts.of(segments)
        #expect(doubts.count == 1)
        #expect(doubts.first?.contains("north/front/10.mp4") ?? false, "\(doubts)")
        #expect(doubts.first?.contains("south/front/10.mp4") ?? false, "\(doubts)")
    }

    @Test(
        "as many folders as recordings, all of one time, cost no more than sorting them; eight pairs are named"
    )
    func manyFolders() throws {
        let start = try WallTime(rfc3339: "2026-07-04T00:00:00Z")
        let segments = try (0..<10_000).map { index in
            FootageDoubts.Segment(
                camera: "front", path: "house\(index)x/front/a.mp4",
                window: try Window(
                    from: start.adding(nanoseconds: Int64(index)),
                    to: start.adding(nanoseconds: 3_600 * WallTime.nanosecondsPerSecond)))
        }
        var doubts: [String] = []
        let time = processorTime { doubts = FootageDoubts.of(segments) }
        #expect(time < .seconds(5))
        #expect(doubts.count == 9)
        #expect(doubts.last?.contains("9991 more pairs") ?? false, "\(doubts.last ?? "")")
    }

    @Test("three cameras of one name are all told of")
    func threeCameras() throws {
        let doubts = FootageDoubts.of([
            try segment("front", "a/front/1.mp4", "20:00:00", "21:00:00"),
            try segment("front", "b/front/1.mp4", "20:01:00", "20:02:00"),
            try segment("front", "c/front/1.mp4", "20:03:00", "20:04:00"),
            try segment("front", "c/front/2.mp4", "20:05:00", "21:05:00"),
            try segment("front", "a/front/2.mp4", "21:00:00", "21:01:00"),
        ])
        #expect(doubts.count == 2)
        for house in ["b", "c"] {
            #expect(doubts.contains { $0.contains("a/front/1.mp4 and \(house)/front/1.mp4") }, "\(doubts)")
        }
    }

    @Test("a clock that was put back while recording is named with how far")
    func backwards() throws {
        let doubts = FootageDoubts.of([
            try segment("front", "front/a.mp4", "20:00:00", "20:01:00"),
            try segment("front", "front/b.mp4", "20:00:30", "20:01:30"),
            try segment("front", "front/c.mp4", "20:01:30", "20:02:30"),
        ])
        #expect(doubts.count == 1)
        #expect(
            doubts.first?.contains("front/b.mp4 begins 30 s before front/a.mp4 ends") ?? false, "\(doubts)")
    }

    @Test("a hundred thousand segments are looked through at once")
    func many() throws {
        let start = try WallTime(rfc3339: "2026-07-04T00:00:00Z")
        let segments = try (0..<100_000).map { index in
            let from = start.adding(nanoseconds: Int64(index / 4) * 10 * WallTime.nanosecondsPerSecond)
            return FootageDoubts.Segment(
                camera: "camera\(index % 4)",
                path: "r/2026-07-04/\(index / 1440)/camera\(index % 4)/\(index).mp4",
                window: try Window(
                    from: from, to: from.adding(nanoseconds: 10 * WallTime.nanosecondsPerSecond)))
        }
        let time = processorTime { #expect(FootageDoubts.of(segments).isEmpty) }
        #expect(time < .seconds(5))
    }
}

@Suite("In the hour that clocks repeat, segments without a gap tell which it was")
struct RepeatedHourTests {
    private static let minute = 60 * WallTime.nanosecondsPerSecond

    /// Segments of a minute that names place at these times of day, 25 October 2026 in Berlin.
    private func readings(_ times: [String]) throws -> [RepeatedHour.Reading?] {
        let zone = try RecordingZone("Europe/Berlin")
        return RepeatedHour.readings(
            try times.map { time in
                let parts = time.split(separator: ":").compactMap { Int($0) }
                let moments = zone.moments(
                    CivilTime(
                        year: 2026, month: 10, day: 25, hour: parts[0], minute: parts[1],
                        second: parts.count > 2 ? parts[2] : 0))
                return RepeatedHour.Segment(
                    camera: "cam", first: try #require(moments.first),
                    second: moments.count > 1 ? moments[1] : nil, durationNanoseconds: Self.minute)
            })
    }

    @Test("what goes on from before is the first, what leads into after is the second, the rest is not known")
    func sides() throws {
        #expect(try readings(["01:58", "01:59", "02:00", "02:01"]) == [nil, nil, .first, .first])
        #expect(try readings(["02:58", "02:59", "03:00"]) == [.second, .second, nil])
        #expect(try readings(["02:59:01", "03:00"]) == [.second, nil])
        #expect(try readings(["01:30", "02:30", "02:31", "03:30"]) == [nil, nil, nil, nil])
    }

    @Test("where the whole hour was recorded, under names that were written twice, nothing is told")
    func both() throws {
        let hour = (0..<60).map { "02:\($0)" }
        #expect(try readings(["01:59"] + hour + ["03:00"]).allSatisfy { $0 == nil })
    }

    @Test("ten thousand segments of one second are looked through at once")
    func sameSecond() throws {
        let zone = try RecordingZone("Europe/Berlin")
        let moments = zone.moments(CivilTime(year: 2026, month: 10, day: 25, hour: 2, minute: 30, second: 0))
        let segments = try (0..<10_000).map { index in
            RepeatedHour.Segment(
                camera: "cam", first: try #require(moments.first).adding(nanoseconds: Int64(index)),
                second: try #require(moments.last).adding(nanoseconds: Int64(index)),
                durationNanoseconds: Self.minute)
        }
        let time = processorTime {
            #expect(RepeatedHour.readings(segments).allSatisfy { $0 == nil })
        }
        #expect(time < .seconds(5))
    }
}
