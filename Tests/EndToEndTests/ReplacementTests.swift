import Foundation
import Peers
import Testing

@Suite("who replaces whom")
struct ReplacementTests {
    private static let trust = ["--trust", "trust"]
    /// By whom a fingerprint was compared, and how.
    private static let told = [
        "--compared-by", "Dana Whitfield", "--compared-on", "now", "--face-to-face",
    ]

    /// Writes the card of new keys that the key of an identity signed as the one after its own, whatever it says.
    private static func succeed(
        _ old: String, as out: String, in folder: ScratchFolder, _ change: String = ""
    ) throws {
        try Peer.pythonScript(
            """
            import base64, hashlib, json, sys
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
            from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
            old, card, out, change = sys.argv[1:]
            key = Ed25519PrivateKey.generate()
            elder = Ed25519PrivateKey.from_private_bytes(base64.b64decode(json.load(open(old))["signing_key"]))
            before = base64.b64decode(json.load(open(card))["payload"])
            payload = json.loads(before)
            payload["created"] = "2099-01-01T00:00:00Z"
            payload["succeeds"] = hashlib.sha256(before).hexdigest()
            public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
            payload["verifying_key"] = base64.b64encode(public).decode()
            exec(change)
            body = json.dumps(payload).encode()
            kind = "application/vnd.proffer.card.v1+json"
            message = b"DSSEv1 %d %b %d %b" % (len(kind), kind.encode(), len(body), body)
            sign = lambda who, name: {"keyid": name, "sig": base64.b64encode(who.sign(message)).decode()}
            signatures = [sign(key, hashlib.sha256(body).hexdigest()), sign(elder, payload["succeeds"])]
            json.dump({"payload": base64.b64encode(body).decode(), "payloadType": kind, "signatures": signatures},
                open(out, "w"))
            """, ["\(old).id", "\(old).card", out, change], in: folder)
    }

    /// The fingerprint of a card, read as the person would read it out.
    private static func fingerprint(_ card: String, in folder: ScratchFolder) throws -> String {
        let shown = try CommandRun.done(["identity", "show", card, "--json"], in: folder).json()
        return try #require((shown["card"] as? [String: Any])?["fingerprint"] as? String)
    }

    @Test(
        "a successor in another name, role or organisation, or no later, is shown beside the old card and not taken",
        arguments: [
            ("payload['name'] = 'Dana Whitfield'", "the name is another"),
            ("payload['role'] = 'owner'", "the role is another"),
            ("payload['organization'] = 'Elm Springs Police'", "the organisation is another"),
            ("payload['created'] = '2020-01-01T00:00:00Z'", "it is not the later one"),
            (
                "payload['name'] = 'Dana Whitfield'; payload['role'] = 'owner'",
                "the name is another and the role is another"
            ),
        ])
    func departs(change: String, says: String) throws {
        let folder = try Story().folder
        try CommandRun.done(["trust", "add", "--not-compared", "reader.card"] + Self.trust, in: folder)
        let before = try folder.names()
        try Self.succeed("reader", as: "new.card", in: folder, change)
        let run = try CommandRun.proffer(
            ["trust", "add", "--not-compared", "new.card"] + Self.trust, in: folder)
        #expect(run.status == 77)
        #expect(run.stderr.contains(says) && run.stderr.contains("Tom Okafor"), "\(run.stderr)")
        #expect(run.stderr.contains("--compared"))
        #expect(run.text.contains("NOT trusted") && !run.text.contains("no call is needed"))
        // Both stand side by side, to be read over the telephone.
        for card in ["reader.card", "new.card"] {
            let start = try Self.fingerprint(card, in: folder).prefix(4)
            #expect(run.text.contains(start))
        }
        #expect(try folder.names().subtracting(["new.card"]) == before)
        let list = try CommandRun.done(["trust", "list", "--json"] + Self.trust, in: folder).json()
        #expect((list["cards"] as? [Any])?.count == 1)
        let json = try CommandRun.proffer(
            ["trust", "add", "--not-compared", "new.card", "--json"] + Self.trust, in: folder)
        #expect(json.status == 77)
        #expect(try json.json()["added"] as? Bool == false)
        #expect((try json.json()["objections"] as? [String])?.isEmpty == false)
    }

