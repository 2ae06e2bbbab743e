import Foundation
import Peers
import Sealing
import Testing

@Suite("proffer ledger")
struct LedgerTests {
    /// A folder with a custodian, `ruth.id` and `ruth.card`, and their ledger.
    private func begun() throws -> ScratchFolder {
        let folder = try ScratchFolder()
        try CommandRun.done(
            [
                "identity", "new", "--name", "Ruth Adeyemi", "--role", "custodian", "--no-passphrase",
                "--out", "ruth.id",
            ], in: folder)
        try CommandRun.done(["identity", "card", "ruth.id", "--out", "ruth.card"], in: folder)
        try CommandRun.done(["ledger", "new", "ledger.sqlite", "--identity", "ruth.id"], in: folder)
        return folder
    }

    /// Statements like no others, one a line.
    private func statements(_ numbers: Range<Int>, as name: String, in folder: ScratchFolder) throws
        -> [[UInt8]]
    {
        let key = try SigningKey(seed: [UInt8](repeating: 3, count: 32))
        let lines = try numbers.map { number in
            try DSSEEnvelope.signing(
                payload: Array("\(number)".utf8), payloadType: "text/plain", key: key, keyID: "a"
            ).json()
        }
        try folder.write(Array(lines.joined(separator: [0x0A])) + [0x0A], as: name)
        return lines
    }

    private static let verify = ["ledger", "verify", "ledger.sqlite", "--card", "ruth.card"]

    @Test("from the first entry to a proof that somebody else checks without the ledger")
    func road() throws {
        let folder = try begun()
        let lines = try statements(0..<5, as: "a.jsonl", in: folder)
        try CommandRun.done(
            ["ledger", "append", "ledger.sqlite", "a.jsonl", "--identity", "ruth.id"], in: folder)
        try CommandRun.done(["ledger", "checkpoint", "ledger.sqlite", "--out", "early"], in: folder)
        _ = try statements(5..<9, as: "b.jsonl", in: folder)
        try CommandRun.done(
            ["ledger", "append", "ledger.sqlite", "b.jsonl", "--identity", "ruth.id"], in: folder)
        try folder.write(lines[3], as: "third.json")
        try CommandRun.done(
            ["ledger", "prove", "ledger.sqlite", "--entry", "third.json", "--out", "third.tlog-proof"],
            in: folder)
        try CommandRun.done(
            ["ledger", "prove", "ledger.sqlite", "--since", "early", "--out", "growth"], in: folder)
        try FileManager.default.moveItem(atPath: folder.path("ledger.sqlite"), toPath: folder.path("away"))

        let check = ["ledger", "check", "third.tlog-proof", "--card", "ruth.card", "--entry"]
        let held = try CommandRun.done(check + ["third.json", "--json"], in: folder).json()
        #expect((held["summary"] as? String)?.contains("holds the statement, at place 3 of 9") == true)
        try folder.write(lines[2], as: "second.json")
        #expect(try CommandRun.proffer(check + ["second.json"], in: folder).status == 1)
        try CommandRun.done(
            ["ledger", "check", "growth", "--card", "ruth.card", "--since", "early"], in: folder)
    }

    @Test("what is in the ledger already is not logged twice unless it is asked for")
    func again() throws {
        let folder = try begun()
        _ = try statements(0..<5, as: "a.jsonl", in: folder)
        let append = ["ledger", "append", "ledger.sqlite", "a.jsonl", "--identity", "ruth.id", "--json"]
        #expect(try CommandRun.done(append, in: folder).json()["appended"] as? Int == 5)
        #expect(try CommandRun.done(append, in: folder).json()["appended"] as? Int == 0)
        #expect(try CommandRun.done(append + ["--again"], in: folder).json()["appended"] as? Int == 5)
    }

    @Test("a ledger that was changed ends with 1, one that is none with 65, one that is not there with 66")
    func codes() throws {
        let folder = try begun()
        _ = try statements(0..<5, as: "a.jsonl", in: folder)
        try CommandRun.done(
            ["ledger", "append", "ledger.sqlite", "a.jsonl", "--identity", "ruth.id"], in: folder)
        #expect(try CommandRun.proffer(Self.verify, in: folder).status == 0)
        try Peer.pythonScript(
            """
            import sqlite3
            db = sqlite3.connect("ledger.sqlite")
            trigger, = db.execute("select sql from sqlite_master where name = 'entries_keep_from_delete'").fetchone()
            db.execute("drop trigger entries_keep_from_delete")
            db.execute("delete from entries where place = 2")
            db.execute(trigger)
            db.commit()
            """, in: folder)
        let run = try CommandRun.proffer(Self.verify, in: folder)
        #expect(run.status == 1)
        #expect(run.text.contains("entry 2 is not there"))
        try folder.write("none", as: "none.sqlite")
        #expect(try CommandRun.proffer(["ledger", "verify", "none.sqlite"], in: folder).status == 65)
        #expect(try CommandRun.proffer(["ledger", "verify", "missing"], in: folder).status == 66)
    }

