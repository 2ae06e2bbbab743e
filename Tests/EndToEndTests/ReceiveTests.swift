import Foundation
import Peers
import Testing

@Suite("A custodian's day, from the command line")
struct ReceiveTests {
    /// A custodian with a passphrase, a folder of bundles, and a register and a ledger of their own.
    private struct House {
        let road: Road
        var folder: ScratchFolder { road.folder }
        static let register = ["PROFFER_REGISTER": "register.sqlite"]

        /// The options that open the custodian's identity.
        let key: [String]

        /// - Parameters:
        ///   - count: how many bundles there are, all of one consent.
        ///   - isProtected: whether the custodian's identity has a passphrase, which takes its time.
        init(_ count: Int = 1, isProtected: Bool = false) throws {
            road = try Road(sealed: false)
            key = ["--identity", "ruth.id"] + (isProtected ? ["--passphrase-file", "pass"] : [])
            try FileManager.default.createDirectory(
                atPath: road.folder.path("in"), withIntermediateDirectories: true)
            for number in 1...count {
                try CommandRun.done(Road.seal(out: "in/\(number).tar"), in: road.folder)
            }
            try road.folder.write("correct horse battery\n", as: "pass")
            let passphrase = isProtected ? ["--passphrase-file", "pass"] : []
            try CommandRun.done(
                ["identity", "new", "--name", "Ruth Adeyemi", "--role", "custodian", "--out", "ruth.id"]
                    + (isProtected ? passphrase : ["--no-passphrase"]), in: road.folder)
            try CommandRun.done(
                ["identity", "card", "ruth.id", "--out", "ruth.card"] + passphrase, in: road.folder)
            try CommandRun.done(["ledger", "new", "ledger.sqlite"] + key, in: road.folder)
        }

        var receive: [String] {
            ["receive", "in", "--how", "on one USB stick", "--ledger", "ledger.sqlite"] + key
        }

        func receive(_ more: [String] = []) throws -> CommandRun {
            try CommandRun.proffer(receive + more, in: folder, environment: Self.register)
        }

        func rows(_ run: CommandRun) throws -> [[String: Any]] {
            try run.text.split(separator: "\n").map { line in
                try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            }
        }
    }

    @Test("a file's name begins no line of its own, in a heading neither")
    func names() throws {
        let house = try House()
        let named = try house.folder.read("in/1.tar")
        try house.folder.write(named, as: "in/a\n\n99 files: 99 received.\n.tar")
        let received = try house.receive().text
        let listed = try CommandRun.proffer(
            ["custody", "list", "in"], in: house.folder, environment: House.register
        ).text
        for text in [received, listed] {
            #expect(!text.split(separator: "\n").contains { $0.hasPrefix("99 files") }, "\(text)")
            #expect(text.contains("a\\n\\n99 files"), "\(text)")
        }
    }

    @Test(
        "bundles, a copy, a damaged one and a file that is none: each is named, and the end is that of the worst"
    )
    func day() throws {
        let house = try House(2, isProtected: true)
        try house.folder.write(try house.folder.read("in/1.tar"), as: "in/1 (1).tar")
        var bytes = try house.folder.read("in/2.tar")
        bytes[bytes.count / 2] ^= 1
        try house.folder.write(bytes, as: "in/2.tar")
        try house.folder.write("nothing", as: "in/3.tar")
        let run = try house.receive(["--json"])
        #expect(run.status == 1, "\(run.stderr)")
        let rows = Dictionary(
            uniqueKeysWithValues: try house.rows(run).map { ($0["file"] as? String ?? "", $0) })
        #expect(rows["in/1.tar"]?["done"] as? String == "received")
        #expect(rows["in/1.tar"]?["result"] as? String == "ok_signer_unknown")
        #expect(rows["in/1 (1).tar"]?["duplicate_of"] as? String == "in/1.tar")
        #expect(rows["in/2.tar"]?["result"] as? String == "failed")
        #expect(rows["in/3.tar"]?["result"] as? String == "not_a_bundle")
        let table = try house.receive()
        #expect(table.status == 1)
        #expect(table.text.contains("received before") && table.text.contains("lies in in/1.tar too"))
        let verified = try CommandRun.proffer(["verify", "in", "--csv"], in: house.folder)
        #expect(verified.status == 1 && verified.text.contains("in/2.tar,failed,checked"))
        // What the other side sees: an intact chain, and a receipt that the ledger holds.
        let shown = try CommandRun.done(
            ["receipt", "show", "in/1.tar.receipt.json", "--bundle", "in/1.tar", "--card", "ruth.card"],
            in: house.folder)
        #expect(shown.text.contains("Ruth Adeyemi"))
    }

