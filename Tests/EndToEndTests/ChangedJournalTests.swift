import Foundation
import Peers
import Testing

@Suite("What somebody else did to the owner's journal, or wrote into it, is told")
struct ChangedJournalTests {
    @Test(
        "a trigger or a view in the journal: nothing is sealed, nothing hangs, and it is said in one line",
        arguments: [
            "create trigger t after insert on entry begin delete from entry where number = new.number; end",
            "create trigger t after insert on entry begin insert into head with recursive n(i) as (select 1 union all select i + 1 from n) select i from n; end",
            "alter table entry rename to hidden; create view entry as select * from hidden where kind <> 'sealed'",
            "create view v as select 1",
        ])
    func foreignSchema(change: String) throws {
        let road = try Road(sealed: false)
        try CommandRun.done(
            ["journal", "add", "request.json"], in: road.folder, environment: JournalTests.place)
        try Peer.pythonScript(
            "import sqlite3, sys; sqlite3.connect('journal.sqlite').executescript(sys.argv[1])", [change],
            in: road.folder)
        for arguments in [Road.seal(), ["journal", "show"], ["journal", "add", "request.json"]] {
            let run = try CommandRun.proffer(arguments, in: road.folder, environment: JournalTests.place)
            #expect(run.status == 73, "\(run.stderr)")
            #expect(run.stderr.contains("somebody has changed it"), "\(run.stderr)")
            #expect(run.stderr.split(separator: "\n").count <= 2, "\(run.stderr)")
        }
        #expect(try !road.folder.names().contains("bundle.tar"))
    }

    @Test(
        "a bundle that somebody takes out of the journal, or changes what is said of, is named, and show ends with 1"
    )
    func takenOut() throws {
        for (change, words) in [
            ("delete from entry where kind in ('begun', 'seal', 'sealed')", "rows, and"),
            ("delete from entry where kind = 'sealed'", "rows, and"),
            (
                "update entry set content = cast(replace(content, 'bundle.tar', 'other.tar') as blob) where kind = 'begun'",
                "row 3"
            ),
            ("update entry set content = x'7b7d' where kind = 'sealed'", "what left in bundle.tar"),
        ] {
            let road = try Road(sealed: false)
            try CommandRun.done(Road.seal(), in: road.folder, environment: JournalTests.place)
            try Peer.pythonScript(
                "import sqlite3, sys; d = sqlite3.connect('journal.sqlite'); d.execute(sys.argv[1]); d.commit()",
                [change],
                in: road.folder)
            for more in [[], ["--identity", "owner.id"]] {
                let run = try CommandRun.proffer(
                    ["journal", "show"] + more, in: road.folder, environment: JournalTests.place)
                #expect(run.status == 1, "\(change): \(run.text)")
                #expect(run.text.contains("Somebody has changed this journal"))
                #expect(run.text.contains(words), "\(change): \(run.text)")
            }
        }
    }

    @Test("an older copy of the journal that was put back is said by the next seal, and named from then on")
    func olderCopy() throws {
        let road = try Road(sealed: false)
        let folder = road.folder
        try CommandRun.done(Road.seal(), in: folder, environment: JournalTests.place)
        let old = try folder.read("journal.sqlite")
        try CommandRun.done(Road.seal(out: "second.tar"), in: folder, environment: JournalTests.place)
        try folder.write(old, as: "journal.sqlite")
        chmod(folder.path("journal.sqlite"), 0o600)
        let shown = try CommandRun.proffer(["journal", "show"], in: folder, environment: JournalTests.place)
        #expect(shown.status == 1)
        let run = try CommandRun.done(
            Road.seal(out: "third.tar"), in: folder, environment: JournalTests.place)
        #expect(run.stderr.contains("an older copy was put in its place"), "\(run.stderr)")
        let later = try CommandRun.proffer(["journal", "show"], in: folder, environment: JournalTests.place)
        #expect(later.status == 1)
        #expect(later.text.contains("rows that were not here"), "\(later.text)")
    }

