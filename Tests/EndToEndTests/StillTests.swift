import Foundation
import Peers
import Testing

@Suite("seal --still")
struct StillTests {
    private static var frontDoor: String {
        get throws {
            let names = try FileManager.default.contentsOfDirectory(atPath: Road.samples)
            return "\(Road.samples)/\(try #require(names.first { $0.hasPrefix("front-door_") }))"
        }
    }

    /// A request that wants single pictures, and a consent to a quarter of a minute of it.
    private static func story(_ more: [String] = []) throws -> Story {
        let story = try Story()
        try CommandRun.done(Story.request(["--audio", "--stills", "--force"]), in: story.folder)
        try CommandRun.done(
            Story.grant(["--from", Road.from, "--to", Road.to] + more), in: story.folder)
        return story
    }

    @Test("from every camera that was granted and shows a picture then; opened, verified and compared")
    func road() throws {
        let story = try Self.story()
        let moments = ["--still", "21:40:35.55", "--still", "2026-07-04T19:40:40Z"]
        let preview = try CommandRun.done(
            [
                "consent", "preview", "--request", "request.json", "--identity", "owner.id", "--from",
                Road.from,
                "--to", Road.to, "--footage", Road.samples,
            ] + moments, in: story.folder)
        #expect(
            preview.text.contains("1 picture at Sat 2026-07-04 21:40:35.5 +02:00, as PNG"), "\(preview.text)")
        let sealed = try CommandRun.done(Road.seal() + moments, in: story.folder)
        #expect(sealed.text.contains("front-door-still.png"), "\(sealed.text)")
        try CommandRun.done(Road.open, in: story.folder)
        let stills = try FileManager.default.contentsOfDirectory(atPath: story.folder.path("opened"))
            .filter { $0.hasSuffix("-still.png") }
        #expect(stills.count == 6)
        for still in stills {
            let text = try Peer.run(
                "ffprobe",
                [
                    "-v", "error", "-show_entries",
                    "stream=codec_name,width,height,nb_read_frames:format_tags:stream_tags",
                    "-count_frames", "-of", "csv=p=0", "opened/\(still)",
                ], in: story.folder
            ).text
            #expect(text == "png,640,360,1\n\n", "\(text)")
        }
        let recordings = try FileManager.default.contentsOfDirectory(atPath: Road.samples)
            .filter { $0.hasSuffix(".mp4") }.map { "\(Road.samples)/\($0)" }
        for (sources, expected) in [(recordings, "ok"), ([try Self.frontDoor], "not_checked")] {
            let run = try CommandRun.done(
                Road.verifyWithKey + ["--source"] + sources + ["--json"], in: story.folder)
            let checks = try #require(try run.json()["checks"] as? [[String: Any]])
            let check = checks.first { $0["name"] as? String == "stills are the recording's pictures" }
            #expect(check?["result"] as? String == expected)
        }
        let left = try story.folder.names()
        #expect(!left.contains { $0.hasSuffix(".png") })
    }

    @Test(
        "outside the window, without consent, or of a picture from before it: refused with 77, and nothing is written",
        arguments: [
            ("21:40:30.9", [String](), "lies outside"), ("21:40:47.4", [], "lies outside"),
            ("21:40:40", ["--no-stills"], "does not include single pictures"),
            ("21:40:31", ["--camera", "garden"], "taken before the window"),
        ])
    func refused(moment: String, more: [String], words: String) throws {
        let story = try Self.story(more)
        let run = try CommandRun.proffer(Road.seal() + ["--still", moment], in: story.folder)
        #expect(run.status == 77)
        #expect(run.stderr.contains(words), "\(run.stderr)")
        #expect(run.stderr.split(separator: "\n").count == 1)
        #expect(try !story.folder.names().contains("bundle.tar"))
    }

    @Test("a request that wants no stills gets none (77); with --inside-only it is a contradiction (64)")
    func notWanted() throws {
        let road = try Road(sealed: false)
        let run = try CommandRun.proffer(Road.seal() + ["--still", "21:40:40"], in: road.folder)
        #expect(run.status == 77)
        let both = try CommandRun.proffer(
            Road.seal() + ["--still", "21:40:40", "--inside-only"], in: road.folder)
        #expect(both.status == 64)
    }
}
