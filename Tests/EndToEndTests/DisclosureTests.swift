import Foundation
import Peers
import Testing

@Suite("From an owner over an agency to both sides of a case")
struct DisclosureTests {
    /// A bundle that an investigator holds, and the cards of two who cannot open it.
    private static func road(_ more: [String] = []) throws -> Road {
        let road = try Road(sealed: false)
        if !more.isEmpty {
            try CommandRun.done(
                Story.grant(
                    ["--camera", "front-door", "--from", Road.from, "--to", Road.to, "--force"] + more),
                in: road.folder)
        }
        try CommandRun.done(Road.seal(), in: road.folder)
        try CommandRun.done(
            [
                "custody", "add", "bundle.tar", "--action", "received", "--how", "by hand", "--identity",
                "reader.id",
            ], in: road.folder)
        for (file, name, role) in [
            ("ada", "Ada Stein", "defence"), ("petra", "Petra Vogt", "prosecutor"),
        ] {
            try CommandRun.done(
                [
                    "identity", "new", "--name", name, "--role", role, "--no-passphrase", "--out",
                    "\(file).id",
                ], in: road.folder)
            try CommandRun.done(["identity", "card", "\(file).id", "--out", "\(file).card"], in: road.folder)
        }
        return road
    }

    private static func disclose(_ to: String, _ more: [String] = []) -> [String] {
        [
            "disclose", "bundle.tar", "--identity", "reader.id", "--to-card", "\(to).card", "--reason",
            "asked for", "--out", "\(to).disclosure.json",
        ] + more
    }

