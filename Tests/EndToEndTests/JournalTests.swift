import Foundation
import Peers
import Testing

@Suite("who got what from me, when, under which conditions: one command and one page")
struct JournalTests {
    static let place = ["PROFFER_JOURNAL": "journal.sqlite"]

    static func show(
        _ more: [String] = [], in folder: ScratchFolder
    ) throws -> [[String: Any]] {
        let run = try CommandRun.done(
            ["journal", "show", "--json"] + more, in: folder, environment: place)
        let facts = try run.json()
        #expect(facts["spoiled"] as? [String] == [])
        return try #require(facts["requests"] as? [[String: Any]])
    }

    static func bundles(of requests: [[String: Any]]) -> [[String: Any]] {
        requests.flatMap { ($0["answers"] as? [[String: Any]] ?? []) }
            .flatMap { $0["bundles"] as? [[String: Any]] ?? [] }
    }

    @Test("looking, offering, agreeing, sealing, revoking and declining are noted by themselves")
    func wholeStory() throws {
        let story = try Story()
        let folder = story.folder
        func done(_ arguments: [String]) throws {
            try CommandRun.done(arguments, in: folder, environment: Self.place)
        }
        try done(["request", "lint", "request.json"])
        try done(["request", "show", "request.json"])
        try done([
            "request", "counter", "--request", "request.json", "--identity", "owner.id", "--no-audio",
            "--out",
            "offer.json",
        ])
        try done(
            Story.grant([
                "--camera", "front-door", "--from", Road.from, "--to", Road.to, "--condition",
                "No <b>publication</b>",
            ]))
        try done(Road.seal())
        try done([
            "consent", "revoke", "--consent", "consent.json", "--identity", "owner.id", "--out",
            "revoked.json",
        ])
        try done(Story.request(out: "second.json"))
        try done([
            "consent", "decline", "--request", "second.json", "--identity", "owner.id", "--out",
            "declined.json",
        ])

        let requests = try Self.show(in: folder)
        #expect(requests.count == 2)
        let first = requests[0]
        #expect((first["request"] as? [String: Any])?["case_number"] as? String == "26-0417")
        #expect((first["offers"] as? [Any])?.count == 1)
        let answer = try #require((first["answers"] as? [[String: Any]])?.first)
        #expect((answer["revocations"] as? [Any])?.count == 1)
        let bundle = try #require(Self.bundles(of: requests).first)
        #expect(bundle["file"] as? String == "bundle.tar")
        let left = try #require(bundle["left"] as? [String: Any])
        #expect(
            left["size"] as? Int == (try folder.read("bundle.tar")).count)
        let objects = try #require(left["objects"] as? [[String: Any]])
        #expect(Set(objects.compactMap { $0["camera"] as? String }) == ["front-door"])
        // The seal in the journal is that of the bundle.
        try Peer.pythonScript(
            """
            import base64, hashlib, json, sys, tarfile
            bundle = tarfile.open("bundle.tar")
            name = next(n for n in bundle.getnames() if n.endswith("/seal.dsse.json"))
            payload = base64.b64decode(json.load(bundle.extractfile(name))["payload"])
            assert hashlib.sha256(payload).hexdigest() == sys.argv[1]
            """, [bundle["seal"] as? String ?? ""], in: folder)
        #expect(try Self.show(["--request", "26-0417"], in: folder).count == 2)
        let digest = first["digest"] as? String ?? ""
        #expect(try Self.show(["--request", String(digest.prefix(8))], in: folder).count == 1)
        #expect(
            try CommandRun.proffer(
                ["journal", "show", "--request", "26-9999"], in: folder, environment: Self.place
            ).status == 66)

        let screen = try CommandRun.done(
            ["journal", "show", "--page", "page.html"], in: folder, environment: Self.place)
        for words in [
            "One bundle was made, with footage of “front-door”", "You offered less", "You took it back",
            "cannot be called", "You declined", "“Tom Okafor” (investigator)", "No <b>publication</b>",
        ] {
            #expect(screen.text.contains(words), "\(words): \(screen.text)")
        }
        try Self.checkPage(in: folder)
    }

    /// The page as a browser would take it apart.
    private static func checkPage(in folder: ScratchFolder) throws {
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path("page.html"))[
            .posixPermissions]
        #expect(mode as? Int == 0o600)
        try Peer.pythonScript(
            """
            import html.parser
            class Page(html.parser.HTMLParser):
                open, text, seen = [], "", set()
                void = {"meta", "br"}
                def handle_starttag(self, tag, attributes):
                    self.seen.add(tag)
                    for name, value in attributes:
                        assert name not in ("src", "href", "style") and not name.startswith("on"), (tag, name)
                    if tag not in self.void: self.open.append(tag)
                def handle_endtag(self, tag):
                    assert self.open.pop() == tag, tag
                def handle_data(self, data): self.text += data
            page = Page()
            page.feed(open("page.html", encoding="utf-8").read())
            page.close()
            assert page.open == []
            assert not page.seen & {"script", "link", "img", "iframe", "b"}, page.seen
            for words in ["No <b>publication</b>", "front-door", "You agreed", "“Tom Okafor” (investigator)",
                          "cannot be called back", "You declined"]:
                assert words in page.text, words
            """, in: folder)
    }

    @Test("--no-journal notes nothing, and nothing is noted beside the journal that was named")
    func noJournal() throws {
        let folder = try Story().folder
        let before = try folder.names()
        try CommandRun.done(
            ["request", "show", "request.json", "--no-journal"], in: folder, environment: Self.place)
        #expect(try folder.names() == before)
        try CommandRun.done(
            ["request", "show", "request.json"], in: folder,
            environment: ["PROFFER_JOURNAL": "", "XDG_DATA_HOME": folder.path("data")])
        #expect(FileManager.default.fileExists(atPath: folder.path("data/proffer/journal.sqlite")))
        #expect(try folder.names() == before.union(["data"]))
        #expect(
            try CommandRun.proffer(
                ["journal", "show", "--journal", "none.sqlite"], in: folder
            ).status == 66)
    }

    @Test("journal add takes statements that hold, once, and refuses what it does not know")
    func add() throws {
        let story = try Story()
        let folder = story.folder
        try CommandRun.done(Story.grant(), in: folder)
        let add = ["journal", "add", "request.json", "consent.json"]
        for _ in 0..<2 { try CommandRun.done(add, in: folder, environment: Self.place) }
        #expect(try Self.show(in: folder).count == 1)
        try story.resign(
            "request.json", as: "changed.json", with: "reader.id", "payload['case_number'] = '1'")
        for file in ["owner.card", "changed.json", "owner.id"] {
            let run = try CommandRun.proffer(["journal", "add", file], in: folder, environment: Self.place)
            #expect(run.status == 65, "\(file): \(run.stderr)")
        }
        #expect(try Self.show(in: folder).count == 1)
    }

    @Test("where a statement cannot be noted, that is said and nothing else fails")
    func unwritable() throws {
        let folder = try Story().folder
        try folder.write("not a journal", as: "broken.sqlite")
        for (journal, arguments) in [
            ("broken.sqlite", ["request", "show", "request.json"]),
            ("request.json/below", ["request", "lint", "request.json"]),
            ("broken.sqlite", Story.grant()),
            (
                "broken.sqlite",
                [
                    "consent", "decline", "--request", "request.json", "--identity", "owner.id", "--out",
                    "no.json",
                ]
            ),
        ] {
            let run = try CommandRun.done(arguments + ["--journal", journal], in: folder)
            #expect(run.stderr.hasPrefix("note: this is not in your journal: \(journal)"), "\(run.stderr)")
        }
        #expect(try folder.read("broken.sqlite") == Array("not a journal".utf8))
    }

    @Test("a seal that cannot be noted is refused before anything is made, unless one does without")
    func sealUnwritable() throws {
        let road = try Road(sealed: false)
        try road.folder.write("not a journal", as: "broken.sqlite")
        let seal = Road.seal() + ["--journal", "broken.sqlite"]
        let run = try CommandRun.proffer(seal, in: road.folder)
        #expect(run.status == 73, "\(run.stderr)")
        #expect(run.stderr.contains("nothing was sealed") && run.stderr.contains("--no-journal"))
        #expect(try !road.folder.names().contains("bundle.tar"))
        try CommandRun.done(Road.seal() + ["--no-journal"], in: road.folder)
    }

    @Test("a seal that fails is not in the journal")
    func sealFails() throws {
        let road = try Road(sealed: false)
        let folder = road.folder
        try CommandRun.done(["journal", "add", "request.json"], in: folder, environment: Self.place)
        // The disk is full from the first byte on: found while sealing, after the journal knows.
        let run = try Peer.run(
            "bash",
            [
                "-c", "ulimit -f 100; trap '' XFSZ; exec \"$@\"", "bash", try CommandRun.binary().path,
            ] + Road.seal() + ["--journal", "journal.sqlite"], in: folder)
        #expect(run.status == 74, "\(run.stderr)")
        #expect(try !folder.names().contains("bundle.tar"))
        #expect(Self.bundles(of: try Self.show(in: folder)).isEmpty)
    }

    @Test("a journal that locks up after the seal was begun costs a note, not the bundle")
    func lockedMidway() throws {
        let road = try Road(sealed: false)
        let folder = road.folder
        try CommandRun.done(["journal", "add", "request.json"], in: folder, environment: Self.place)
        let locker = Process()
        locker.executableURL = try Peer.python()
        locker.arguments = [
            "-c",
            """
            import os, sqlite3, time
            db = sqlite3.connect("journal.sqlite", isolation_level=None, timeout=30)
            open("watching", "w").close()
            end = time.monotonic() + 60
            while time.monotonic() < end:
                if db.execute("select count(*) from entry where kind = 'begun'").fetchone()[0]: break
                time.sleep(0.001)
            db.execute("begin immediate")
            open("locked", "w").close()
            while time.monotonic() < end and not os.path.exists("release"): time.sleep(0.02)
            """,
        ]
        locker.currentDirectoryURL = folder.url
        locker.standardInput = FileHandle.nullDevice
        try locker.run()
        defer { kill(locker.processIdentifier, SIGKILL) }
        while try !folder.names().contains("watching") { usleep(10_000) }
        let run = try CommandRun.done(Road.seal(), in: folder, environment: Self.place)
        #expect(try folder.names().contains("locked"))
        #expect(run.stderr.contains("bundle.tar is made and whole"), "\(run.stderr)")
        #expect(run.stderr.contains("another program has locked it"), "\(run.stderr)")
        try folder.write("", as: "release")
        locker.waitUntilExit()
        try CommandRun.done(["verify", "bundle.tar"], in: folder)
        let bundle = try #require(Self.bundles(of: try Self.show(in: folder)).first)
        #expect(bundle["file"] as? String == "bundle.tar")
        #expect(bundle["ended"] == nil)
        let screen = try CommandRun.done(["journal", "show"], in: folder, environment: Self.place)
        #expect(screen.text.contains("Nobody noted its end"))
    }

    @Test("processes that note at once lose nothing of each other")
    func atOnce() throws {
        let folder = try Story().folder
        try Peer.pythonScript(
            """
            import os, subprocess
            def decline(number):
                return subprocess.Popen([os.environ["PROFFER"], "consent", "decline", "--request", "request.json",
                    "--identity", "owner.id", "--reason", f"no {number}", "--out", f"declined-{number}.json"],
                    env={**os.environ, "PROFFER_JOURNAL": "journal.sqlite"}, stdout=subprocess.DEVNULL)
            assert [run.wait() for run in [decline(number) for number in range(8)]] == [0] * 8
            """, in: folder)
        let requests = try Self.show(in: folder)
        #expect(requests.map { ($0["answers"] as? [Any])?.count } == [8])
    }

    @Test("killed at any moment, there is no bundle that the journal does not know of")
    func killed() throws {
        let road = try Road(sealed: false)
        let folder = road.folder
        let length = try CommandRun.seconds(
            Road.seal(out: "whole.tar"), in: folder, environment: Self.place)
        var (kills, made) = (0, 0)
        for part in 1...24 {
            let name = "bundle-\(part).tar"
            if try CommandRun.killed(
                Road.seal(out: name), in: folder, after: length * Double(part) / 14, environment: Self.place)
            {
                kills += 1
            }
            guard try folder.names().contains(name) else { continue }
            made += 1
            let known = Self.bundles(of: try Self.show(in: folder)).compactMap { $0["file"] as? String }
            #expect(known.contains(name), "after \(part) parts of 14")
        }
        #expect(kills > 0, "every run ended before it was killed")
        #expect(made > 0, "no run lived long enough to make a bundle")
        try Peer.pythonScript(
            """
            import sqlite3
            assert sqlite3.connect("journal.sqlite").execute("pragma integrity_check").fetchone() == ("ok",)
            """, in: folder)
    }

    @Test("a revocation says what was opened cannot be called back only where something was sealed")
    func revokedBefore() throws {
        let folder = try Story().folder
        try CommandRun.done(Story.grant(), in: folder, environment: Self.place)
        try CommandRun.done(
            [
                "consent", "revoke", "--consent", "consent.json", "--identity", "owner.id", "--out",
                "revoked.json",
            ], in: folder, environment: Self.place)
        let screen = try CommandRun.done(["journal", "show"], in: folder, environment: Self.place)
        #expect(screen.text.contains("You took it back"))
        #expect(!screen.text.contains("called back"))
        #expect(screen.text.contains("Nothing was sealed"))
    }

    @Test("a receipt that came back stands with its bundle: who has it, since when, in what state")
    func receipt() throws {
        let road = try Road(sealed: false)
        let folder = road.folder
        try CommandRun.done(Road.seal(), in: folder, environment: Self.place)
        try CommandRun.done(
            ["receipt", "new", "bundle.tar", "--identity", "reader.id", "--out", "receipt.json"], in: folder)
        for _ in 0..<2 {
            try CommandRun.done(["journal", "add", "receipt.json"], in: folder, environment: Self.place)
        }
        let bundle = try #require(Self.bundles(of: try Self.show(in: folder)).first)
        let receipts = try #require(bundle["receipts"] as? [[String: Any]])
        #expect(receipts.count == 1)
        #expect(receipts.first?["seal"] as? String == bundle["seal"] as? String)
        let screen = try CommandRun.done(["journal", "show"], in: folder, environment: Self.place)
        #expect(screen.text.contains("Receipts      “Tom Okafor”"), "\(screen.text)")
        // Elsewhere nobody knows of the bundle.
        let elsewhere = try CommandRun.proffer(["journal", "add", "receipt.json"], in: folder)
        #expect(elsewhere.status == 65, "\(elsewhere.stderr)")
    }
}
