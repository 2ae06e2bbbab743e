import Foundation
import Peers
import Testing

@Suite("Custody and receipts, from the command line")
struct CustodyTests {
    /// A sealed bundle, and a custodian beside the people of the story.
    private struct Way {
        let road: Road
        var folder: ScratchFolder { road.folder }

        init() throws {
            road = try Road()
            try CommandRun.done(
                [
                    "identity", "new", "--name", "Lee Park", "--role", "custodian", "--no-passphrase",
                    "--out",
                    "lee.id",
                ], in: road.folder)
            try CommandRun.done(["identity", "card", "lee.id", "--out", "lee.card"], in: road.folder)
        }

        static let chain = "bundle.tar.custody.jsonl"

        func add(_ action: String, by identity: String = "lee.id", _ more: [String] = []) -> [String] {
            ["custody", "add", "bundle.tar", "--action", action, "--identity", identity] + more
        }

        var received: [String] { add("received", ["--how", "by hand, on a USB stick"]) }

        func add(_ action: String, _ more: [String]) -> [String] { add(action, by: "lee.id", more) }

        /// Received, handed over, accepted, which is an entry too, opened and verified: five entries by two people.
        func handedOver() throws {
            try CommandRun.done(received, in: folder)
            try CommandRun.done(add("transferred", ["--to-card", "reader.card"]), in: folder)
            try CommandRun.done(["custody", "accept", "bundle.tar", "--identity", "reader.id"], in: folder)
            try CommandRun.done(Road.open, in: folder)
            try CommandRun.done(add("verified", by: "reader.id"), in: folder)
        }

        func lines() throws -> [String] {
            String(decoding: try folder.read(Self.chain), as: UTF8.self).split(separator: "\n").map(
                String.init)
        }
    }

    private func custody(_ run: CommandRun) throws -> [String: String] {
        let checks = try #require(try run.json()["checks"] as? [[String: Any]])
        var found: [String: String] = [:]
        for check in checks where check["group"] as? String == "custody" {
            found[check["name"] as? String ?? ""] = check["result"] as? String
        }
        return found
    }

