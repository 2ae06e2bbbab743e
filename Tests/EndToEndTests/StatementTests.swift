import Foundation
import Peers
import Testing

@Suite("requests and consents are standard envelopes, read in plain words")
struct StatementTests {
    @Test("Python's securesystemslib verifies what the command signs, with the key of the card")
    func dsse() throws {
        let folder = try Story().folder
        try CommandRun.done(Story.grant(), in: folder)
        try CommandRun.done(
            [
                "consent", "revoke", "--consent", "consent.json", "--identity", "owner.id", "--out",
                "revocation.json",
            ],
            in: folder)
        try CommandRun.done(
            [
                "consent", "decline", "--request", "request.json", "--identity", "owner.id", "--out",
                "declined.json",
            ],
            in: folder)
        try CommandRun.done(Self.counter(out: "offer.json"), in: folder)
        try Peer.pythonScript(
            """
            import base64, hashlib, json
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
            from securesystemslib.dsse import Envelope
            from securesystemslib.signer import SSlibKey
            def card(path):
                payload = base64.b64decode(json.load(open(path))["payload"])
                key = Ed25519PublicKey.from_public_bytes(base64.b64decode(json.loads(payload)["verifying_key"]))
                return SSlibKey.from_crypto(key, keyid=hashlib.sha256(payload).hexdigest())
            for statement, signer in [("request", "agency"), ("consent", "owner"), ("declined", "owner"),
                                      ("revocation", "owner"), ("offer", "owner")]:
                text = open(statement + ".json").read()
                assert text.endswith("}\\n") and text.count("\\n") == 1
                envelope = Envelope.from_dict(json.loads(text))
                assert len(envelope.verify([card(signer + ".card")], 1)) == 1, statement
            """, in: folder)
    }

    static func counter(out: String) -> [String] {
        [
            "request", "counter", "--request", "request.json", "--identity", "owner.id", "--no-audio",
            "--out",
            out,
        ]
    }

    /// The documented keys; those of a nested object after a dot.
    static let documented: [(command: [String], keys: Set<String>)] = [
        (
            ["identity", "show", "owner.id"],
            [
                "file", "kind", "protected", "card", "card.name", "card.role", "card.created",
                "card.fingerprint", "card.age_recipients",
            ]
        ),
        (["identity", "card", "owner.id", "--out", "again.card"], ["file", "kind", "card"]),
        (
            ["trust", "add", "--not-compared", "agency.card", "--trust", "t"],
            ["card", "file", "trust", "added", "comparisons"]
        ),
        (
            ["trust", "list", "--trust", "t"],
            ["trust", "cards", "revocations", "replaced", "unusable", "comparisons"]
        ),
        (Story.request(out: "again.json"), ["file", "request", "request.digest", "request.case_number"]),
        (
            ["request", "show", "request.json"],
            [
                "id", "digest", "agency", "agency.card", "agency.trusted", "case_number", "purpose",
                "legal_basis", "location", "location.text", "window", "window.from", "window.to", "wanted",
                "wanted.video", "wanted.audio", "wanted.stills", "recipients", "issued", "expires", "expired",
                "terms", "findings",
            ]
        ),
        (["request", "lint", "request.json"], ["file", "digest", "valid", "findings"]),
        (
            Self.counter(out: "again-offer.json"),
            [
                "file", "offer", "offer.digest", "offer.request", "offer.window", "offer.audio",
                "offer.stills", "offer.conditions", "offer.owner", "offer.issued", "offer.expires",
                "requester", "requester.card", "requester.standing",
            ]
        ),
        (["request", "show", "again-offer.json"], ["offer", "signer", "signer.trusted", "signer.standing"]),
        (
            [
                "request", "revise", "--request", "request.json", "--offer", "again-offer.json",
                "--identity", "agency.id", "--out", "revised.json",
            ],
            ["file", "request", "request.answers", "owner", "owner.trusted"]
        ),
        (
            ["journal", "add", "request.json", "--journal", "j.sqlite"],
            ["journal", "added"]
        ),
        (["journal", "show", "--journal", "j.sqlite"], ["journal", "requests", "spoiled", "rows", "heads"]),
        (
            Story.grant(),
            [
                "file", "findings", "consent", "consent.digest", "consent.request", "consent.decision",
                "consent.grants",
                "consent.conditions", "consent.owner", "consent.issued", "consent.expires", "requester",
                "requester.card", "requester.trusted", "requester.standing", "requester.reason",
            ]
        ),
        (["consent", "show", "consent.json"], ["consent", "trusted", "standing", "reason"]),
        (
            [
                "consent", "revoke", "--consent", "consent.json", "--identity", "owner.id", "--out",
                "revoked.json",
            ],
            [
                "file", "revocation", "revocation.digest", "revocation.consent", "revocation.owner",
                "revocation.issued",
            ]
        ),
        (
            [
                "consent", "decline", "--request", "request.json", "--identity", "owner.id", "--out",
                "no.json",
            ],
            ["file", "consent", "requester"]
        ),
        (
            ["identity", "rotate", "owner.id", "--no-passphrase", "--out", "new.id"],
            ["file", "kind", "protected", "card", "card.succeeds"]
        ),
        (
            ["identity", "revoke", "owner.id", "--reason", "lost", "--out", "card-revocation.json"],
            [
                "file", "revocation", "revocation.card", "revocation.reason", "revocation.since",
                "revocation.issued",
            ]
        ),
        (
            ["trust", "add", "--not-compared", "card-revocation.json", "--trust", "t"],
            ["revocation", "file", "trust", "trusted", "successors"]
        ),
        (["identity", "request-certificate", "owner.id", "--out", "owner.csr"], ["file", "card"]),
    ]