    /// How often the command is killed: a few times with the other tests, 200 times with `make soak`.
    private static let kills =
        ProcessInfo.processInfo.environment["PROFFER_LEDGER_KILLS"].flatMap { Int($0) } ?? 15

    @Test("killed at random moments under load, it never loses what it acknowledged, and always verifies")
    func killed() throws {
        let folder = try begun()
        var dice = SystemRandomNumberGenerator()
        var acknowledged: [(first: Int, entries: [[UInt8]])] = []
        var (kills, next) = (0, 0)
        // As long as an append takes here and now, so that kills fall before, into and behind the writing.
        _ = try statements(-400..<0, as: "load.jsonl", in: folder)
        let longest =
            1.5
            * (try CommandRun.seconds(
                ["ledger", "append", "ledger.sqlite", "load.jsonl", "--identity", "ruth.id"], in: folder))
        while kills < Self.kills {
            let size = Int.random(in: 1...400, using: &dice)
            let entries = try statements(next..<next + size, as: "load.jsonl", in: folder)
            next += size
            let wasKilled = try CommandRun.killed(
                ["ledger", "append", "ledger.sqlite", "load.jsonl", "--identity", "ruth.id", "--json"],
                in: folder, after: Double.random(in: 0.002...longest, using: &dice),
                output: try folder.write([], as: "said"))
            if wasKilled { kills += 1 }
            // What was said was acknowledged, also where the kill came between the last word and the end.
            if let said = try? JSONSerialization.jsonObject(with: Data(try folder.read("said")))
                as? [String: Any],
                let first = said["first"] as? Int
            {
                acknowledged.append((first, entries))
            }
            let verified = try CommandRun.proffer(Self.verify, in: folder)
            try #require(verified.status == 0, "\(verified.text)\(verified.stderr)")
        }
        try #require(!acknowledged.isEmpty)
        let shown = try CommandRun.done(
            ["ledger", "show", "ledger.sqlite", "--from", "0", "--count", "1000000", "--json"], in: folder
        ).json()
        let logged = try #require(shown["entries"] as? [[String: Any]]).compactMap {
            $0["envelope"] as? String
        }
        for (first, entries) in acknowledged {
            try #require(first + entries.count <= logged.count)
            #expect(
                logged[first..<first + entries.count].elementsEqual(
                    entries.map { String(decoding: $0, as: UTF8.self) }))
        }
    }

    @Test(
        "an older copy that is put back, or a planted checkpoint of it, is not signed for (1); the file is left as it is"
    )
    func olderCopy() throws {
        let folder = try begun()
        _ = try statements(0..<3, as: "a.jsonl", in: folder)
        _ = try statements(3..<6, as: "b.jsonl", in: folder)
        let append = { (file: String, ledger: String) in
            ["ledger", "append", ledger, file, "--identity", "ruth.id"]
        }
        try CommandRun.done(append("a.jsonl", "ledger.sqlite"), in: folder)
        try folder.write(try folder.read("ledger.sqlite"), as: "old.sqlite")
        chmod(folder.path("old.sqlite"), 0o600)
        try CommandRun.done(append("b.jsonl", "ledger.sqlite"), in: folder)
        try CommandRun.done(["ledger", "checkpoint", "ledger.sqlite", "--out", "six"], in: folder)
        _ = try statements(7..<20, as: "other.jsonl", in: folder)
        let sign = ["ledger", "checkpoint", "old.sqlite", "--identity", "ruth.id", "--out", "forked"]
        for arguments in [append("other.jsonl", "old.sqlite"), sign] {
            let run = try CommandRun.proffer(arguments, in: folder)
            #expect(run.status == 1, "\(run.stderr)")
            #expect(run.stderr.contains("it has 3 entries, and 6 were signed for"), "\(run.stderr)")
        }
        #expect(try !folder.names().contains("forked"))
        // Where what lies beside the identity is gone as well, a checkpoint kept elsewhere does the same.
        for name in try folder.names() where name.hasSuffix(".head") {
            try FileManager.default.removeItem(atPath: folder.path(name))
        }
        let given = try CommandRun.proffer(
            append("other.jsonl", "old.sqlite") + ["--checkpoint", "six"], in: folder)
        #expect(given.status == 1, "\(given.stderr)")
        try CommandRun.done(append("other.jsonl", "ledger.sqlite") + ["--checkpoint", "six"], in: folder)
    }
}
