import Foundation
import Peers
import Testing

@Suite("seal --lossless")
struct LosslessTests {
    private static let check = "lossless: every decoded frame equals the recording's"

    private static func verdict(_ run: CommandRun) throws -> String? {
        let checks = try #require(try run.json()["checks"] as? [[String: Any]])
        return checks.first { $0["name"] as? String == Self.check }?["result"] as? String
    }

    private static var frontDoor: String {
        get throws {
            let names = try FileManager.default.contentsOfDirectory(atPath: Road.samples)
            return "\(Road.samples)/\(try #require(names.first { $0.hasPrefix("front-door_") }))"
        }
    }

    @Test("what is encoded anew is FFV1, is said to be so, and equals the recording where that is at hand")
    func road() throws {
        let road = try Road(sealed: false)
        let seal = Road.seal(footage: try Self.frontDoor) + ["--lossless"]
        let sealed = try CommandRun.done(seal, in: road.folder)
        let words = sealed.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("without loss: every picture"), "\(sealed.text)")
        let without = try CommandRun.done(Road.verifyWithKey + ["--json"], in: road.folder)
        #expect(try Self.verdict(without) == "not_checked")
        let with = try CommandRun.done(
            Road.verifyWithKey + ["--source", try Self.frontDoor, "--json"], in: road.folder)
        #expect(try Self.verdict(with) == "ok")
        try CommandRun.done(Road.open, in: road.folder)
        let copies = try FileManager.default.contentsOfDirectory(atPath: road.folder.path("opened"))
            .filter { $0.hasSuffix(".mov") }
        #expect(copies.contains { $0.hasSuffix("lead-in.mov") })
    }

    @Test("a bundle without such pictures is not checked for them")
    func usual() throws {
        let run = try CommandRun.done(Road.verifyWithKey + ["--json"], in: try Road().folder)
        #expect(try Self.verdict(run) == nil)
    }

    @Test("another recording under the same name does not pass for the one the pictures are from")
    func anotherRecording() throws {
        let road = try Road(sealed: false)
        let name = "porch_2026-07-04T21-40-00+0200.mp4"
        for (file, start) in [(name, 0), ("other.mp4", 20)] {
            let made = try Peer.run(
                "ffmpeg",
                [
                    "-nostdin", "-v", "error", "-f", "lavfi", "-i",
                    "testsrc2=size=192x108:rate=25:duration=60", "-vf", "hue=h=\(start)", "-c:v", "libx264",
                    "-g", "50", "-threads", "1", file,
                ], in: road.folder)
            try #require(made.status == 0)
        }
        try CommandRun.done(
            Story.grant(["--from", "21:40:31", "--to", "21:40:35"], out: "porch.json"), in: road.folder)
        try CommandRun.done(
            Road.seal(consent: "porch.json", footage: name) + ["--lossless"], in: road.folder)
        let run = try CommandRun.proffer(
            Road.verifyWithKey + ["--source", "other.mp4", "--json"], in: road.folder)
        #expect(run.status == 1)
        #expect(try Self.verdict(run) == "failed")
    }

    @Test("the preview says it too; beside --inside-only it means nothing (64)")
    func preview() throws {
        let road = try Road(sealed: false)
        let options = [
            "consent", "preview", "--request", "request.json", "--identity", "owner.id", "--from", Road.from,
            "--to", Road.to, "--footage", try Self.frontDoor, "--lossless",
        ]
        let shown = try CommandRun.done(options, in: road.folder)
        #expect(shown.text.contains("encoded anew without loss"), "\(shown.text)")
        let objects = try #require(
            try CommandRun.done(options + ["--json"], in: road.folder).json()["objects"]
                as? [[String: Any]])
        for object in objects {
            #expect((object["lossless"] as? Bool) == (object["role"] as? String == "master" ? nil : true))
        }
        #expect(try CommandRun.proffer(options + ["--inside-only"], in: road.folder).status == 64)
        let seal = Road.seal(footage: try Self.frontDoor) + ["--lossless", "--inside-only"]
        #expect(try CommandRun.proffer(seal, in: road.folder).status == 64)
    }
}
