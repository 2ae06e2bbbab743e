import Foundation
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