    @Test("from received to opened: the chain beside the bundle is found by itself and holds")
    func wholeWay() throws {
        let way = try Way()
        try way.handedOver()
        let verify = try CommandRun.done(["verify", "bundle.tar", "--json"], in: way.folder)
        let checks = try custody(verify)
        #expect(checks.count == 12 && !checks.values.contains("failed"))
        #expect(checks["transfers are signed by both"] == "ok")
        #expect(
            try verify.sentences(of: "chain_whole").first?.contains(
                "custody chain has 5 entries, none missing between them")
                == true)
        let shown = try CommandRun.done(["custody", "show", "bundle.tar", "--json"], in: way.folder).json()
        let actions = (shown["entries"] as? [[String: Any]])?.compactMap { $0["action"] as? String }
        #expect(actions == ["received", "transferred", "received", "opened", "verified"])
        let tenures = try #require(shown["tenures"] as? [[String: Any]])
        let handedOver = try #require(tenures.last?["from"] as? [String: String])
        #expect(handedOver["earliest_by"] != handedOver["latest_by"], "each of the two times is by one clock")
        #expect(handedOver["latest"] != nil)
        #expect((shown["holder"] as? [String: Any])?["name"] as? String == "Tom Okafor")
        #expect(
            try CommandRun.done(["custody", "show", Way.chain], in: way.folder).text
                .contains("The bundle was not looked at"))
    }

    @Test(
        "every kind of tampering with the chain ends verify with 1 and is named",
        arguments: [
            ("removed", "entry 2 was removed"), ("moved", "stands before the entry it follows"),
            ("altered", "was changed after it was signed"), ("doubled", "stands there more than once"),
        ])
    func tampered(how: String, reason: String) throws {
        let way = try Way()
        try way.handedOver()
        var lines = try way.lines()
        switch how {
        case "removed": lines.remove(at: 1)
        case "moved": lines.swapAt(2, 3)
        case "doubled": lines.append(lines[0])
        default:
            try Peer.pythonScript(
                """
                import base64, json, sys
                lines = open(sys.argv[1]).read().splitlines()
                envelope = json.loads(lines[3])
                payload = base64.b64decode(envelope["payload"]).replace(b'"objects":3', b'"objects":1')
                envelope["payload"] = base64.b64encode(payload).decode()
                lines[3] = json.dumps(envelope)
                open(sys.argv[1], "w").write("\\n".join(lines) + "\\n")
                """, [Way.chain], in: way.folder)
            lines = try way.lines()
        }
        try way.folder.write(lines.joined(separator: "\n") + "\n", as: Way.chain)
        for arguments in [["verify", "bundle.tar"], ["custody", "show", "bundle.tar"]] {
            let run = try CommandRun.proffer(arguments, in: way.folder)
            #expect(run.status == 1)
            let words = run.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(words.contains(reason), "\(words)")
        }
        let before = try way.folder.read(Way.chain)
        #expect(
            try CommandRun.proffer(way.add("verified", by: "reader.id"), in: way.folder).status == 1)
        #expect(try way.folder.read(Way.chain) == before)
    }

    @Test("a digest that was written down shows that the end was cut off")
    func head() throws {
        let way = try Way()
        try way.handedOver()
        let head = try #require(
            try CommandRun.done(["custody", "show", "bundle.tar", "--json"], in: way.folder).json()["head"]
                as? String)
        let verify = ["verify", "bundle.tar", "--custody-head", head]
        #expect(try CommandRun.proffer(verify, in: way.folder).status == 0)
        try way.folder.write(try way.lines().dropLast().joined(separator: "\n") + "\n", as: Way.chain)
        #expect(try CommandRun.proffer(["verify", "bundle.tar"], in: way.folder).status == 0)
        #expect(try CommandRun.proffer(verify, in: way.folder).status == 1)
    }

    @Test("a signature taken off the last transfer is found by who wrote down the digest of the acceptance")
    func strippedAcceptance() throws {
        let way = try Way()
        try CommandRun.done(way.received, in: way.folder)
        try CommandRun.done(way.add("transferred", ["--to-card", "reader.card"]), in: way.folder)
        func head() throws -> String {
            try #require(
                try CommandRun.done(["custody", "show", "bundle.tar", "--json"], in: way.folder).json()[
                    "head"]
                    as? String)
        }
        let offered = try head()
        try CommandRun.done(["custody", "accept", "bundle.tar", "--identity", "reader.id"], in: way.folder)
        let accepted = try head()
        func verify(_ head: String) throws -> Int32 {
            try CommandRun.proffer(["verify", "bundle.tar", "--custody-head", head], in: way.folder).status
        }
        #expect(try verify(accepted) == 0)
        #expect(try verify(offered) == 0, "the offer is still there once it was accepted")
        try Peer.pythonScript(
            """
            import json, sys
            lines = open(sys.argv[1]).read().splitlines()[:-1]
            envelope = json.loads(lines[-1])
            envelope["signatures"] = envelope["signatures"][:1]
            lines[-1] = json.dumps(envelope, sort_keys=True, separators=(",", ":"))
            open(sys.argv[1], "w").write("\\n".join(lines) + "\\n")
            """, [Way.chain], in: way.folder)
        #expect(try verify(offered) == 0)
        #expect(try verify(accepted) == 1)
    }

    @Test(
        "who does not hold the bundle by the chain opens nothing, unless with --no-custody; then no entry is made"
    )
    func opening() throws {
        let way = try Way()
        try CommandRun.done(way.received, in: way.folder)
        let refused = try CommandRun.proffer(Road.open, in: way.folder)
        #expect(refused.status == 77)
        #expect(refused.stderr.contains("“Lee Park” holds the bundle"))
        #expect(try !way.folder.names().contains { $0.contains("opened") })
        let opened = try CommandRun.done(Road.open + ["--no-custody"], in: way.folder)
        #expect(opened.text.contains("No custody entry was made"))
        #expect(try way.lines().count == 1)
    }

    @Test("where no chain lies beside the bundle, opening says that no entry was made")
    func openingWithout() throws {
        let road = try Road()
        #expect(try CommandRun.done(Road.open, in: road.folder).text.contains("No custody entry was made"))
        #expect(try !road.folder.names().contains { $0.contains("custody") })
    }

    @Test("with --trust, somebody in the chain whose card is not trusted ends verify with 77")
    func trustRequired() throws {
        let way = try Way()
        try CommandRun.done(way.received, in: way.folder)
        try CommandRun.done(
            ["trust", "add", "--not-compared", "owner.card", "--trust", "trust"], in: way.folder)
        let verify = ["verify", "bundle.tar", "--trust", "trust"]
        let unknown = try CommandRun.proffer(verify, in: way.folder)
        #expect(unknown.status == 77)
        #expect(unknown.stderr.contains("Lee Park"))
        try CommandRun.done(
            ["trust", "add", "--not-compared", "lee.card", "--trust", "trust"], in: way.folder)
        #expect(try CommandRun.proffer(verify, in: way.folder).status == 0)
    }

    @Test("options that do not belong to an action are refused before anything is read (64)")
    func options() throws {
        let way = try Way()
        for arguments in [
            way.add("received"), way.add("copied", ["--to", "x"]),
            way.add("disposed", ["--how", "x", "--why", "x"]),
            way.add("disposed", ["--seen", "gone", "--why", "x"]), way.add("corrected", ["--why", "x"]),
            way.add("verified", ["--how", "x"]), way.add("opened"), way.add("transferred"),
        ] {
            #expect(try CommandRun.proffer(arguments, in: way.folder).status == 64, "\(arguments)")
        }
        #expect(try !way.folder.names().contains(Way.chain))
    }

    @Test("processes that add at once do not fork the chain")
    func atOnce() throws {
        let way = try Way()
        try CommandRun.done(way.received, in: way.folder)
        try Peer.pythonScript(
            """
            import os, subprocess, sys
            runs = [subprocess.Popen([os.environ["PROFFER"]] + sys.argv[1:], stdout=subprocess.DEVNULL) for _ in range(12)]
            assert [run.wait() for run in runs] == [0] * 12
            """, way.add("verified"), in: way.folder)
        let shown = try CommandRun.done(["custody", "show", "bundle.tar", "--json"], in: way.folder).json()
        #expect((shown["entries"] as? [Any])?.count == 13)
    }

    @Test(
        "Python's securesystemslib verifies every entry, both signatures of a transfer, and in-toto reads them"
    )
    func peers() throws {
        let way = try Way()
        try way.handedOver()
        try CommandRun.done(
            ["receipt", "new", "bundle.tar", "--identity", "reader.id", "--out", "receipt.json"],
            in: way.folder)
        let output = try Peer.pythonScript(
            """
            import base64, hashlib, json, sys, tarfile
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
            from google.protobuf.json_format import Parse
            from in_toto_attestation.v1 import statement_pb2
            from in_toto_attestation.v1.statement import Statement
            from securesystemslib.dsse import Envelope
            from securesystemslib.signer import SSlibKey

            def key(card):
                payload = base64.b64decode(card["payload"])
                raw = base64.b64decode(json.loads(payload)["verifying_key"])
                public = Ed25519PublicKey.from_public_bytes(raw)
                return SSlibKey.from_crypto(public, keyid=hashlib.sha256(payload).hexdigest())

            def statement(envelope):
                payload = base64.b64decode(envelope["payload"])
                parsed = Parse(payload, statement_pb2.Statement())
                Statement(list(parsed.subject), parsed.predicate_type, parsed.predicate).validate()
                return payload, json.loads(payload)

            tar = tarfile.open("bundle.tar")
            seal = json.load(tar.extractfile(next(m for m in tar.getmembers() if m.name.endswith("seal.dsse.json"))))
            first = hashlib.sha256(base64.b64decode(seal["payload"])).hexdigest()
            previous = first
            for line in open(sys.argv[1]):
                envelope = json.loads(line)
                payload, said = statement(envelope)
                assert said["subject"] == [{"name": "seal", "digest": {"sha256": first}}], said
                predicate = said["predicate"]
                assert predicate["previous"] == previous
                previous = hashlib.sha256(payload).hexdigest()
                keys = [key(predicate["actor"])]
                if predicate["action"] == "transferred":
                    keys.append(key(predicate["facts"]["to"]))
                Envelope.from_dict(envelope).verify(keys, len(keys))
                print(predicate["action"], len(keys))
            receipt = json.load(open("receipt.json"))
            payload, said = statement(receipt)
            Envelope.from_dict(receipt).verify([key(said["predicate"]["receiver"])], 1)
            names = {subject["name"]: subject["digest"]["sha256"] for subject in said["subject"]}
            assert names == {"seal": first, "bundle": hashlib.sha256(open("bundle.tar", "rb").read()).hexdigest()}, names
            print(said["predicateType"])
            """, [Way.chain], in: way.folder)
        #expect(
            output.text == """
                received 1
                transferred 2
                received 1
                opened 1
                verified 1
                urn:proffer:predicate:receipt:v1

                """)
    }

    @Test("the owner reads in a receipt what arrived, in what state, and which conditions were read")
    func receipts() throws {
        let way = try Way()
        try CommandRun.done(
            [
                "receipt", "new", "bundle.tar", "--identity", "lee.id", "--how", "by hand", "--out",
                "keyless.json",
            ],
            in: way.folder)
        let keyless = try CommandRun.done(
            ["receipt", "show", "keyless.json", "--bundle", "bundle.tar"], in: way.folder)
        #expect(keyless.text.contains("whole and unchanged"))
        #expect(keyless.text.contains("not read, and they say why:"))
        #expect(keyless.text.contains("| they are inside the encryption"))
        try CommandRun.done(way.add("transferred", ["--to-card", "reader.card"]), in: way.folder)
        try CommandRun.done(["custody", "accept", "bundle.tar", "--identity", "reader.id"], in: way.folder)
        try CommandRun.done(
            ["receipt", "new", "bundle.tar", "--identity", "reader.id", "--out", "receipt.json"],
            in: way.folder)
        let show = ["receipt", "show", "receipt.json", "--bundle", "bundle.tar"]
        let owner = try CommandRun.done(show + ["--identity", "owner.id"], in: way.folder)
        #expect(owner.text.contains("26-0417"))
        #expect(try CommandRun.proffer(show + ["--identity", "lee.id"], in: way.folder).status == 77)
        let receipt = String(decoding: try way.folder.read("receipt.json"), as: UTF8.self)
        #expect(!receipt.contains("26-0417") && !receipt.contains("Dana"))
        let entry = try #require(
            (try CommandRun.done(show + ["--json"], in: way.folder).json()["receipt"] as? [String: Any])?[
                "entry"]
                as? String)
        try CommandRun.done(["verify", "bundle.tar", "--custody-head", entry], in: way.folder)
    }

    @Test("a receipt of a damaged bundle is made, says so, and ends with 1")
    func damagedReceipt() throws {
        let way = try Way()
        var bytes = try way.folder.read("bundle.tar")
        bytes[bytes.count / 2] ^= 1
        try way.folder.write(bytes, as: "bundle.tar")
        let made = try CommandRun.proffer(
            ["receipt", "new", "bundle.tar", "--identity", "lee.id", "--out", "receipt.json"], in: way.folder)
        #expect(made.status == 1)
        let shown = try CommandRun.done(["receipt", "show", "receipt.json"], in: way.folder)
        #expect(shown.text.contains("did not hold when it arrived"))
    }

    @Test(
        "a check that was not made for want of a file names it as a value in JSON, and what to type on the page"
    )
    func needs() throws {
        let way = try Way()
        try CommandRun.done(
            ["receipt", "new", "bundle.tar", "--identity", "lee.id", "--out", "receipt.json"], in: way.folder)
        let show = ["receipt", "show", "receipt.json"]
        let checks =
            try CommandRun.done(show + ["--json"], in: way.folder).json()["checks"] as? [[String: Any]]
        let check = try #require(checks?.first { $0["code"] as? String == "receipt_of_bundle" })
        #expect(check["needs"] as? String == "bundle")
        #expect(check["reason"] as? String == "the bundle was not given")
        let page = try CommandRun.done(show, in: way.folder).text
        #expect(page.contains("the bundle was not given (--bundle)"))
    }

    @Test("a receipt that was changed is refused (65), and one for another bundle fails (1)")
    func receiptTampered() throws {
        let way = try Way()
        try CommandRun.done(
            ["receipt", "new", "bundle.tar", "--identity", "lee.id", "--out", "receipt.json"], in: way.folder)
        try Peer.pythonScript(
            """
            import base64, json
            envelope = json.load(open("receipt.json"))
            payload = base64.b64decode(envelope["payload"]).replace(b'"result":"ok"', b'"result":"failed"')
            envelope["payload"] = base64.b64encode(payload).decode()
            json.dump(envelope, open("changed.json", "w"))
            """, in: way.folder)
        #expect(try CommandRun.proffer(["receipt", "show", "changed.json"], in: way.folder).status == 65)
        try CommandRun.done(Road.seal(out: "other.tar"), in: way.folder)
        #expect(
            try CommandRun.proffer(
                ["receipt", "show", "receipt.json", "--bundle", "other.tar"], in: way.folder
            )
            .status == 1)
    }

    @Test("with a ledger the receipt shows offline that the ledger holds what was received")
    func ledger() throws {
        let way = try Way()
        try CommandRun.done(["ledger", "new", "ledger.sqlite", "--identity", "lee.id"], in: way.folder)
        let new = [
            "receipt", "new", "bundle.tar", "--identity", "lee.id", "--ledger", "ledger.sqlite", "--out",
        ]
        try CommandRun.done(new + ["receipt.json"], in: way.folder)
        // What is there already is not logged again.
        try CommandRun.done(new + ["again.json"], in: way.folder)
        let show = ["receipt", "show", "receipt.json", "--json"]
        func log(_ more: [String] = []) throws -> String? {
            let checks =
                try CommandRun.proffer(show + more, in: way.folder).json()["checks"] as? [[String: Any]]
            return checks?.first { $0["name"] as? String == "a log holds the custody entry" }?["result"]
                as? String
        }
        #expect(try log() == "ok")
        #expect(try log(["--card", "lee.card"]) == "ok")
        #expect(try log(["--card", "owner.card"]) == "failed")
        // The ledger's own check accepts the proof out of the receipt, for the line of the chain.
        try Peer.pythonScript(
            """
            import base64, json
            said = json.loads(base64.b64decode(json.load(open("receipt.json"))["payload"]))
            open("received.tlog-proof", "w").write(said["predicate"]["proof"])
            """, in: way.folder)
        let checked = try CommandRun.done(
            ["ledger", "check", "received.tlog-proof", "--entry", Way.chain, "--card", "lee.card"],
            in: way.folder)
        #expect(checked.text.contains("at place 0 of 1"))
    }
}