    @Test(
        "what shows that nothing was taken out lies beside the identity, is private, and is a note another tool reads"
    )
    func besideIdentity() throws {
        let road = try Road(sealed: false)
        try CommandRun.done(Road.seal(), in: road.folder, environment: JournalTests.place)
        let name = try #require(
            try road.folder.names().first { $0.hasPrefix("owner.id.") && $0.hasSuffix(".head") })
        let mode = try FileManager.default.attributesOfItem(atPath: road.folder.path(name))[.posixPermissions]
        #expect(mode as? Int == 0o600)
        try Peer.pythonScript(
            """
            import base64, json, sys
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
            text, signature = open(sys.argv[1]).read().split("\\n\\n")
            key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(json.load(open("owner.id"))["signing_key"]))
            key.public_key().verify(base64.b64decode(signature.split()[-1])[4:], (text + "\\n").encode())
            """, [name], in: road.folder)
        let shown = try CommandRun.done(
            ["journal", "show"], in: road.folder, environment: JournalTests.place)
        #expect(shown.text.contains("agrees with the first"), "\(shown.text)")
        // The stick with the identity is not plugged in.
        for name in try road.folder.names() where name.hasSuffix(".head") {
            try FileManager.default.removeItem(atPath: road.folder.path(name))
        }
        let without = try CommandRun.done(
            ["journal", "show"], in: road.folder, environment: JournalTests.place)
        #expect(without.text.contains("was not checked"), "\(without.text)")
    }

    @Test("ids and numbers that others chose to collide are told apart, and none is picked")
    func collisions() throws {
        let story = try Story()
        let folder = story.folder
        func done(_ arguments: [String]) throws {
            try CommandRun.done(arguments, in: folder, environment: JournalTests.place)
        }
        try done(["request", "show", "request.json"])
        let first = try #require(try JournalTests.show(in: folder).first)
        let digest = try #require(first["digest"] as? String)
        let id = try #require((first["request"] as? [String: Any])?["id"] as? String)
        let stranger = "payload['agency'] = json.load(open('reader.card')); "
        let fresh = "payload['id'] = '%08d-1111-4111-8111-111111111111' % "
        try story.resign(
            "request.json", as: "id.json", with: "reader.id", stranger + "payload['purpose'] = 'x'")
        try story.resign(
            "request.json", as: "number.json", with: "reader.id",
            stranger + fresh + "1; payload['case_number'] = '\(digest.prefix(12))'")
        try story.resign(
            "request.json", as: "named.json", with: "reader.id",
            stranger + fresh + "2; payload['case_number'] = '\(id)'")
        for file in ["id.json", "number.json", "named.json"] {
            // The keyid is of whoever signed before; the card tells whose it should be.
            try Peer.pythonScript(
                """
                import base64, hashlib, json, sys
                envelope = json.load(open(sys.argv[1]))
                card = json.load(open("reader.card"))
                envelope["signatures"][0]["keyid"] = card["signatures"][0]["keyid"]
                json.dump(envelope, open(sys.argv[1], "w"))
                """, [file], in: folder)
            try done(["request", "show", file])
        }
        for name in [id, String(digest.prefix(12))] {
            let run = try CommandRun.proffer(
                ["journal", "show", "--request", name], in: folder, environment: JournalTests.place)
            #expect(run.status == 64, "\(name): \(run.text)")
            #expect(
                run.stderr.contains("could be") && run.stderr.contains(String(digest.prefix(16))),
                "\(run.stderr)")
            #expect(
                run.stderr.contains("“Tom Okafor”") && run.stderr.contains("“Maria Keller”"), "\(run.stderr)")
            #expect(run.text.isEmpty)
        }
        // More digits name one; a number of a case may have several requests, all of them shown.
        #expect(try JournalTests.show(["--request", String(digest.prefix(20))], in: folder).count == 1)
        #expect(try JournalTests.show(["--request", "26-0417"], in: folder).count == 2)
        let same = try #require(
            try JournalTests.show(["--request", digest], in: folder).first?["same_id"] as? [String])
        #expect(same.count == 1 && same != [digest])
        let screen = try CommandRun.done(["journal", "show"], in: folder, environment: JournalTests.place)
        #expect(screen.text.contains("another request here has it, which is not this one"), "\(screen.text)")
    }

    @Test("a consent that somebody else gave is not called yours, even once it was added by hand")
    func notYours() throws {
        let story = try Story()
        let folder = story.folder
        func done(_ arguments: [String]) throws {
            try CommandRun.done(arguments, in: folder, environment: JournalTests.place)
        }
        try done(Story.grant(["--camera", "front-door"]))
        try CommandRun.done(
            [
                "identity", "new", "--name", "Dana Whitfield", "--role", "owner", "--no-passphrase", "--out",
                "namesake.id",
            ], in: folder)
        try CommandRun.done(
            [
                "consent", "grant", "--request", "request.json", "--identity", "namesake.id", "--out",
                "theirs.json", "--no-journal", "--accept-unknown-signer",
            ], in: folder)
        try done(["journal", "add", "theirs.json"])
        let answers = try #require(try JournalTests.show(in: folder).first?["answers"] as? [[String: Any]])
        #expect(answers.map { $0["yours"] as? Bool } == [true, false])
        let screen = try CommandRun.done(["journal", "show"], in: folder, environment: JournalTests.place)
        #expect(screen.text.contains("You agreed"), "\(screen.text)")
        #expect(screen.text.contains("Somebody in the name of “Dana Whitfield” agreed"), "\(screen.text)")
        // Without anything beside the identity, nobody can tell, and nobody is called you.
        for name in try folder.names() where name.hasSuffix(".head") {
            try FileManager.default.removeItem(atPath: folder.path(name))
        }
        let unknown = try CommandRun.proffer(
            ["journal", "show"], in: folder, environment: JournalTests.place)
        #expect(!unknown.text.contains("You agreed"), "\(unknown.text)")
        #expect(unknown.text.contains("cannot be told"), "\(unknown.text)")
    }

    @Test("a receipt for the bundle with another timestamp than it left with is told")
    func otherTimestamp() throws {
        let authority = try TimestampAuthority()
        let road = try Road(sealed: false)
        let folder = road.folder
        try TimestampServer.asked(of: authority) { url in
            _ = try CommandRun.done(
                Road.seal() + ["--timestamp", url], in: folder, environment: JournalTests.place)
        }
        let left = try #require(
            JournalTests.bundles(of: try JournalTests.show(in: folder)).first?["left"] as? [String: Any])
        try Peer.pythonScript(
            """
            import hashlib, sys, tarfile
            bundle = tarfile.open("bundle.tar")
            token = bundle.extractfile(next(n for n in bundle.getnames() if n.endswith("/seal.tsr"))).read()
            assert hashlib.sha256(token).hexdigest() == sys.argv[1]
            """, [left["timestamp"] as? String ?? ""], in: folder)
        try CommandRun.done(
            ["receipt", "new", "bundle.tar", "--identity", "reader.id", "--out", "receipt.json"], in: folder)
        try CommandRun.done(["journal", "add", "receipt.json"], in: folder, environment: JournalTests.place)
        let honest = try CommandRun.done(["journal", "show"], in: folder, environment: JournalTests.place)
        #expect(!honest.text.contains("ANOTHER timestamp"), "\(honest.text)")
        try road.story.resign(
            "receipt.json", as: "swapped.json", with: "reader.id",
            "payload['predicate'].pop('entry'); payload['predicate']['timestamp'] = '0' * 64")
        try CommandRun.done(["journal", "add", "swapped.json"], in: folder, environment: JournalTests.place)
        let told = try CommandRun.done(["journal", "show"], in: folder, environment: JournalTests.place)
        #expect(told.text.contains("ANOTHER timestamp"), "\(told.text)")
    }
}