    @Test("--json writes one object with the documented keys, and nothing else")
    func json() throws {
        let folder = try Story().folder
        for (command, keys) in Self.documented {
            let run = try CommandRun.done(command + ["--json"], in: folder)
            let object = try run.json()
            for key in keys {
                let path = key.split(separator: ".").map(String.init)
                let parent = path.count == 2 ? object[path[0]] as? [String: Any] : object
                #expect(parent?[path.last ?? ""] != nil, "\(command) lacks \(key): \(run.text)")
            }
            #expect(
                Set(object.keys) == Set(keys.compactMap { $0.split(separator: ".").first.map(String.init) }))
        }
    }

    @Test(
        "a grant without further words is the whole window, every camera, sound if asked for, 30 days at most"
    )
    func defaults() throws {
        let folder = try Story().folder
        let far = try CommandRun.done(
            Story.request(["--expires", "2126-01-01T00:00:00Z"], out: "silent.json") + ["--json"], in: folder)
        let request = try #require(try far.json()["request"] as? [String: Any])
        let silent = try grants(Story.grant(request: "silent.json", out: "1"), in: folder)
        #expect(silent.grant["camera"] == nil)
        #expect(silent.grant["audio"] as? Bool == false)
        #expect(silent.grant["window"] as? [String: String] == request["window"] as? [String: String])
        let days = try #require(silent.expires).timeIntervalSince(try #require(silent.issued)) / 86_400
        #expect(days == 30)

        let loud = try grants(Story.grant(out: "2"), in: folder)
        #expect(loud.grant["audio"] as? Bool == true)
        let kept = try grants(Story.grant(["--no-audio", "--camera", "door"], out: "3"), in: folder)
        #expect(kept.grant["audio"] as? Bool == false)
        #expect(kept.grant["camera"] as? String == "door")
    }

    private func grants(
        _ command: [String], in folder: ScratchFolder
    ) throws -> (grant: [String: Any], issued: Date?, expires: Date?) {
        let facts = try CommandRun.done(command + ["--json"], in: folder).json()
        let consent = try #require(facts["consent"] as? [String: Any])
        let grants = try #require(consent["grants"] as? [[String: Any]])
        try #require(grants.count == 1)
        let dates = ["issued", "expires"].map {
            ISO8601DateFormatter().date(from: consent[$0] as? String ?? "")
        }
        return (grants[0], dates[0], dates[1])
    }

    @Test("a grant says in words what leaves and what stays, and on which conditions")
    func plainWords() throws {
        let folder = try Story().folder
        let run = try CommandRun.done(
            Story.grant([
                "--camera", "front-door", "driveway", "--no-audio", "--from", "2026-07-04T21:40:30+02:00",
                "--condition", "No publication",
            ]), in: folder)
        for words in [
            "“front-door” and “driveway”", "Sat 2026-07-04 21:40:30 +02:00", "(2 min 30 s)", "No publication",
            "the first 30 s", "the sound", "every other camera", "Nothing has left yet",
        ] {
            #expect(run.text.contains(words), "\(words) is not in:\n\(run.text)")
        }
    }

    @Test("a request that no bundle may hold is refused before anybody agrees to it")
    func surplus() throws {
        let story = try Story()
        try story.resign(
            "request.json", as: "more.json", with: "agency.id", "payload[\"beside\"] = \"what nobody reads\"")
        let refused = try CommandRun.proffer(Story.grant(request: "more.json"), in: story.folder)
        #expect(refused.status == 65)
        #expect(refused.stderr.contains("it holds something nobody reads"), "\(refused.stderr)")
        #expect(!FileManager.default.fileExists(atPath: story.folder.path("consent.json")))
    }

    @Test("an expired request still shows what it asked, and that it is too late")
    func expired() throws {
        let story = try Story()
        try story.resign(
            "request.json", as: "expired.json", with: "agency.id",
            "payload['issued'] = '2020-01-01T00:00:00Z'; payload['expires'] = '2020-02-01T00:00:00Z'")
        let run = try CommandRun.done(["request", "show", "expired.json"], in: story.folder)
        #expect(run.text.contains("expired on Sat 2020-02-01 02:00:00 +02:00"))
        #expect(!run.text.contains("consent grant"))
    }
}
