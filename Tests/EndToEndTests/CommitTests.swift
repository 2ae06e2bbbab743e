import Foundation
import Peers
import Testing

@Suite("commit")
struct CommitTests {
    private static let older = "the recordings existed before the request"

    private static func result(_ run: CommandRun, of name: String = older) throws -> String? {
        let checks = try #require(try run.json()["checks"] as? [[String: Any]])
        return checks.first { $0["name"] as? String == name }?["result"] as? String
    }

    /// The samples, copied, so that nothing else touches them, and old enough to be committed to.
    private static func cams(in folder: ScratchFolder) async throws {
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "cams"), withIntermediateDirectories: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: Road.samples)
        where name.hasSuffix(".mp4") {
            try FileManager.default.copyItem(
                atPath: "\(Road.samples)/\(name)", toPath: folder.path("cams/\(name)"))
        }
        // A file changed a moment ago may still be written to.
        try await Task.sleep(for: .seconds(5.1))
    }

    @Test("proves that footage is older than the request, to whoever trusts the authority")
    func provesAge() async throws {
        let authority = try TimestampAuthority()
        let story = try Story()
        let folder = story.folder
        try await Self.cams(in: folder)
        try TimestampServer.asked(of: authority) { url in
            let run = try CommandRun.done(
                ["commit", "cams", "--store", "store", "--timestamp", url, "--json"], in: folder)
            #expect(try run.json()["stamped"] as? Int == 3)
        }
        // The authority's clock may be off by one and a half seconds, and a request's time has whole ones.
        try await Task.sleep(for: .seconds(2.6))
        try CommandRun.done(Story.request(out: "later.json"), in: folder)
        try CommandRun.done(
            Story.grant(["--camera", "front-door"], request: "later.json", out: "later-consent.json"),
            in: folder)
        try CommandRun.done(
            Road.seal(request: "later.json", consent: "later-consent.json", footage: "cams")
                + ["--store", "store"], in: folder)
        let root = authority.root
        let proven = try CommandRun.done(Road.verifyWithKey + ["--tsa-roots", root, "--json"], in: folder)
        #expect(try Self.result(proven) == "ok")
        let sentences = try proven.sentences(of: "existed_before_request", in: "proven")
        #expect(sentences.count == 1)
        // To a recipient an object is a number: its name has the camera in it.
        #expect(sentences[0].hasPrefix("This footage (object "))
        #expect(sentences[0].contains("has existed unaltered since"))
        // Without the authority's certificate it is said who says so, and no more.
        let open = try CommandRun.done(Road.verifyWithKey + ["--json"], in: folder)
        #expect(try Self.result(open) == "not_checked")
        // Another authority vouches for nothing, and what it does not vouch for is not called wrong.
        let other = try TimestampAuthority()
        let refused = try CommandRun.proffer(
            Road.verifyWithKey + ["--tsa-roots", other.root, "--json"], in: folder)
        #expect(refused.status == 0)
        #expect(try Self.result(refused) == "not_checked")
        // The owner, and nobody else, can make the commitment to the whole recording again.
        let name = try #require(try folder.names(in: "cams").first { $0.hasPrefix("front-door_") })
        let whole = try CommandRun.done(
            ["verify", "bundle.tar", "--identity", "owner.id", "--source", "cams/\(name)", "--json"],
            in: folder)
        #expect(try Self.result(whole, of: "the commitment is that of the whole recordings given") == "ok")
    }

    @Test("the proof of age stays with a recording that was moved, copied, renamed or touched since")
    func renamed() async throws {
        let authority = try TimestampAuthority()
        let story = try Story()
        let folder = story.folder
        try await Self.cams(in: folder)
        try TimestampServer.asked(of: authority) { url in
            _ = try CommandRun.done(["commit", "cams", "--store", "store", "--timestamp", url], in: folder)
        }
        try await Task.sleep(for: .seconds(2.6))
        try CommandRun.done(Story.request(out: "later.json"), in: folder)
        try CommandRun.done(
            Story.grant(["--camera", "front-door"], request: "later.json", out: "later-consent.json"),
            in: folder)
        let name = try #require(try folder.names(in: "cams").first { $0.hasPrefix("front-door_") })
        let stem = String(name.dropLast(4))
        for (what, command, file) in [
            ("moved", "mkdir moved && mv cams/\(name) moved/ && cp moved/\(name) cams/", name),
            ("copied", "mkdir copied && cp cams/\(name) copied/", name),
            ("renamed", "mkdir renamed && cp cams/\(name) 'renamed/\(stem) (1).mp4'", "\(stem) (1).mp4"),
            (
                "renamed to another day",
                "mkdir day && cp cams/\(name) day/front-door_2026-07-04T21-38-30+0200.mp4",
                "front-door_2026-07-04T21-38-30+0200.mp4"
            ),
        ] {
            try #require(try Peer.run("bash", ["-c", command], in: folder).status == 0)
            let place = what == "renamed to another day" ? "day" : what
            let sealed = try CommandRun.done(
                Road.seal(
                    request: "later.json", consent: "later-consent.json", footage: place, out: "\(place).tar")
                    + ["--store", "store"], in: folder)
            #expect(sealed.stderr.contains("was committed to as \(name)"), "\(what): \(sealed.stderr)")
            let run = try CommandRun.done(
                [
                    "verify", "\(place).tar", "--identity", "reader.id", "--tsa-roots", authority.root,
                    "--source",
                    "\(place)/\(file)", "--json",
                ], in: folder)
            #expect(try Self.result(run) == "ok", "\(what)")
            #expect(try Self.result(run, of: "starts are read from what was committed to") == "ok", "\(what)")
            // A file that tells another start than the name that was committed to is named, and may be as it is.
            #expect(
                try Self.result(run, of: "the record says what is in the recordings given")
                    == (what == "renamed to another day" ? "not_checked" : "ok"), "\(what)")
        }
    }

    @Test("nothing that was encoded anew is proven to be older than the request, whatever was committed to")
    func onlyOriginals() async throws {
        let authority = try TimestampAuthority()
        let story = try Story()
        let folder = story.folder
        try await Self.cams(in: folder)
        try TimestampServer.asked(of: authority) { url in
            _ = try CommandRun.done(["commit", "cams", "--store", "store", "--timestamp", url], in: folder)
        }
        try await Task.sleep(for: .seconds(2.6))
        try CommandRun.done(Story.request(out: "later.json"), in: folder)
        try CommandRun.done(
            Story.grant(
                ["--camera", "front-door", "--no-audio", "--from", "21:40:32.5", "--to", "21:40:33.5"],
                request: "later.json", out: "later-consent.json"), in: folder)
        try CommandRun.done(
            Road.seal(request: "later.json", consent: "later-consent.json", footage: "cams")
                + ["--store", "store"], in: folder)
        let run = try CommandRun.done(
            Road.verifyWithKey + ["--tsa-roots", authority.root, "--json"], in: folder)
        #expect(try Self.result(run) == "not_checked")
        #expect(try run.sentences(of: "existed_before_request", in: "proven") == [])
    }

    @Test("a token in a record is one that openssl accepts over the root of its batch")
    func opensslAccepts() async throws {
        let authority = try TimestampAuthority()
        let story = try Story()
        let folder = story.folder
        try await Self.cams(in: folder)
        try TimestampServer.asked(of: authority) { url in
            _ = try CommandRun.done(["commit", "cams", "--store", "store", "--timestamp", url], in: folder)
        }
        try CommandRun.done(Story.grant(["--camera", "front-door"]), in: folder)
        try CommandRun.done(Road.seal(footage: "cams") + ["--store", "store"], in: folder)
        try Peer.pythonScript(
            """
            import base64, hashlib, json, subprocess, sys, tarfile
            tar = tarfile.open("bundle.tar")
            member = next(m for m in tar if m.name.endswith("data/record.age"))
            open("record.age", "wb").write(tar.extractfile(member).read())
            key = json.load(open("reader.id"))["age_identity"]
            open("key", "w").write(key + "\\n")
            record = json.loads(subprocess.run(["age", "-d", "-i", "key", "record.age"], check=True,
                capture_output=True).stdout)
            recording = record["recordings"][0]
            stamp = recording["precommitment"]["stamp"]
            node = hashlib.sha256(b"\\0" + bytes.fromhex(recording["commitment"]["root"])).digest()
            place, last = stamp["place"], stamp["count"] - 1
            for sibling in map(bytes.fromhex, stamp["path"]):
                if place & 1 or place == last:
                    node = hashlib.sha256(b"\\1" + sibling + node).digest()
                    while not place & 1 and place: place, last = place >> 1, last >> 1
                else:
                    node = hashlib.sha256(b"\\1" + node + sibling).digest()
                place, last = place >> 1, last >> 1
            assert node.hex() == stamp["root"], "the path does not lead to the root"
            open("token", "wb").write(base64.b64decode(stamp["token"]))
            subprocess.run(["openssl", "ts", "-verify", "-digest", stamp["root"], "-in", "token", "-token_in",
                "-CAfile", sys.argv[1]], check=True, stderr=subprocess.DEVNULL)
            """, [authority.root], in: folder)
    }

    @Test("a recording that changed since is committed to anew, and that is said")
    func changedSince() async throws {
        let story = try Story()
        let folder = story.folder
        try await Self.cams(in: folder)
        try CommandRun.done(["commit", "cams", "--store", "store"], in: folder)
        let name = try #require(try folder.names(in: "cams").first { $0.hasPrefix("front-door_") })
        var bytes = try folder.read("cams/\(name)")
        // In the box at the end that libavformat writes its own name into.
        bytes[bytes.count - 1] ^= 1
        try folder.write(bytes, as: "cams/\(name)")
        try CommandRun.done(Story.grant(["--camera", "front-door"]), in: folder)
        let sealed = try CommandRun.proffer(Road.seal(footage: "cams") + ["--store", "store"], in: folder)
        #expect(sealed.status == 0)
        #expect(sealed.stderr.contains("has changed since it was committed to"))
        #expect(
            try Self.result(CommandRun.done(Road.verifyWithKey + ["--json"], in: folder)) == "not_checked")
    }

    @Test("killed at any moment it loses nothing that it had kept, and the next run finds the rest")
    func killed() async throws {
        let folder = try ScratchFolder()
        try await Self.cams(in: folder)
        let garden = try #require(try folder.names(in: "cams").first { $0.hasPrefix("garden_") })
        for number in 0..<150 {
            try FileManager.default.copyItem(
                atPath: folder.path("cams/\(garden)"), toPath: folder.path("cams/copy-\(number).mp4"))
        }
        try await Task.sleep(for: .seconds(5.1))
        let length = try CommandRun.seconds(["commit", "cams", "--store", "another"], in: folder)
        var (held, kills) = (0, 0)
        for round in 1...12 {
            if try CommandRun.killed(
                ["commit", "cams", "--store", "store"], in: folder, after: length * Double(round) / 14)
            {
                kills += 1
            }
            guard FileManager.default.fileExists(atPath: folder.path("store/commitments.sqlite")) else {
                continue
            }
            let said = try Peer.pythonScript(
                """
                import sqlite3
                db = sqlite3.connect("store/commitments.sqlite")
                assert db.execute("pragma integrity_check").fetchone() == ("ok",)
                known = db.execute("select count(*) from sqlite_master where name = 'recording'").fetchone()[0]
                print(db.execute("select count(*) from recording").fetchone()[0] if known else 0)
                """, in: folder)
            let now = try #require(Int(said.text.trimmingCharacters(in: .whitespacesAndNewlines)))
            #expect(now >= held)
            held = now
        }
        #expect(kills > 0, "every run ended before it was killed")
        let last = try CommandRun.done(["commit", "cams", "--store", "store", "--json"], in: folder)
        let facts = try last.json()
        #expect(facts["held"] as? Int == 153)
        #expect((facts["committed"] as? Int ?? 0) + (facts["unchanged"] as? Int ?? 0) == 153)
    }

    @Test("takes no address but http and https (64), and says when nobody is there (74)")
    func addresses() async throws {
        let folder = try ScratchFolder()
        try await Self.cams(in: folder)
        let file = try CommandRun.proffer(
            ["commit", "cams", "--store", "store", "--timestamp", "file:///etc/passwd"], in: folder)
        #expect(file.status == 64)
        let nobody = try CommandRun.proffer(
            ["commit", "cams", "--store", "store", "--timestamp", "http://127.0.0.1:9/"], in: folder)
        #expect(nobody.status == 74)
        let later = try CommandRun.done(["commit", "cams", "--store", "store", "--json"], in: folder)
        #expect(try later.json()["unstamped"] as? Int == 3)
    }

    @Test("a store that is not there is missing (66); certificates that are none are not understood (65)")
    func missing() throws {
        let road = try Road()
        let store = try CommandRun.proffer(
            Road.seal(out: "other.tar") + ["--store", "nowhere"], in: road.folder)
        #expect(store.status == 66)
        let roots = try CommandRun.proffer(
            Road.verifyWithKey + ["--tsa-roots", "request.json"], in: road.folder)
        #expect(roots.status == 65)
    }
}

extension ScratchFolder {
    fileprivate func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(folder))
    }
}