    @Test(
        "it is taken when its fingerprint was compared, by as many digits as cannot be made to fit, and not by another's"
    )
    func compared() throws {
        let folder = try Story().folder
        try CommandRun.done(["trust", "add", "--not-compared", "reader.card"] + Self.trust, in: folder)
        try Self.succeed("reader", as: "new.card", in: folder, "payload['name'] = 'Tom Okafor-Lee'")
        let digits = try Self.fingerprint("new.card", in: folder)
        let other = try Self.fingerprint("reader.card", in: folder)
        for (compared, status) in [(other, 77), (String(digits.prefix(15)), 64)] as [(String, Int32)] {
            let run = try CommandRun.proffer(
                ["trust", "add", "new.card", "--compared", compared] + Self.told + Self.trust, in: folder)
            #expect(run.status == status, "\(run.stderr)")
        }
        let taken = try CommandRun.done(
            ["trust", "add", "new.card", "--compared", String(digits.prefix(16))] + Self.told + Self.trust,
            in: folder)
        #expect(!taken.text.contains("no call is needed"))
        #expect(taken.text.replacing("\n", with: " ").contains("the name is another"))
    }

    @Test("a second successor is a fork: not taken silently, and where both are there every command says so")
    func fork() throws {
        let folder = try Story().folder
        try CommandRun.done(["trust", "add", "--not-compared", "reader.card"] + Self.trust, in: folder)
        try Self.succeed("reader", as: "first.card", in: folder)
        try Self.succeed(
            "reader", as: "second.card", in: folder, "payload['created'] = '2098-01-01T00:00:00Z'")
        try CommandRun.done(["trust", "add", "--not-compared", "first.card"] + Self.trust, in: folder)
        let second = try CommandRun.proffer(
            ["trust", "add", "--not-compared", "second.card"] + Self.trust, in: folder)
        #expect(second.status == 77)
        #expect(second.stderr.contains("another card that you trust replaces the same one"))
        #expect(second.text.contains("as the one after the same card"))
        // Copied in by hand, as anybody may.
        try FileManager.default.copyItem(
            atPath: folder.path("second.card"), toPath: folder.path("trust/second.json"))
        for arguments in [["trust", "list"], ["request", "show", "request.json"]] {
            let run = try CommandRun.proffer(arguments + Self.trust, in: folder)
            #expect(run.stderr.contains("2 cards that are signed as the one after the same card"))
        }
    }

    @Test("one that is dated before its predecessor, copied in by hand, leaves a genuine bundle good")
    func backdated() throws {
        let road = try Road()
        let folder = road.folder
        try CommandRun.done(["trust", "add", "--not-compared", "owner.card"] + Self.trust, in: folder)
        try Self.succeed("owner", as: "old.card", in: folder, "payload['created'] = '2020-01-01T00:00:00Z'")
        try Self.succeed(
            "owner", as: "other.card", in: folder,
            "payload['name'] = 'Else'; payload['created'] = json.loads(before)['created']")
        for (place, card) in ["old.card", "other.card"].enumerated() {
            try FileManager.default.copyItem(
                atPath: folder.path(card), toPath: folder.path("trust/\(place).json"))
        }
        try CommandRun.done(["verify", "bundle.tar"] + Self.trust, in: folder)
    }

    @Test("a consent that carries another card of the owner's key is refused by the name of what differs")
    func consentCard() throws {
        let road = try Road(sealed: false)
        try Peer.pythonScript(
            """
            import json
            identity = json.load(open("owner.id"))
            identity["age_identity"] = json.load(open("agency.id"))["age_identity"]
            json.dump(identity, open("changed.id", "w"))
            """, in: road.folder)
        let run = try CommandRun.proffer(Road.seal(identity: "changed.id"), in: road.folder)
        #expect(run.status == 77)
        #expect(run.stderr.contains("they differ in age recipients"), "\(run.stderr)")
        #expect(try !road.folder.names().contains("bundle.tar"))
    }
}
