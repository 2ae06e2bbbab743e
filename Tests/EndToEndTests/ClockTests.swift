import Foundation
import Peers
import Testing

@Suite("A camera's clock error: drawn, measured, given, and written into the record")
struct ClockTests {
    /// A clip that shows codes drawn by the command, one every half second, by a camera of that error and name.
    private static func clip(_ name: String, in folder: ScratchFolder) throws {
        for number in 0..<8 {
            let moment = "2026-11-25T03:00:0\(number / 2).\(number % 2 * 5)Z"
            try CommandRun.done(
                ["footage", "clock-code", "--at", moment, "--out", "code\(number).png"], in: folder)
        }
        let made = try Peer.run(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-framerate", "2", "-i", "code%d.png", "-vf",
                "fps=10,scale=200:200:flags=area,pad=640:360:200:80:gray,format=yuv420p", "-c:v", "libx264",
                "-crf",
                "30", name,
            ], in: folder)
        try #require(made.status == 0, "\(made.stderr)")
    }

    @Test("a page and a picture are written, never over what is there")
    func draw() throws {
        let folder = try ScratchFolder()
        let page = try CommandRun.done(["footage", "clock-code", "--out", "clock.html"], in: folder)
        #expect(page.text.contains("proffer footage clock-check"))
        #expect(try folder.read("clock.html").starts(with: Array("<!DOCTYPE html>".utf8)))
        #expect(
            try CommandRun.proffer(["footage", "clock-code", "--out", "clock.html"], in: folder).status == 73)
        try CommandRun.done(["footage", "clock-code", "--out", "clock.html", "--force"], in: folder)
        #expect(
            try CommandRun.proffer(["footage", "clock-code", "--out", "clock.txt"], in: folder).status == 64)
        let now = try CommandRun.done(["footage", "clock-code", "--out", "now.png"], in: folder)
        #expect(now.text.contains("PROFFER1 2"))
    }

    @Test("what is measured can be passed on as text or as a file, and the record says how it is known")
    func measureAndSeal() throws {
        let road = try Road(sealed: false)
        let folder = road.folder
        // 0.2 s fast, so that the samples still cover the window.
        try Self.clip("front-door_2026-11-25T03-00-00.200Z.mp4", in: folder)
        let check = [
            "footage", "clock-check", "front-door_2026-11-25T03-00-00.200Z.mp4", "--reference-within", "0",
        ]
        let page = try CommandRun.done(check + ["--out", "clock.json"], in: folder)
        #expect(page.text.contains("--clock-error clock.json"), "\(page.text)")
        let report = try CommandRun.done(check + ["--json"], in: folder).json()
        let error = try #require(report["clock_error"] as? [String: Any])
        let nanoseconds = try #require(error["error_ns"] as? Int)
        let uncertainty = try #require(error["uncertainty_ns"] as? Int)
        #expect(abs(nanoseconds - 200_000_000) <= uncertainty)
        let option = try #require(report["option"] as? String)
        #expect(option.hasPrefix("+0.") && option.contains("s±0.1"), "\(option)")

        for (argument, how) in [("clock.json", "measured"), (option, "given")] {
            try CommandRun.done(Road.seal(out: "\(how).tar") + ["--clock-error", argument], in: folder)
            try CommandRun.done(
                ["open", "\(how).tar", "--identity", "reader.id", "--into", how], in: folder)
            let record = try #require(
                try JSONSerialization.jsonObject(with: Data(try folder.read("\(how)/record.json")))
                    as? [String: Any])
            let recordings = try #require(record["recordings"] as? [[String: Any]])
            let written = try #require(recordings.first?["clock_error"] as? [String: Any])
            #expect(written["how"] as? String == how)
            #expect(written["error_ns"] as? Int == nanoseconds)
            #expect(written["uncertainty_ns"] as? Int == uncertainty)
            let measurement = written["measurement"] as? [String: Any]
            #expect((measurement != nil) == (how == "measured"))
            if let measurement {
                let clip = try #require((measurement["clips"] as? [[String: Any]])?.first)
                #expect(clip["codes"] as? Int == 8)
                #expect((clip["sha256"] as? String)?.count == 64)
            }
        }
    }

    @Test(
        "an error measured on one camera moves no other, and where it is said to be another's, that is told")
    func otherCamera() throws {
        let folder = try ScratchFolder()
        try folder.write(
            #"""
            {"error_ns":5,"how":"measured","uncertainty_ns":9,"measurement":{"camera":"front-door","clips":[{"name":"c.mp4","codes":2,
            "sha256":"0000000000000000000000000000000000000000000000000000000000000000"}],
            "reference_uncertainty_ns":1,"shown":{"from":"2026-11-25T03:00:00Z","to":"2026-11-25T03:00:01Z"}}}
            """#, as: "clock.json")
        let own = try CommandRun.done(
            ["footage", "list", Road.samples, "--clock-error", "clock.json"], in: folder)
        #expect(!own.stderr.contains("is taken off"), "\(own.stderr)")
        let run = try CommandRun.done(
            ["footage", "list", Road.samples, "--clock-error", "garden=clock.json"], in: folder)
        #expect(run.stderr.contains("measured on front-door and is taken off the times of garden"))
    }

    @Test(
        "an error is read as people write it; the footage moves back by as much",
        arguments: [
            ("+183s±2s", "2026-07-04T21:34:57+02:00"), ("183±2", "2026-07-04T21:34:57+02:00"),
            ("+183s+-2s", "2026-07-04T21:34:57+02:00"), ("-12.5", "2026-07-04T21:38:12.5+02:00"),
            ("0", "2026-07-04T21:38:00+02:00"), ("-0.25s±0.1", "2026-07-04T21:38:00.25+02:00"),
        ])
    func written(argument: String, from: String) throws {
        let folder = try ScratchFolder()
        let sample = try FileManager.default.contentsOfDirectory(atPath: Road.samples)
            .first { $0.hasPrefix("front-door") }
        let run = try CommandRun.done(
            [
                "footage", "list", Road.samples + "/" + (try #require(sample)), "--json", "--clock-error",
                argument,
            ], in: folder)
        let list = try #require(try run.json()["recordings"] as? [[String: Any]])
        #expect((list.first?["window"] as? [String: String])?["from"] == from)
    }

    @Test(
        "what says no error is refused with an example",
        arguments: [
            "", "fast", "+", "1.", "±2", "3±", "1±2±3", "--5", "1e3", "9999999999", "1.0000000001", "3±-1",
        ])
    func refused(argument: String) throws {
        let folder = try ScratchFolder()
        let run = try CommandRun.proffer(
            ["footage", "list", Road.samples, "--clock-error", argument], in: folder)
        #expect(run.status == 64, "\(run.stderr)")
        #expect(run.stderr.contains("+183.2s±0.3s"), "\(run.stderr)")
    }

    @Test("a file that no measurement wrote is refused, one that is missing too")
    func wrongFile() throws {
        let folder = try ScratchFolder()
        try folder.write(#"{"error_ns":5,"how":"given"}"#, as: "given.json")
        try folder.write("{}", as: "empty.json")
        for (file, status) in [("given.json", 65), ("empty.json", 65), ("missing.json", 66)]
            as [(String, Int32)]
        {
            let run = try CommandRun.proffer(
                ["footage", "list", Road.samples, "--clock-error", file], in: folder)
            #expect(run.status == status, "\(file): \(run.stderr)")
            #expect(run.stderr.contains(file), "\(run.stderr)")
        }
    }

    @Test("no code ends with 65, an unsteady clock with 1, and neither writes a file")
    func nothingMeasured() throws {
        let folder = try ScratchFolder()
        let bare = "garden_2026-11-25T03-00-00Z.mp4"
        let wall = try Peer.run(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=10:duration=3",
                bare,
            ],
            in: folder)
        try #require(wall.status == 0, "\(wall.stderr)")
        let none = try CommandRun.proffer(
            ["footage", "clock-check", bare, "--out", "clock.json"], in: folder)
        #expect(none.status == 65, "\(none.stderr)")
        #expect(none.stderr.contains("no clock code can be read"), "\(none.stderr)")

        try Self.clip("front-door_2026-11-25T03-00-00.200Z.mp4", in: folder)
        let slow = try Peer.run(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-i", "front-door_2026-11-25T03-00-00.200Z.mp4", "-vf",
                "setpts=PTS*2",
                "front-door_2026-11-25T03-10-00.200Z.mp4",
            ], in: folder)
        try #require(slow.status == 0, "\(slow.stderr)")
        let run = try CommandRun.proffer(
            ["footage", "clock-check", "front-door_2026-11-25T03-10-00.200Z.mp4", "--out", "clock.json"],
            in: folder)
        #expect(run.status == 1, "\(run.stderr)")
        #expect(run.text.contains("Not measured"), "\(run.text)")
        #expect(try !folder.names().contains("clock.json"))
    }
}
