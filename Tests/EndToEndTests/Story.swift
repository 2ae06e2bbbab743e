import Peers
import Testing

/// The people and statements most tests start from, made by the command itself:
/// `owner.id`, `agency.id`, `reader.id`, their `.card`s, and `request.json`.
struct Story {
    let folder: ScratchFolder

    private static let made = MadeOnce("the story") { try Story(postQuantum: []).folder }

    /// A copy of the story that is made once a run: people and request are the same in all tests, the files are each test's own.
    init() throws { self.init(in: try Self.made.copied()) }

    /// A story that lies in a folder already.
    init(in folder: ScratchFolder) { self.folder = folder }

    /// A story of people of its own.
    ///
    /// - Parameter postQuantum: which of the three have post-quantum keys too.
    init(postQuantum: Set<String>) throws {
        folder = try ScratchFolder()
        for (file, name, role) in [
            ("owner", "Dana Whitfield", "owner"), ("agency", "Maria Keller", "agency"),
            ("reader", "Tom Okafor", "investigator"),
        ] {
            try CommandRun.done(
                [
                    "identity", "new", "--name", name, "--role", role, "--no-passphrase", "--out",
                    "\(file).id",
                ] + (postQuantum.contains(file) ? ["--post-quantum"] : []),
                in: folder)
            try CommandRun.done(["identity", "card", "\(file).id", "--out", "\(file).card"], in: folder)
        }
        try CommandRun.done(Self.request(), in: folder)
    }

    /// `request new` with everything it needs, and more.
    static func request(
        _ more: [String] = ["--audio"], purpose: String = "A parked car was struck",
        from: String = "2026-07-04T21:40:00+02:00", out: String = "request.json"
    ) -> [String] {
        [
            "request", "new", "--identity", "agency.id", "--case", "26-0417", "--purpose", purpose,
            "--location", "12 Elm St", "--from", from, "--to", "2026-07-04T21:43:00+02:00", "--recipient",
            "reader.card", "--out", out,
        ] + more
    }

    /// `consent grant` of `request.json`, whose signer nobody compared.
    static func grant(_ more: [String] = [], request: String = "request.json", out: String = "consent.json")
        -> [String]
    {
        [
            "consent", "grant", "--request", request, "--identity", "owner.id", "--accept-unknown-signer",
            "--out", out,
        ] + more
    }

    /// Changes a statement and signs it again with an identity's key, in Python: what the command
    /// itself refuses to write can still arrive from outside.
    ///
    /// - Parameter change: Python that changes the dictionary `payload`; `spelled` gives the bytes of a value in canonical
    ///   JSON.
    func resign(_ file: String, as out: String, with identity: String, _ change: String) throws {
        try Peer.pythonScript(
            """
            import base64, json, sys
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
            source, out, identity, change = sys.argv[1:]
            envelope = json.load(open(source))
            payload = json.loads(base64.b64decode(envelope["payload"]))
            def spelled(value):
                return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
            exec(change)
            body = spelled(payload)
            kind = envelope["payloadType"].encode()
            message = b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(body), body)
            key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(json.load(open(identity))["signing_key"]))
            envelope["payload"] = base64.b64encode(body).decode()
            envelope["signatures"][0]["sig"] = base64.b64encode(key.sign(message)).decode()
            json.dump(envelope, open(out, "w"))
            """, [file, out, identity, change], in: folder)
    }
}
