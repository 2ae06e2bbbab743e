import Foundation
import Peers
import Testing

@Suite("Without a consent that holds, and on input that is none, nothing is sealed")
struct SealRefusalTests {
    @Test("without a valid consent nothing is sealed")
    func refusals() throws {
        let road = try Road(sealed: false)
        let folder = road.folder
        // In a folder of its own, where seal does not look by itself: each case is to fail for its own reason.
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "elsewhere"), withIntermediateDirectories: true)
        try CommandRun.done(
            [
                "consent", "decline", "--request", "request.json", "--identity", "owner.id", "--out",
                "elsewhere/declined.json",
            ],
            in: folder)
        try CommandRun.done(Self.revoke(out: "elsewhere/revoked.json"), in: folder)
        try CommandRun.done(Story.request(out: "other.json"), in: folder)
        let past = "payload['issued'] = '2026-01-01T00:00:00Z'; payload['expires'] = '2026-01-02T00:00:00Z'"
        try road.story.resign("consent.json", as: "expired.json", with: "owner.id", past)
        try road.story.resign(
            "consent.json", as: "wider.json", with: "owner.id",
            "payload['grants'][0]['window']['from'] = '2026-07-04T21:39:59+02:00'")

        let cases: [(String, [String], String)] = [
            ("declined", Road.seal(consent: "elsewhere/declined.json"), "declined"),
            ("expired", Road.seal(consent: "expired.json"), "expired"),
            ("of another person", Road.seal(identity: "reader.id"), "Dana Whitfield"),
            ("to another request", Road.seal(request: "other.json"), "another request"),
            ("for a window beyond the request", Road.seal(consent: "wider.json"), "more than the request"),
            ("revoked", Road.seal() + ["--revocation", "elsewhere/revoked.json"], "revoked this consent"),
        ]
        let before = try folder.names()
        for (what, arguments, says) in cases {
            let run = try CommandRun.proffer(arguments, in: folder)
            #expect(run.status == 77, "\(what): \(run.stderr)")
            #expect(run.stderr.contains(says), "\(what): \(run.stderr)")
            #expect(run.stderr.split(separator: "\n").count <= 2, "\(what): \(run.stderr)")
            #expect(try folder.names() == before, "\(what)")
        }
    }

    private static func revoke(out: String) -> [String] {
        ["consent", "revoke", "--consent", "consent.json", "--identity", "owner.id", "--out", out]
    }

    @Test("a revocation that lies beside its consent stops the seal, and is read like a consent")
    func revocationBeside() throws {
        let road = try Road(sealed: false)
        try CommandRun.done(
            Self.revoke(out: "revocation.json") + ["--reason", "second thoughts"], in: road.folder)
        let run = try CommandRun.proffer(Road.seal(), in: road.folder)
        #expect(run.status == 77, "\(run.stderr)")
        #expect(try !road.folder.names().contains("bundle.tar"))
        let shown = try CommandRun.done(["consent", "show", "revocation.json"], in: road.folder)
        #expect(shown.text.contains("took a consent back"))
        #expect(shown.text.contains("second thoughts"))
    }

    @Test(
        "a damaged revocation beside its consent stops the seal and is named; a file beyond reading is named")
    func damagedRevocationBeside() throws {
        let road = try Road(sealed: false)
        let folder = road.folder
        try CommandRun.done(Self.revoke(out: "whole"), in: folder)
        let whole = try folder.read("whole")
        try FileManager.default.removeItem(atPath: folder.path("whole"))
        try folder.write(Array(whole.dropLast(30)), as: "revocation.json")
        let refused = try CommandRun.proffer(Road.seal(), in: folder)
        #expect(refused.status == 77, "\(refused.stderr)")
        #expect(refused.stderr.contains("revocation.json may take this consent back"), "\(refused.stderr)")
        #expect(try !folder.names().contains("bundle.tar"))
        try folder.write("{\"half\": a word", as: "revocation.json")
        let noted = try CommandRun.done(Road.seal(), in: folder)
        #expect(noted.stderr.contains("note: if revocation.json takes the consent back"), "\(noted.stderr)")
    }

    @Test(
        "a recording whose name tells no zone is not sealed until somebody says in which zone its clock runs")
    func assumedZone() throws {
        let road = try Road(sealed: false)
        let folder = road.folder
        let sample = try #require(
            FileManager.default.contentsOfDirectory(atPath: Road.samples).first {
                $0.hasPrefix("front-door_")
            })
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "cams"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: "\(Road.samples)/\(sample)",
            toPath: folder.url.appending(path: "cams/front-door_20260704_213800.mp4").path)

        let refused = try CommandRun.proffer(Road.seal(footage: "cams"), in: folder)
        #expect(refused.status == 64, "\(refused.stderr)")
        #expect(refused.stderr.contains("in which time zone"), "\(refused.stderr)")
        #expect(try !folder.names().contains("bundle.tar"))
        try CommandRun.done(Road.seal(footage: "cams") + ["--zone", "Europe/Berlin"], in: folder)
    }

    @Test("a camera that was granted by its name and has nothing of the window is said to have nothing")
    func everyCamera() throws {
        let road = try Road(sealed: false)
        try CommandRun.done(
            Story.grant(
                ["--camera", "garden", "--camera", "front-door", "--from", "21:42:10", "--to", "21:42:40"],
                out: "all.json"), in: road.folder)
        let run = try CommandRun.done(Road.seal(consent: "all.json"), in: road.folder)
        #expect(run.stderr.contains("Nothing of garden"), "\(run.stderr)")
        #expect(!run.stderr.contains("Nothing of front-door"), "\(run.stderr)")
    }

    @Test("a time of day is one of the request's own day and clock")
    func timeOfDay() throws {
        let story = try Story()
        let run = try CommandRun.done(
            Story.grant(["--from", "21:40:30.5", "--to", "21:42", "--json"]), in: story.folder)
        let consent = try #require(try run.json()["consent"] as? [String: Any])
        let grant = try #require((consent["grants"] as? [[String: Any]])?.first)
        #expect(
            grant["window"] as? [String: String] == [
                "from": "2026-07-04T21:40:30.5+02:00", "to": "2026-07-04T21:42:00+02:00",
            ])
    }

    @Test("bad input gets one clear line and its exit code, and nothing is written")
    func badInput() throws {
        let road = try Road(sealed: false)
        let folder = road.folder
        try folder.write("not a video", as: "notes.mp4")
        try folder.write("", as: "empty.mp4")
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "nothing"), withIntermediateDirectories: true)
        let sample = try #require(
            FileManager.default.contentsOfDirectory(atPath: Road.samples).first {
                $0.hasPrefix("front-door_")
            })
        let whole = try Data(contentsOf: URL(fileURLWithPath: "\(Road.samples)/\(sample)"))
        try folder.write(Array(whole.prefix(whole.count / 3)), as: "cut-short.mp4")
        // The index stands in front, and the recording ends in the middle of the window.
        let fast = try Peer.run(
            "ffmpeg",
            [
                "-v", "error", "-i", "\(Road.samples)/\(sample)", "-c", "copy", "-movflags", "faststart",
                "whole.mp4",
            ], in: folder)
        try #require(fast.status == 0)
        let indexed = try folder.read("whole.mp4")
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "broken"), withIntermediateDirectories: true)
        try folder.write(Array(indexed.prefix(indexed.count / 2)), as: "broken/" + sample)
        try CommandRun.done(
            Story.request(from: "2026-07-04T21:30:00+02:00", out: "long.json"), in: folder)
        try CommandRun.done(
            Story.grant(
                ["--from", "2026-07-04T21:30:00+02:00", "--to", "2026-07-04T21:36:00+02:00"],
                request: "long.json", out: "before.json"), in: folder)

        let cases: [(String, [String], Int32)] = [
            ("not a video", Road.seal(footage: "notes.mp4"), 65),
            ("an empty file", Road.seal(footage: "empty.mp4"), 65),
            ("a video whose index is missing", Road.seal(footage: "cut-short.mp4"), 65),
            ("a video cut short inside the window", Road.seal(footage: "broken"), 65),
            ("a folder without recordings", Road.seal(footage: "nothing"), 66),
            ("no such path", Road.seal(footage: "nowhere"), 66),
            ("a window before every recording", Road.seal(request: "long.json", consent: "before.json"), 66),
            ("an output that exists", Road.seal(out: "notes.mp4"), 73),
            ("an output in no folder", Road.seal(out: "nowhere/bundle.tar"), 73),
            ("a zone that is none", Road.seal() + ["--zone", "Mars"], 64),
            ("a clock error that is no number", Road.seal() + ["--clock-error", "soon"], 64),
            ("a damaged consent", Road.seal(consent: "notes.mp4"), 65),
            ("a bundle that is none", ["verify", "notes.mp4"], 65),
            ("a bundle that is not there", ["verify", "nowhere.tar"], 66),
        ]
        let before = try folder.names()
        for (what, arguments, status) in cases {
            let run = try CommandRun.proffer(arguments, in: folder)
            #expect(run.status == status, "\(what): \(run.status) \(run.stderr)")
            #expect((1...2).contains(run.stderr.split(separator: "\n").count), "\(what): \(run.stderr)")
            #expect(try folder.names() == before, "\(what)")
        }
    }

    @Test("a window longer than the recording is sealed as far as it goes, and the gap is named")
    func gap() throws {
        let road = try Road(sealed: false)
        try CommandRun.done(
            Story.grant(
                [
                    "--camera", "garden", "--from", "2026-07-04T21:41:30+02:00", "--to",
                    "2026-07-04T21:43:00+02:00",
                ],
                out: "garden.json"), in: road.folder)
        let run = try CommandRun.done(Road.seal(consent: "garden.json") + ["--json"], in: road.folder)
        let gaps = try #require(try run.json()["gaps"] as? [[String: Any]])
        #expect(gaps.count == 1)
        #expect((gaps.first?["window"] as? [String: String])?["from"] == "2026-07-04T21:42:00+02:00")
        #expect(run.stderr.contains("no recording"))
    }

    @Test("a kill at any moment leaves no bundle under its name, or a whole one")
    func killed() throws {
        let road = try Road(sealed: false)
        let length = try CommandRun.seconds(Road.seal(out: "whole.tar"), in: road.folder)
        var kills = 0
        for part in 1...12 {
            if try CommandRun.killed(
                Road.seal(out: "killed.tar"), in: road.folder, after: length * Double(part) / 10)
            {
                kills += 1
            }
            guard try road.folder.names().contains("killed.tar") else { continue }
            #expect(try CommandRun.proffer(["verify", "killed.tar"], in: road.folder).status == 0)
            try FileManager.default.removeItem(at: road.folder.url.appending(path: "killed.tar"))
        }
        #expect(kills > 0, "every run ended before it was killed")
        #expect(try !road.folder.names().contains { $0.contains("killed") })
    }
}
