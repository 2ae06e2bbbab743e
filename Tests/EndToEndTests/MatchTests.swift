import Foundation
import Peers
import Testing

@Suite("footage match answers a request before anybody agrees")
struct MatchTests {
    private static let match = ["footage", "match", "--request", "request.json"]

    @Test(
        "which cameras cover what, what is missing, recorded twice, and would leave: as a table and as JSON")
    func answers() throws {
        let folder = try SegmentTests.story().folder
        try SegmentTests.record("cams/barn_2026-07-04T23-00-00+0200.mp4", seconds: 2, from: 0, in: folder)
        let text = try CommandRun.done(Self.match + ["cams"], in: folder).text
        #expect(
            text.contains(
                "Asked for  Sat 2026-07-04 21:40:00 +02:00 to Sat 2026-07-04 21:43:00 +02:00, 3 min"))
        let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("gate ") })
        #expect(
            row.contains("28 s") && row.contains("2 min 32 s") && row.contains("3, 30 s, at most"), "\(row)")
        #expect(text.contains("gate: nothing recorded from Sat 2026-07-04 21:41:10 +02:00 for 2 s"))
        #expect(text.contains("gate: recorded twice from Sat 2026-07-04 21:41:20 +02:00 for 2 s"))
        #expect(text.contains("Nothing of that time: barn."))

        let json = try CommandRun.done(Self.match + ["cams", "--json"], in: folder).json()
        let cameras = try #require(json["cameras"] as? [[String: Any]])
        #expect(cameras.compactMap { $0["camera"] as? String } == ["gate", "barn"])
        let gate = try #require(cameras.first)
        #expect(gate["covered_ns"] as? Int == 28_000_000_000)
        #expect((gate["gaps"] as? [Any])?.count == 3 && (gate["overlaps"] as? [Any])?.count == 1)
        let leaving = try #require(gate["leaving"] as? [String: Any])
        let objects = try #require(leaving["objects"] as? [[String: Any]])
        #expect(objects.compactMap { $0["role"] as? String } == ["master", "master", "master"])
        #expect((leaving["masters"] as? [String: Any])?["duration_ns"] as? Int == 30_000_000_000)
        #expect(try folder.names().isDisjoint(with: ["bundle.tar", "consent.json"]))
    }

    @Test(
        "with a consent it shows what would leave under that one; pictures and lead-in are of its window alone"
    )
    func consented() throws {
        let folder = try SegmentTests.story().folder
        try CommandRun.done(Story.grant(["--from", "21:41:05", "--to", "21:41:09"]), in: folder)
        let json = try CommandRun.done(
            Self.match + ["cams", "--consent", "consent.json", "--json", "--plot", "match.png"], in: folder
        ).json()
        let granted = try #require((json["granted"] as? [[String: Any]])?.first)
        #expect((granted["window"] as? [String: String])?["from"] == "2026-07-04T21:41:05+02:00")
        let leaving = try #require((json["cameras"] as? [[String: Any]])?.first?["leaving"] as? [String: Any])
        let roles = (leaving["objects"] as? [[String: Any]])?.compactMap { $0["role"] as? String }
        #expect(roles == ["lead_in", "master", "lead_out"])
        #expect(json["plot"] as? String == "match.png")

        try CommandRun.done(
            [
                "consent", "decline", "--request", "request.json", "--identity", "owner.id", "--out",
                "declined.json",
            ], in: folder)
        let declined = try CommandRun.proffer(
            Self.match + ["cams", "--consent", "declined.json"], in: folder)
        #expect(declined.status == 77, "\(declined.stderr)")
    }

    @Test("the picture is an SVG or a PNG, whole or not at all, and never in place of another file")
    func picture() throws {
        let folder = try SegmentTests.story().folder
        try CommandRun.done(Self.match + ["cams", "--plot", "match.svg"], in: folder)
        try CommandRun.done(Self.match + ["cams", "--plot", "match.png"], in: folder)
        let seen = try Peer.pythonScript(
            """
            import xml.etree.ElementTree as tree
            root = tree.parse("match.svg").getroot()
            name = "{http://www.w3.org/2000/svg}"
            print(root.find(name + "desc").text, len(list(root.iter(name + "image"))), "images")
            """, in: folder
        ).text
        #expect(seen.contains("gate: 28 s of 3 min") && seen.contains("3 images"), "\(seen)")
        let size = try Peer.run(
            "ffprobe",
            ["-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0", "match.png"], in: folder
        )
        #expect(size.text.hasPrefix("2400,"), "\(size.text)")

        let before = try folder.read("match.png")
        let cases: [(String, [String], Int32)] = [
            ("an ending that is no picture's", ["cams", "--plot", "match.jpg"], 64),
            ("a picture that is there", ["cams", "--plot", "match.png"], 73),
            ("a folder that is not there", ["cams", "--plot", "nowhere/match.png"], 73),
            ("footage that is not there", ["none", "--plot", "new.png"], 66),
            ("a request that is none", ["cams", "--request", "owner.card"], 65),
        ]
        for (what, arguments, status) in cases {
            let run = try CommandRun.proffer(Self.match + arguments, in: folder)
            #expect(run.status == status, "\(what): \(run.status) \(run.stderr)")
        }
        #expect(try folder.read("match.png") == before)
        #expect(try !folder.names().contains("new.png"))
        try CommandRun.done(Self.match + ["cams", "--plot", "match.png", "--force"], in: folder)
    }

    @Test("where no camera has anything of the time, that is the answer")
    func nothing() throws {
        let story = try Story()
        try SegmentTests.record(
            "cams/gate_2026-07-04T09-00-00+0200.mp4", seconds: 2, from: 0, in: story.folder)
        let run = try CommandRun.done(Self.match + ["cams", "--plot", "match.svg"], in: story.folder)
        #expect(run.text.contains("No camera has anything of that time."))
    }
}