    private static func checks(_ run: CommandRun) throws -> [String: [String: Any]] {
        let checks = try #require(try run.json()["checks"] as? [[String: Any]])
        return Dictionary(uniqueKeysWithValues: try checks.map { (try #require($0["code"] as? String), $0) })
    }

    @Test(
        "the defence verifies and opens the clip it was given, the prosecutor all of them, the owner reads of both"
    )
    func whole() throws {
        let road = try Self.road(["--condition", "No publication"])
        let refused = try CommandRun.proffer(Self.disclose("ada", ["--object", "1"]), in: road.folder)
        #expect(refused.status == 77 && refused.stderr.contains("--permitted-by"))
        let permitted = ["--permitted-by", "an order of the court"]
        try CommandRun.done(Self.disclose("ada", ["--object", "1"] + permitted), in: road.folder)
        try CommandRun.done(Self.disclose("petra", permitted), in: road.folder)

        let seen = try CommandRun.done(
            [
                "verify", "bundle.tar", "--disclosure", "ada.disclosure.json", "--identity", "ada.id",
                "--json",
            ], in: road.folder)
        let checks = try Self.checks(seen)
        #expect(checks["disclosed_keys_of_files"]?["result"] as? String == "ok")
        #expect(checks["object_files_as_recorded"]?["result"] as? String == "ok")
        #expect(checks["consent_answers_request"]?["needs"] as? String == "record")
        #expect(
            try CommandRun.proffer(
                [
                    "verify", "bundle.tar", "--disclosure", "petra.disclosure.json", "--identity", "ada.id",
                ], in: road.folder
            ).status == 77)

        let opened = try CommandRun.done(
            [
                "open", "bundle.tar", "--disclosure", "petra.disclosure.json", "--identity", "petra.id",
                "--into",
                "opened",
            ], in: road.folder)
        #expect(opened.text.contains("an order of the court"))
        try CommandRun.done(
            [
                "open", "bundle.tar", "--disclosure", "ada.disclosure.json", "--identity", "ada.id", "--into",
                "less",
            ], in: road.folder)
        #expect(try Road.objects(openedIn: road.folder).count > 1)
        let less = try FileManager.default.contentsOfDirectory(atPath: road.folder.path("less"))
        #expect(less.filter { $0.hasSuffix(".facts.json") } == ["0001.facts.json"])

        try CommandRun.done(
            ["receipt", "new", "bundle.tar", "--identity", "reader.id", "--out", "receipt.json"],
            in: road.folder)
        let receipt = try CommandRun.done(
            ["receipt", "show", "receipt.json", "--bundle", "bundle.tar", "--identity", "owner.id"],
            in: road.folder)
        // Lines are wrapped.
        let words = receipt.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("“Ada Stein” (defence)") && words.contains("“Petra Vogt” (prosecutor)"))
        #expect(words.contains("an order of the court"))
    }

    @Test("who is handed a disclosure alone is told what it is, and what to type next")
    func toldAlone() throws {
        let road = try Self.road()
        try CommandRun.done(Self.disclose("ada"), in: road.folder)
        let run = try CommandRun.done(["ada.disclosure.json"], in: road.folder)
        #expect(run.text.contains("a disclosure, which opens parts of a bundle"))
        #expect(run.text.contains("proffer disclosure show ada.disclosure.json"))
        #expect(run.text.contains("proffer verify bundle.tar --disclosure ada.disclosure.json"))
        #expect(run.text.contains("proffer open bundle.tar --disclosure ada.disclosure.json"))
    }

    @Test("age itself opens what was disclosed, with a new header before the old payload")
    func age() throws {
        let road = try Self.road()
        try CommandRun.done(Self.disclose("ada"), in: road.folder)
        try CommandRun.done(
            [
                "disclosure", "files", "bundle.tar", "--disclosure", "ada.disclosure.json", "--identity",
                "ada.id",
                "--into", "files",
            ], in: road.folder)
        try CommandRun.done(Road.open, in: road.folder)
        let identity =
            try JSONSerialization.jsonObject(with: Data(try road.folder.read("ada.id"))) as? [String: Any]
        let key = try #require(identity?["age_identity"] as? String)
        try road.folder.write(Array((key + "\n").utf8), as: "ada.key")
        for object in try Road.objects(openedIn: road.folder) {
            let file = try #require(object["file"] as? String).dropFirst("data/".count)
            let name = try #require(object["name"] as? String)
            let outcome = try Peer.run(
                try Peer.program("age"), ["-d", "-i", "ada.key", "files/\(file)"], in: road.folder)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(try outcome.output == road.folder.read("opened/\(name)"))
        }
    }

    @Test("what the page says for other tools opens it too: with jq, age and a shell")
    func byHand() throws {
        let road = try Self.road()
        try CommandRun.done(Self.disclose("ada", ["--object", "1"]), in: road.folder)
        try CommandRun.done(Road.open, in: road.folder)
        try Peer.pythonScript(
            """
            import base64, json, subprocess, tarfile
            key = json.load(open("ada.id"))["age_identity"]
            open("ada.key", "w").write(key + "\\n")
            envelope = json.load(open("ada.disclosure.json"))
            predicate = json.loads(base64.b64decode(envelope["payload"]))["predicate"]
            def age(data):
                return subprocess.run(["age", "-d", "-i", "ada.key"], input=data, stdout=subprocess.PIPE, check=True).stdout
            keys = json.loads(age(predicate["keys"].encode()))
            member = keys["files"][0]
            with tarfile.open("bundle.tar") as tar:
                name = next(n for n in tar.getnames() if n.endswith(member["name"]))
                old = tar.extractfile(name).read()
            end = old.index(b"\\n", old.index(b"\\n--- ") + 1) + 1
            open("by-hand", "wb").write(age(member["header"].encode() + old[end:]))
            """, [], in: road.folder)
        let first = try #require(try Road.objects(openedIn: road.folder).first)
        let name = try #require(first["name"] as? String)
        #expect(try road.folder.read("by-hand") == road.folder.read("opened/\(name)"))
    }

    @Test("proffer-verify discloses and checks as proffer does")
    func withoutMedia() throws {
        let road = try Self.road()
        let program = try CommandRun.binary().deletingLastPathComponent().appending(path: "proffer-verify")
        let made = try CommandRun.run(program, Self.disclose("ada"), in: road.folder)
        #expect(made.status == 0, "\(made.stderr)")
        let seen = try CommandRun.run(
            program,
            ["verify", "bundle.tar", "--disclosure", "ada.disclosure.json", "--identity", "ada.id"],
            in: road.folder)
        #expect(seen.status == 0, "\(seen.text)")
    }

    @Test("post-quantum keys are used where the recipient has them, and where they have none it is said")
    func postQuantum() throws {
        let story = try Story(postQuantum: ["owner", "reader"])
        try CommandRun.done(
            Story.grant(["--camera", "front-door", "--from", Road.from, "--to", Road.to]), in: story.folder)
        try CommandRun.done(Road.seal(), in: story.folder)
        for (file, more) in [("ada", ["--post-quantum"]), ("petra", [])] {
            try CommandRun.done(
                [
                    "identity", "new", "--name", file, "--role", "expert", "--no-passphrase", "--out",
                    "\(file).id",
                ] + more, in: story.folder)
            try CommandRun.done(
                ["identity", "card", "\(file).id", "--out", "\(file).card"], in: story.folder)
            let made = try CommandRun.done(
                [
                    "disclose", "bundle.tar", "--identity", "owner.id", "--to-card", "\(file).card",
                    "--reason", "x",
                    "--out", "\(file).json",
                ], in: story.folder)
            #expect(made.stderr.contains("quantum computers") == more.isEmpty)
            let seen = try CommandRun.proffer(
                ["verify", "bundle.tar", "--disclosure", "\(file).json", "--identity", "\(file).id"],
                in: story.folder)
            #expect(seen.status == 0, "\(seen.text)")
        }
    }
}
