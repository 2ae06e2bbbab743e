import Foundation
import Peers
import Testing

@Suite("an owner can offer less, and sees whether the answer keeps to it")
struct CounterOfferTests {
    private static func counter(_ more: [String] = [], out: String = "offer.json") -> [String] {
        [
            "request", "counter", "--request", "request.json", "--identity", "owner.id", "--from", "21:41",
            "--to", "21:42", "--cameras", "1", "--no-audio", "--out", out,
        ] + more
    }

    private static let revise = [
        "request", "revise", "--request", "request.json", "--offer", "offer.json", "--identity", "agency.id",
        "--out", "revised.json",
    ]

    @Test("the road: offer, new request, consent and bundle, all within the offer")
    func road() throws {
        let road = try Road(sealed: false)
        let folder = road.folder
        let journal = ["PROFFER_JOURNAL": folder.path("journal.sqlite")]
        try CommandRun.done(Self.counter(), in: folder, environment: journal)
        let offered = try CommandRun.done(["request", "show", "offer.json"], in: folder)
        #expect(offered.text.contains("agrees to nothing"))
        try CommandRun.done(Self.revise, in: folder)
        // The journal knows the offer, so nobody has to name it; elsewhere it is not at hand.
        let shown = try CommandRun.done(
            ["request", "show", "revised.json"], in: folder, environment: journal)
        #expect(shown.text.contains("answers your counter-offer of"), "\(shown.text)")
        #expect(shown.text.contains("at most 1, of your choice"))
        let elsewhere = try CommandRun.done(["request", "show", "revised.json"], in: folder)
        #expect(!elsewhere.text.contains("answers your counter-offer of"))
        #expect(elsewhere.text.contains("not at"))
        let named = try CommandRun.done(
            [
                "request", "show", "revised.json", "--offer", "offer.json", "--former", "request.json",
                "--own-card", "owner.card",
            ], in: folder)
        #expect(named.text.contains("answers your counter-offer of"))

        let two = Story.grant(
            ["--camera", "front-door", "driveway"], request: "revised.json", out: "two.json")
        #expect(try CommandRun.proffer(two, in: folder).status == 77)
        try CommandRun.done(
            Story.grant(["--camera", "front-door"], request: "revised.json", out: "one.json"), in: folder)
        try CommandRun.done(Road.seal(request: "revised.json", consent: "one.json"), in: folder)
        let verified = try CommandRun.done(Road.verifyWithKey, in: folder)
        #expect(!verified.text.contains("FAILED"))
    }

    @Test("a request that says it answers the offer and asks for more is found out")
    func more() throws {
        let story = try Story()
        let folder = story.folder
        try CommandRun.done(Self.counter(), in: folder)
        try CommandRun.done(Self.revise, in: folder)
        try story.resign(
            "revised.json", as: "more.json", with: "agency.id", "payload['wanted']['audio'] = True")
        let run = try CommandRun.done(
            [
                "request", "show", "more.json", "--offer", "offer.json", "--former", "request.json",
                "--own-card", "owner.card",
            ], in: folder)
        #expect(run.text.contains("does not keep to it") && run.text.contains("sound"), "\(run.text)")
        #expect(!run.text.contains("and keeps to it"))
    }

    @Test("an offer made in the owner's name by another key is not called theirs, with or without a journal")
    func namesake() throws {
        let story = try Story()
        let folder = story.folder
        let journal = ["PROFFER_JOURNAL": folder.path("journal.sqlite")]
        try CommandRun.done(Self.counter(), in: folder, environment: journal)
        try CommandRun.done(
            [
                "identity", "new", "--name", "Dana Whitfield", "--role", "owner", "--no-passphrase", "--out",
                "namesake.id",
            ], in: folder)
        var stolen = Self.counter(out: "stolen.json")
        stolen[5] = "namesake.id"
        try CommandRun.done(stolen + ["--no-journal"], in: folder)
        // Noted by hand, it is in the journal, and still not the owner's.
        try CommandRun.done(["journal", "add", "stolen.json"], in: folder, environment: journal)
        var revise = Self.revise
        revise[5] = "stolen.json"
        try CommandRun.done(revise, in: folder)
        let shown = try CommandRun.done(
            ["request", "show", "revised.json"], in: folder, environment: journal)
        #expect(!shown.text.contains("answers your counter-offer"), "\(shown.text)")
        #expect(shown.text.contains("not signed with your key"), "\(shown.text)")
        let named = try CommandRun.done(
            ["request", "show", "revised.json", "--offer", "stolen.json", "--former", "request.json"],
            in: folder)
        #expect(!named.text.contains("answers your counter-offer"), "\(named.text)")
        let words = named.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("which key is yours is not known here"), "\(words)")
        let own = try CommandRun.done(
            [
                "request", "show", "revised.json", "--offer", "stolen.json", "--former", "request.json",
                "--own-card", "owner.card",
            ], in: folder)
        #expect(own.text.contains("not signed with your key"), "\(own.text)")
        // In the journal, one was offered by you, and the other by somebody in your name.
        let page = try CommandRun.done(["journal", "show"], in: folder, environment: journal)
        #expect(page.text.contains("You offered less"), "\(page.text)")
        #expect(page.text.contains("Somebody in the name of “Dana Whitfield” offered this"), "\(page.text)")
        #expect(page.text.contains("NOT signed with your key"), "\(page.text)")
    }

    @Test(
        "more than was asked for is not offered, and another's offer, or another request's, is not answered")
    func refused() throws {
        let story = try Story()
        let folder = story.folder
        try CommandRun.done(Self.counter(), in: folder)
        try CommandRun.done(Story.request(out: "other.json"), in: folder)
        var others = Self.revise
        others[3] = "other.json"
        var strangers = Self.revise
        strangers[7] = "reader.id"
        let cases: [(String, [String], Int32, String)] = [
            (
                "time before the request's",
                Self.counter(["--from", "2026-07-04T21:39:00+02:00"], out: "x"), 77, "time"
            ),
            ("both how many and which", Self.counter(["--camera", "garden"], out: "x"), 64, "--camera"),
            ("no camera", Self.counter(["--cameras", "0"], out: "x"), 64, "1 to"),
            ("an answer to another request", others, 64, "another request"),
            ("an answer by somebody else", strangers, 64, "Maria Keller"),
            (
                "a request in the offer's place", Self.revise.map { $0 == "offer.json" ? "other.json" : $0 },
                65, "this is a request"
            ),
            (
                "an offer the request does not name",
                ["request", "show", "request.json", "--offer", "offer.json"], 65, "not the counter-offer"
            ),
        ]
        let before = try folder.names()
        for (what, arguments, status, says) in cases {
            let run = try CommandRun.proffer(arguments, in: folder)
            #expect(run.status == status, "\(what): \(run.stderr)")
            #expect(run.stderr.contains(says), "\(what): \(run.stderr)")
            #expect(try folder.names() == before, "\(what)")
        }
    }

    @Test("an offer says what was typed and no more, whatever was recorded")
    func saysNoMore() throws {
        let story = try Story()
        try CommandRun.done(Self.counter(), in: story.folder)
        try Peer.pythonScript(
            """
            import base64, json
            payload = json.loads(base64.b64decode(json.load(open("offer.json"))["payload"]))
            assert set(payload) == {"request", "window", "cameras", "audio", "stills", "conditions", "owner",
                                    "issued", "expires"}, payload.keys()
            assert payload["cameras"] == {"count": 1} and payload["conditions"] == []
            """, in: story.folder)
        let help = try CommandRun.done(["request", "counter", "--help"], in: story.folder)
        #expect(!help.text.contains("--footage"))
    }
}
