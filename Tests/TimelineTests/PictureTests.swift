import Statements
import Viewing
import Foundation
import Peers
import Testing
import Timeline

@Suite("The picture of a match")
struct PictureTests {
    private static func time(_ text: String) throws -> WallTime {
        try WallTime(rfc3339: "2026-07-04T\(text)+02:00")
    }
    private static func window(_ from: String, _ to: String) throws -> Window {
        try Window(from: try time(from), to: try time(to))
    }

    private static func chart(lanes: Int = 3, camera: String = "front-door") throws -> TimelineChart {
        let colours: [UInt8] = (0..<(32 * 18)).flatMap { _ in [0, 0, 255, 0] as [UInt8] }
        let lane = TimelineChart.Lane(
            camera: camera,
            recordings: [try window("21:38:00", "21:44:00"), try window("21:44:20", "21:59:00")],
            gaps: [try window("21:44:00", "21:44:20")], overlaps: [try window("21:50:00", "21:50:02")],
            leaving: [
                (try window("21:40:00", "21:40:02"), true), (try window("21:40:02", "21:44:00"), false),
            ],
            keyFrames: [try time("21:40:02")],
            thumbnails: [Thumbnail(time: try time("21:40:00"), width: 32, height: 18, pixels: colours)],
            coverageInWords: "14 min 40 s of 15 min")
        return TimelineChart(
            subtitle: "For Maria Keller, case 26-0417", requested: try window("21:40:00", "21:55:00"),
            isAnswered: false, lanes: Array(repeating: lane, count: lanes))
    }

    @Test(
        "as SVG it is well-formed, and says in words what it shows",
        arguments: ["front-door", "a & <b> \"c\"\u{1}\n前門"])
    func svg(_ camera: String) throws {
        let folder = try ScratchFolder()
        try folder.write(try Self.chart(camera: camera).svg(), as: "chart.svg")
        let seen = try Peer.python(
            """
            import sys, xml.etree.ElementTree as tree
            root = tree.parse(sys.argv[1]).getroot()
            name = "{http://www.w3.org/2000/svg}"
            assert root.tag == name + "svg", root.tag
            print(root.find(name + "title").text)
            print(root.find(name + "desc").text)
            print(sum(1 for _ in root.iter(name + "image")), "images")
            """, [folder.path("chart.svg")], in: folder
        ).text
        #expect(seen.contains("What your cameras have of the time asked for"))
        #expect(seen.contains("14 min 40 s of 15 min"))
        #expect(seen.contains("2026-07-04T21:44:00+02:00 to 2026-07-04T21:44:20+02:00"))
        #expect(seen.contains("3 images"), "one thumbnail a lane: \(seen)")
    }

    @Test("as PNG it decodes, at the scale asked for, and the thumbnail's red is in it")
    func png() throws {
        let folder = try ScratchFolder()
        for scale in [1, 2] {
            try folder.write(try Self.chart().png(scale: Double(scale)), as: "chart.png")
            let pixels = try Peer.run(
                try Peer.program("ffmpeg"),
                ["-v", "error", "-i", folder.path("chart.png"), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
                in: folder
            ).output
            #expect(pixels.count % (1200 * scale * 3) == 0 && pixels.count > 1200 * scale * 3 * 300)
            let red = stride(from: 0, to: pixels.count - 2, by: 3).count {
                pixels[$0] == 255 && pixels[$0 + 1] == 0 && pixels[$0 + 2] == 0
            }
            #expect(red > 3 * 1000 * scale * scale, "\(red) red pixels")
        }
    }

    @Test("each camera makes it higher by a lane, and one without anything still has its line")
    func lanes() throws {
        func height(_ chart: TimelineChart) throws -> Int {
            // IHDR: width and height as four bytes each, from byte 16 on (PNG §11.2.2).
            try chart.png(scale: 1)[20..<24].reduce(0) { $0 << 8 | Int($1) }
        }
        let none = try height(try Self.chart(lanes: 0))
        let one = try height(try Self.chart(lanes: 1)) - none
        #expect(one > 100)
        #expect(try height(try Self.chart(lanes: 5)) - none == 5 * one)
        var empty = try Self.chart(lanes: 0)
        empty.lanes = [
            .init(
                camera: "barn", recordings: [], gaps: [empty.requested],
                coverageInWords: "nothing of that time")
        ]
        #expect(try height(empty) > none)
    }

    @Test(
        "any length of time has a readable axis, also across a change of day and far from now",
        arguments: [
            ("2026-07-04T21:40:00+02:00", "2026-07-04T21:40:00.001+02:00"),
            ("2026-07-04T21:40:00+02:00", "2026-07-04T21:40:07+02:00"),
            ("2026-12-31T23:00:00-03:30", "2027-01-01T02:00:00-03:30"),
            ("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
            ("1950-01-01T00:00:00Z", "2199-12-31T23:59:59Z"),
            ("2199-12-31T23:59:59.999999998Z", "2199-12-31T23:59:59.999999999Z"),
        ])
    func axes(_ from: String, _ to: String) throws {
        var chart = try Self.chart(lanes: 0)
        chart.requested = try Window(from: WallTime(rfc3339: from), to: WallTime(rfc3339: to))
        #expect(try !chart.svg().isEmpty)
    }
}
