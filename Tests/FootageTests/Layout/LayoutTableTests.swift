import Foundation
import Peers
import Starts
import Recordings
import Testing

@Suite("A path says when its recording starts, by which clock, and of which camera it is")
struct LayoutTableTests {
    @Test("each layout is read as its recorder means it", arguments: LayoutExample.all)
    func example(_ example: LayoutExample) throws {
        let reading = try #require(LayoutTable.read(path: example.path))
        #expect(reading.layout == example.layout)
        #expect(reading.camera == example.camera)
        #expect(reading.civil.description == example.civil)
        #expect(reading.clock == example.clock)
        #expect(reading.civilEnd?.description == example.end)
        #expect(reading.question == example.question)
        #expect(reading.isEnd == example.isEnd)
        #expect(example.path.contains(reading.text))
    }

    @Test("the page of the spec has the same rows in the same order, each with a source")
    func page() throws {
        let page = try String(
            contentsOf: Repository.root.appending(path: "docs/spec/start.md"), encoding: .utf8)
        let rows = try #require(page.split(separator: "## Layouts").last).split(separator: "### Labels")[0]
            .split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst()
            .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
        #expect(rows.map { $0.first ?? "" } == LayoutTable.rows.map(\.name))
        for row in rows.dropLast(5) { #expect((row.last ?? "").count > 5, "\(row)") }
    }

    @Test("there are sixty rows and more")
    func count() { #expect(LayoutTable.rows.count >= 60, "\(LayoutTable.rows.count)") }

    @Test("every row has an example, and is written in the notation")
    func rows() {
        #expect(Set(LayoutTable.rows.map(\.name)) == Set(LayoutExample.all.map(\.layout)))
        for row in LayoutTable.rows { #expect(row.isUnderstood, "\(row.name)") }
        #expect(PathPattern("{yaer}/{month}") == nil)
        #expect(PathPattern("{year") == nil)
    }

    @Test("noon is 12 pm, midnight is 12 am, and there is no hour 13 pm")
    func twelveHourClock() {
        func hour(_ text: String) -> Int? {
            LayoutTable.read(path: "Door - 2-9-2020, \(text).mp4")?.civil.hour
        }
        #expect(hour("12.00.00am") == 0)
        #expect(hour("12.30.00pm") == 12)
        #expect(hour("1.00.00pm") == 13)
        #expect(hour("11.59.59pm") == 23)
        #expect(hour("13.00.00pm") == nil)
        #expect(hour("0.00.00am") == nil)
    }

    @Test("UniFi writes the month first")
    func monthFirst() {
        #expect(LayoutTable.read(path: "Door - 2-9-2020, 1.00.00am.mp4")?.civil.month == 2)
        #expect(LayoutTable.read(path: "Door - 2-9-2020, 1.00.00am.mp4")?.question == nil)
        // There is no thirteenth month: somebody else wrote that.
        #expect(LayoutTable.read(path: "Door - 13-9-2020, 1.00.00am.mp4")?.layout == "date and time")
    }

    @Test(
        "what only looks like a time is none",
        arguments: [
            // Dates and times that no calendar and no clock has.
            "recordings/2026-02-30/19/front/38.00.mp4", "recordings/2026-07-04/24/front/38.00.mp4",
            "2026-02-29_21-38-00.mp4", "clip_20261304_213800.mp4", "record/20260704/21/60.mp4",
            "2022Y13M18D15H/01M00S60.mp4", "Door - 2-30-2020, 1.00.00am.mp4",
            // Serial numbers.
            "1120260704213800.mp4", "RingVideo_2304932614.mp4", "948987989.mp4", "clip_1234567890.mp4",
            "IMG_99999999999999.mp4", "9999999999999.mp4", "0000000000.mp4", "12345678901234567890123.mp4",
            // A time of day of no day.
            "12.30.00-12.45.00[M][0@0][0].dav", "38.00.mp4", "",
        ])
    func traps(path: String) {
        #expect(LayoutTable.read(path: path) == nil)
    }

    @Test("29 February is a day in leap years only")
    func leapDay() {
        #expect(LayoutTable.read(path: "record/20240229/21/38.mp4") != nil)
        #expect(LayoutTable.read(path: "record/20000229/21/38.mp4") != nil)
        #expect(LayoutTable.read(path: "record/21000229/21/38.mp4") == nil)
    }

    @Test(
        "what follows a time is an offset only where it can be one",
        arguments: [
            ("cam_2026-07-04T21-38-00-0001.mp4", nil),  // the first of a series
            ("cam_2026-07-04_10-00-00-10-15-00.mp4", nil),  // from, to
            ("cam_2026-07-04T21-38-00-1500.mp4", nil),
            ("cam_2026-07-04T21-38-00+1345.mp4", 49_500),
            ("cam_2026-07-04T21-38-00-0330.mp4", -12_600),
            ("cam_2026-07-04T21-38-00Z.mp4", 0),
        ])
    func offsets(path: String, seconds: Int?) throws {
        let reading = try #require(LayoutTable.read(path: path))
        #expect(reading.clock == seconds.map { .offset(seconds: $0) } ?? .local)
    }

    @Test(
        "a camera may be called anything",
        arguments: [
            "玄関", "дверь", "باب", "Einfahrt (Süd)", "a\nb", "a\u{1B}[2Jb", "x - y", "🚪 1", "T",
            "12.34",
        ])
    func names(camera: String) throws {
        for path in [
            "\(camera) - 2-9-2020, 11.21.12pm.mp4", "recordings/2020-02-09/23/\(camera)/21.12.mp4",
            "\(camera)_2020-02-09T23_21_12-0800.mp4", "x/\(camera)/record/20200209/23/21.mp4",
            "\(camera).20200209_232112.mp4", "/a/\(camera)/2020-02-09 23.21.12.mp4",
        ] {
            let reading = try #require(LayoutTable.read(path: path), "\(path)")
            #expect(reading.camera == camera, "\(path)")
            #expect(reading.civil.description.hasPrefix("2020-02-09 23:21"), "\(path)")
        }
    }

    @Test("a copy's number, odd slashes and capital endings change nothing")
    func spelling() throws {
        for path in [
            "Door - 2-9-2020, 11.21.12pm (1).mp4", "Door - 2-9-2020, 11.21.12PM.MP4",
            "Door - 2-9-2020, 11.21.12pm.m2ts", "Door - 2-9-2020, 11.21.12pm.3gp",
        ] {
            #expect(LayoutTable.read(path: path)?.civil.description == "2020-02-09 23:21:12", "\(path)")
        }
        for path in ["porch//record/./20260704/21/38.mp4", "/porch/record/20260704/21/38.mp4"] {
            #expect(LayoutTable.read(path: path)?.camera == "porch", "\(path)")
        }
        #expect(LayoutTable.read(path: "../record/20260704/21/38.mp4")?.camera == nil)
    }

    @Test("a path takes less than 20 µs, so that a hundred thousand take less than two seconds")
    func speed() {
        var paths = LayoutExample.all.map { "/srv/footage/a/" + $0.path }
        paths += ["/srv/video/clip.mp4", "/srv/" + String(repeating: "a_1-", count: 30) + ".mp4"]
        // The best of several rounds, as other tests use the processor's caches at the same time.
        let rounds = (0..<40).map { _ in
            processorTime { for path in paths { _ = LayoutTable.read(path: path) } } / paths.count
        }
        let each = rounds.min() ?? .seconds(1)
        #if DEBUG
            let limit = Duration.microseconds(200)
        #else
            let limit = Duration.microseconds(20)
        #endif
        #expect(each < limit, "\(each) a path")
    }
}
