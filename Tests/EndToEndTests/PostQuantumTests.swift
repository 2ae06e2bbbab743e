import Foundation
import Peers
import Testing

@Suite("post-quantum keys on the whole road")
struct PostQuantumTests {
    private static let window = ["--camera", "front-door", "--from", Road.from, "--to", Road.to]

    /// The card of an identity whose only key to encrypt to is the post-quantum one.
    private static func postQuantumOnly(_ name: String, in folder: ScratchFolder) throws {
        try Peer.pythonScript(
            """
            import json, sys
            identity = json.load(open(sys.argv[1]))
            identity["age_identity"] = identity.pop("hybrid_age_identity")
            json.dump(identity, open(sys.argv[1], "w"))
            """, ["\(name).id"], in: folder)
        try CommandRun.done(
            ["identity", "card", "\(name).id", "--out", "\(name).card", "--force"], in: folder)
    }

    private static func stanzas(_ bundle: String, in folder: ScratchFolder) throws -> Set<String> {
        let data = Data(try folder.read(bundle))
        return Set(["mlkem768x25519", "X25519"].filter { data.range(of: Data("-> \($0) ".utf8)) != nil })
    }

    @Test("where everybody has one, nothing else opens the bundle: request, consent, seal, verify, open")
    func road() throws {
        let story = try Story(postQuantum: ["owner", "reader"])
        let folder = story.folder
        let granted = try CommandRun.done(Story.grant(Self.window), in: folder)
        #expect(!granted.stderr.contains("ordinary keys"))
        try CommandRun.done(Road.seal(), in: folder)
        #expect(try Self.stanzas("bundle.tar", in: folder) == ["mlkem768x25519"])
        for identity in ["reader.id", "owner.id"] {
            try CommandRun.done(["verify", "bundle.tar", "--identity", identity], in: folder)
        }
        try CommandRun.done(Road.open, in: folder)
        #expect(
            try CommandRun.proffer(["verify", "bundle.tar", "--identity", "agency.id"], in: folder).status
                == 77)
    }

    @Test("a post-quantum key alone does too")
    func alone() throws {
        let story = try Story(postQuantum: ["owner", "reader"])
        let folder = story.folder
        for name in ["owner", "reader"] { try Self.postQuantumOnly(name, in: folder) }
        let asked = try CommandRun.done(Story.request() + ["--force"], in: folder)
        #expect(asked.stderr.contains("has a post-quantum key only"))
        try CommandRun.done(Story.grant(Self.window), in: folder)
        try CommandRun.done(Road.seal(), in: folder)
        #expect(try Self.stanzas("bundle.tar", in: folder) == ["mlkem768x25519"])
        try CommandRun.done(Road.open, in: folder)
    }

    @Test("where somebody has none, all take their ordinary keys, and whose is missing is said")
    func mixed() throws {
        for postQuantum in [["owner"], ["reader"]] as [Set<String>] {
            let story = try Story(postQuantum: postQuantum)
            let folder = story.folder
            let granted = try CommandRun.done(Story.grant(Self.window), in: folder)
            let missing = postQuantum == ["owner"] ? "Tom Okafor" : "Dana Whitfield"
            #expect(granted.stderr.contains("no post-quantum key on the card of “\(missing)”"))
            let sealed = try CommandRun.done(Road.seal(), in: folder)
            #expect(sealed.stderr.contains("no post-quantum key on the card of “\(missing)”"))
            #expect(try Self.stanzas("bundle.tar", in: folder) == ["X25519"])
            try CommandRun.done(Road.verifyWithKey, in: folder)
        }
    }

    @Test(
        "a card with a post-quantum key only beside one without is refused where it is named, before any consent"
    )
    func refused() throws {
        let story = try Story(postQuantum: ["reader"])
        let folder = story.folder
        try Self.postQuantumOnly("reader", in: folder)
        let added = try CommandRun.done(
            ["trust", "add", "--not-compared", "reader.card", "--trust", "trust"], in: folder)
        #expect(added.stderr.contains("has a post-quantum key only"))
        // Two readers who cannot share a file.
        let both = try CommandRun.proffer(
            Story.request(["--recipient", "agency.card"], out: "both.json"), in: folder)
        #expect(both.status == 64)
        #expect(both.stderr.contains("Tom Okafor") && both.stderr.contains("Maria Keller"), "\(both.stderr)")
        // A reader and an owner who cannot.
        try CommandRun.done(Story.request() + ["--force"], in: folder)
        let granted = try CommandRun.proffer(Story.grant(Self.window), in: folder)
        #expect(granted.status == 77)
        #expect(
            granted.stderr.contains("Tom Okafor") && granted.stderr.contains("Dana Whitfield"),
            "\(granted.stderr)")
        #expect(try folder.names().isDisjoint(with: ["both.json", "consent.json"]))
    }

    @Test("a card whose post-quantum key is beyond the modulus is refused as a card")
    func malformed() throws {
        let story = try Story(postQuantum: ["reader"])
        try story.resign(
            "reader.card", as: "bad.card", with: "reader.id",
            """
            letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
            def code(data):
                value, bits, groups = 0, 0, []
                for byte in data:
                    value, bits = value << 8 | byte, bits + 8
                    while bits >= 5:
                        bits -= 5; groups.append(value >> bits & 31)
                if bits: groups.append(value << 5 - bits & 31)
                name = [ord(c) >> 5 for c in "age1pq"] + [0] + [ord(c) & 31 for c in "age1pq"]
                check = 1
                for group in name + groups + [0] * 6:
                    top = check >> 25; check = (check & 0x1ffffff) << 5 ^ group
                    for place, mask in enumerate([0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]):
                        if top >> place & 1: check ^= mask
                check ^= 1
                return "age1pq1" + "".join(letters[g] for g in groups + [check >> 5 * (5 - i) & 31 for i in range(6)])
            globals().update(letters=letters)
            payload["age_recipients"] = [code(b"\\xff" * 1152 + bytes(32) + b"\\x09" + bytes(31))]
            import hashlib
            envelope["signatures"][0]["keyid"] = hashlib.sha256(spelled(payload)).hexdigest()
            """)
        let run = try CommandRun.proffer(
            ["trust", "add", "--not-compared", "bad.card", "--trust", "trust"], in: story.folder)
        #expect(run.status == 65)
        #expect(run.stderr.contains("beyond the modulus"), "\(run.stderr)")
    }
}
