import Foundation
import Peers
import Testing

@Suite("What would leave is shown before anybody agrees")
struct PreviewTests {
    private static let window = ["--camera", "front-door", "--from", Road.from, "--to", Road.to]

    private static func preview(_ more: [String]) -> [String] {
        ["consent", "preview", "--request", "request.json", "--identity", "owner.id"] + more + [
            "--footage", Road.samples,
        ]
    }

    @Test("a preview names the very objects that a seal then makes, and writes nothing")
    func same() throws {
        let road = try Road()
        let before = try road.folder.names()
        let previewed = try CommandRun.done(Self.preview(Self.window) + ["--json"], in: road.folder)
        #expect(try road.folder.names() == before)

        let sealed = try CommandRun.done(Road.seal(out: "again.tar") + ["--json"], in: road.folder)
        let planned = try #require(try previewed.json()["objects"] as? [[String: Any]])
        let made = try #require(try sealed.json()["objects"] as? [[String: Any]])
        #expect(planned.compactMap { $0["role"] as? String } == made.compactMap { $0["role"] as? String })
        #expect(planned.contains { $0["role"] as? String == "lead_in" && $0["reason"] != nil })
        for (object, file) in zip(planned, made) {
            #expect(object["window"] as? [String: String] == file["window"] as? [String: String])
        }
        func leftOut(_ run: CommandRun) throws -> [String] {
            try #require(run.json()["left_out"] as? [[String: Any]]).map {
                "\($0["code"] ?? "") \($0["camera"] ?? "") \($0["words"] ?? "")"
            }
        }
        #expect(try leftOut(previewed) == leftOut(sealed))
    }

    @Test("what a recording does not cover of the window is not said to leave")
    func extent() throws {
        let story = try Story()
        let previewed = try CommandRun.done(Self.preview([]) + ["--json"], in: story.folder)
        try CommandRun.done(Story.grant(), in: story.folder)
        let sealed = try CommandRun.done(Road.seal() + ["--json"], in: story.folder)
        func windows(_ run: CommandRun) throws -> [[String?]] {
            try #require(run.json()["objects"] as? [[String: Any]]).map { object in
                let window = object["window"] as? [String: String]
                return [window?["from"], window?["to"]]
            }
        }
        #expect(try windows(previewed) == windows(sealed))
        let ends = try windows(previewed).map { $0[1]?.prefix(19) }
        #expect(ends.contains("2026-07-04T21:42:00"), "\(ends)")
    }

    private static func onOneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test(
        "what an original holds beside picture and sound is told before anybody agrees, and to whoever verifies"
    )
    func other() throws {
        let story = try Story()
        try FileManager.default.createDirectory(
            atPath: story.folder.path("cams"), withIntermediateDirectories: true)
        let made = try Peer.run(
            try Peer.program("ffmpeg"),
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=96x64:rate=10:duration=60",
                "-c:v", "libx264", "-preset", "ultrafast", "-g", "10", "-bsf:v",
                "h264_metadata=sei_user_data=086f3693-b7b3-4f2c-9653-21492feee5b8+Dana Whitfield",
                "cams/front-door_2026-07-04T21-40-20+0200.mp4",
            ], in: story.folder)
        try #require(made.status == 0, "\(made.errors)")
        let words = "user data of no registered kind (SEI 5)"
        let asked = [
            "consent", "preview", "--request", "request.json", "--identity", "owner.id", "--footage", "cams",
        ]
        let window = ["--camera", "front-door", "--from", "21:40:30", "--to", "21:40:40"]
        let shown = try CommandRun.done(asked + window, in: story.folder)
        #expect(Self.onOneLine(shown.text).contains(words), "\(shown.text)")
        try CommandRun.done(Story.grant(window), in: story.folder)
        try CommandRun.done(Road.seal(footage: "cams") + ["--no-store"], in: story.folder)
        let verified = try CommandRun.done(Road.verifyWithKey, in: story.folder)
        #expect(Self.onOneLine(verified.text).contains(words), "\(verified.text)")
        let previewed = try CommandRun.done(asked + window + ["--json"], in: story.folder).json()
        let object = try #require(
            (previewed["objects"] as? [[String: Any]])?.first { $0["role"] as? String == "master" })
        let table = try #require(object["other"] as? [[String: Any]])
        #expect(table.contains { $0["kind"] as? String == "sei:5" && $0["count"] as? Int == 10 }, "\(table)")
    }

    @Test("a window without a key frame is said to hold nothing of the camera's own")
    func noMaster() throws {
        let story = try Story()
        let shown = try CommandRun.done(
            Self.preview([
                "--camera", "front-door", "--no-audio", "--from", "21:40:32.5", "--to", "21:40:33.5",
            ]), in: story.folder)
        #expect(shown.text.contains("None of it would be the camera's own data"), "\(shown.text)")
    }

    @Test("more than was asked is refused, as it would be when granting")
    func tooMuch() throws {
        let story = try Story()
        let run = try CommandRun.proffer(
            Self.preview(["--from", "2026-07-04T21:39:00+02:00"]), in: story.folder)
        #expect(run.status == 77, "\(run.stderr)")
    }
}