    @Test("a spreadsheet reads the table, and takes no name in it for a formula")
    func spreadsheet() throws {
        let house = try House()
        try FileManager.default.moveItem(
            atPath: house.folder.path("in/1.tar"), toPath: house.folder.path("=1+1, \"x\".tar"))
        let run = try CommandRun.done(
            ["receive", "=1+1, \"x\".tar", "--csv"] + house.key, in: house.folder, environment: House.register
        )
        try house.folder.write(run.stdout, as: "day.csv")
        let read = try Peer.pythonScript(
            """
            import csv, json, sys
            rows = list(csv.DictReader(open(sys.argv[1], newline="")))
            print(json.dumps([rows[0]["file"], rows[0]["done"], len(rows), None in rows[0]]))
            """, ["day.csv"], in: house.folder)
        #expect(read.text == "[\"'=1+1, \\\"x\\\".tar\", \"received\", 1, false]\n")
    }

    @Test("a run that is killed at any moment leaves nothing half written, and the next one goes on")
    func killed() throws {
        let house = try House(3)
        let whole = try CommandRun.seconds(house.receive, in: house.folder, environment: House.register)
        for part in 1...4 {
            for name in try FileManager.default.contentsOfDirectory(atPath: house.folder.path("in"))
            where !name.hasSuffix(".tar") {
                try FileManager.default.removeItem(atPath: house.folder.path("in/\(name)"))
            }
            try? FileManager.default.removeItem(atPath: house.folder.path("register.sqlite"))
            for ending in ["-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: house.folder.path("register.sqlite\(ending)"))
            }
            _ = try CommandRun.killed(
                house.receive, in: house.folder, after: whole * Double(part) / 5, environment: House.register)
            let run = try house.receive(["--json"])
            #expect(run.status == 0, "\(run.stderr)")
            for number in 1...3 {
                let names = try FileManager.default.contentsOfDirectory(atPath: house.folder.path("in"))
                    .filter { $0.hasPrefix("\(number).tar") }.sorted()
                #expect(
                    names == ["\(number).tar", "\(number).tar.custody.jsonl", "\(number).tar.receipt.json"])
                let chain = try house.folder.read("in/\(number).tar.custody.jsonl")
                #expect(chain.count { $0 == 0x0A } == 1)
            }
        }
        let ledger = try CommandRun.done(
            ["ledger", "verify", "ledger.sqlite", "--card", "ruth.card"], in: house.folder)
        #expect(ledger.text.contains("ok"))
    }

    @Test("what was received is found again by its label, by who holds it, and by the day it is due")
    func foundAgain() throws {
        let house = try House(2)
        #expect(try house.receive(["--case", "26-0417", "--shelf", "row B-3"]).status == 0)
        func custody(_ arguments: [String]) throws -> CommandRun {
            try CommandRun.proffer(["custody"] + arguments, in: house.folder, environment: House.register)
        }
        #expect(try custody(["label", "in/2.tar", "--due", "2026-12-31"]).status == 0)
        #expect(try custody(["label", "in/2.tar", "--due", "soon"]).status == 64)
        let due = try custody(["list", "--due-by", "2026-12-31", "--json"])
        let rows = try house.rows(due)
        #expect(rows.count == 1 && (rows.first?["file"] as? String)?.hasSuffix("in/2.tar") == true)
        #expect(
            rows.first?["case"] as? String == "26-0417" && rows.first?["holder"] as? String == "Ruth Adeyemi")
        #expect(try house.rows(try custody(["list", "in", "--search", "b-3", "--json"])).count == 2)
        #expect(try house.rows(try custody(["list", "in", "--search", "nobody", "--json"])).isEmpty)
        for name in ["in/2.tar.custody.jsonl", "in/2.tar.receipt.json"] {
            let said = try Self.decoded(try house.folder.read(name))
            #expect(said.contains("on one USB stick"))
            for label in ["26-0417", "row B-3", "2026-12-31"] { #expect(!said.contains(label)) }
        }
    }

    /// A statement with all that is written in base64 inside it.
    private static func decoded(_ bytes: [UInt8]) throws -> String {
        var text = String(decoding: bytes, as: UTF8.self)
        for match in text.matches(of: #/"payload":"([A-Za-z0-9+\/=]+)"/#) {
            let inner = try #require(Data(base64Encoded: String(match.output.1)))
            text += try decoded([UInt8](inner))
        }
        return text
    }

    @Test(
        "a whole copy after a damaged one is received and holds; what was disposed of and comes again is 65"
    )
    func comesAgain() throws {
        let house = try House()
        let whole = try house.folder.read("in/1.tar")
        var damaged = whole
        damaged[damaged.count / 2] ^= 1
        try house.folder.write(damaged, as: "in/1.tar")
        #expect(try house.receive().status == 1)
        try house.folder.write(whole, as: "in/2.tar")
        let rows = try house.rows(try house.receive(["--json"]))
        let row = try #require(rows.first { $0["file"] as? String == "in/2.tar" })
        #expect(row["done"] as? String == "received" && row["ledger_place"] as? Int == 1)
        let verified = try CommandRun.done(["verify", "in/2.tar"], in: house.folder)
            .text.replacing(#/\s+/#, with: " ")
        #expect(verified.contains("this one is the file that entry 2 says was received whole"))
        for name in ["in/1.tar", "in/2.tar"] {
            try FileManager.default.removeItem(atPath: house.folder.path(name))
        }
        let disposal = [
            "custody", "add", "in/2.tar", "--action", "disposed", "--seen", "deleted", "--why",
            "retention ended",
        ]
        try CommandRun.done(disposal + house.key, in: house.folder, environment: House.register)
        try house.folder.write(whole, as: "again.tar")
        let again = try CommandRun.proffer(
            ["receive", "again.tar"] + house.key, in: house.folder, environment: House.register)
        let words = again.text.replacing(#/\s+/#, with: " ")
        #expect(again.status == 65 && words.contains("was disposed of (deleted) by “Ruth Adeyemi”"))
        #expect(words.contains("hint: ask who gave it"))
    }

    @Test("many are handed over, taken over and shown, and receipts of many are read, with one command each")
    func manyHanded() throws {
        let house = try House(2)
        #expect(try house.receive().status == 0)
        func run(_ arguments: [String]) throws -> CommandRun {
            try CommandRun.proffer(arguments, in: house.folder, environment: House.register)
        }
        let offer = ["custody", "add", "in", "--action", "transferred", "--to-card", "reader.card", "--json"]
        let offered = try run(offer + house.key)
        #expect(try offered.status == 0 && house.rows(offered).count == 2, "\(offered.stderr)")
        let accepted = try run(["custody", "accept", "in", "--identity", "reader.id", "--json"])
        #expect(try accepted.status == 0 && house.rows(accepted).count == 2, "\(accepted.stderr)")
        #expect(try run(["custody", "accept", "in", "--identity", "reader.id"]).status == 77)
        let shown = try run(["custody", "show", "in", "--csv"])
        #expect(
            shown.status == 0 && shown.text.split(whereSeparator: \.isNewline).count == 3, "\(shown.text)")
        #expect(shown.text.hasPrefix("file,result,state,"))
        let receipts = ["in/1.tar.receipt.json", "in/2.tar.receipt.json"]
        let read = try run(["receipt", "show"] + receipts)
        #expect(read.status == 0 && read.text.contains("“Ruth Adeyemi”"), "\(read.text)")
        #expect(try run(["receipt", "show", "--bundle", "in/1.tar"] + receipts).status == 64)
        #expect(try run(["custody", "label", "in", "--case", "26-0417"]).status == 0)
        #expect(try house.rows(try run(["custody", "list", "--search", "26-0417", "--json"])).count == 2)
        let bytes = try house.folder.read("in/1.tar")
        try house.folder.write(Array(bytes.dropLast(600)), as: "in/1 (1).tar")
        let listed = try run(["custody", "list", "in"])
        #expect(listed.status == 1 && listed.text.contains("a copy, DAMAGED"), "\(listed.text)")
    }

    @Test("a receipt by somebody unknown is shown, and ends with 77 where trust was asked for")
    func strangersReceipt() throws {
        let house = try House()
        #expect(try house.receive().status == 0)
        let show = ["receipt", "show", "in/1.tar.receipt.json", "--bundle", "in/1.tar"]
        try CommandRun.done(
            ["trust", "add", "--not-compared", "ruth.card", "--trust", "mine"], in: house.folder)
        try CommandRun.done(
            ["trust", "add", "--not-compared", "owner.card", "--trust", "others"], in: house.folder)
        let stranger = try CommandRun.proffer(show + ["--trust", "others"], in: house.folder)
        #expect(stranger.status == 77 && stranger.text.hasPrefix("Who signed this receipt is not relied on"))
        #expect(try CommandRun.proffer(show + ["--trust", "mine"], in: house.folder).status == 0)
        #expect(try CommandRun.proffer(show, in: house.folder).status == 0)
    }

    @Test("a promised day that is past is said to whoever signs a receipt and can read what was promised")
    func promisePast() throws {
        let road = try Road(sealed: false)
        let camera = ["--camera", "front-door", "--from", Road.from, "--to", Road.to]
        try CommandRun.done(
            Story.grant(camera + ["--condition", "deleted on 2026-01-31"], out: "dated.json"), in: road.folder
        )
        try CommandRun.done(Road.seal(consent: "dated.json"), in: road.folder)
        let said = "the day on which it is due for disposal, 2026-01-31, is past"
        let receipt = ["receipt", "new", "bundle.tar", "--no-register", "--identity"]
        try CommandRun.done(
            ["identity", "new", "--name", "Ruth Adeyemi", "--role", "custodian", "--out", "ruth.id"]
                + ["--no-passphrase"], in: road.folder)
        try road.folder.write(try road.folder.read("bundle.tar"), as: "closed.tar")
        let reader = try CommandRun.done(receipt + ["reader.id", "--out", "r.json"], in: road.folder)
        #expect(reader.stderr.contains(said))
        let many = try CommandRun.done(
            ["receive", "closed.tar", "--no-register", "--identity", "ruth.id", "--json"], in: road.folder)
        #expect(!many.text.contains("due_passed"), "without a key nobody knows")
    }

    @Test("the terms inside are shown to whoever has a key, and the one day they name counts as due")
    func terms() throws {
        let house = try House()
        #expect(try house.receive().status == 0)
        let listed = try CommandRun.done(
            ["custody", "list", "in", "--identity", "reader.id", "--json"], in: house.folder,
            environment: House.register)
        let row = try #require(try house.rows(listed).first)
        #expect(row["terms"] != nil && row["due"] == nil)
        let stranger = try CommandRun.done(
            ["custody", "list", "in", "--json"] + house.key, in: house.folder, environment: House.register)
        #expect(try house.rows(stranger).first?["terms_reason"] != nil)
    }
}
