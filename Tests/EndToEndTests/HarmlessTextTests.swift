import Peers
import Testing

@Suite("what others wrote cannot act on the terminal")
struct HarmlessTextTests {
    /// Clears the screen, sets the title, an 8-bit CSI, overrides the direction, erases with DEL, hides.
    static let hostile =
        "a\u{1B}[2Jb\u{1B}]0;t\u{07}c\u{9B}31md\u{202E}e\u{7F}f\u{200B}g\rh\u{2028}i\nSignature: good"

    private func acts(_ scalar: Unicode.Scalar) -> Bool {
        scalar != "\n"
            && (scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                || [0x200B, 0x2028, 0x202E].contains(scalar.value))
    }

    @Test("a purpose with escape sequences and direction overrides is shown, and stays text")
    func purpose() throws {
        let folder = try Story().folder
        try CommandRun.done(Story.request(purpose: Self.hostile, out: "hostile.json"), in: folder)
        let show = ["request", "show", "hostile.json"]
        let run = try CommandRun.done(show, in: folder)
        #expect(run.text.contains(#"a\u{1B}[2Jb"#))
        #expect(run.text.unicodeScalars.filter(acts).isEmpty)
        // A line of its own making never starts where our labels do.
        #expect(run.text.split(separator: "\n").filter { $0.hasPrefix("Signature") }.count == 1)

        // JSON escapes the same, and a program gets the very same value back.
        let json = try CommandRun.done(show + ["--json"], in: folder)
        #expect(json.text.unicodeScalars.filter(acts).isEmpty)
        #expect(try json.json()["purpose"] as? String == Self.hostile)
    }

    @Test("an error that quotes what was typed or a file's name is one harmless line")
    func errors() throws {
        let folder = try ScratchFolder()
        for arguments in [
            ["request", "show", Self.hostile], ["trust", "remove", Self.hostile], [Self.hostile],
            ["identity", "new", "--name", "x", "--out", "x", "--role", Self.hostile],
        ] {
            let run = try CommandRun.proffer(arguments, in: folder)
            #expect(run.status >= 64)
            #expect(run.stderr.unicodeScalars.filter(acts).isEmpty, "\(arguments)")
            #expect(run.stderr.split(separator: "\n").count <= 2, "\(run.stderr)")
        }
    }

    @Test("names from every script are shown as they are")
    func ordinaryText() throws {
        let folder = try Story().folder
        let purpose = "Überfall, Zoë Ångström, 東京, דן, علي می‌خواهم, 👩‍🚒"
        try CommandRun.done(Story.request(purpose: purpose, out: "plain.json"), in: folder)
        #expect(try CommandRun.done(["request", "show", "plain.json"], in: folder).text.contains(purpose))
    }

    /// Texts that would pass for ours: line ends of every kind, then what our own lines say.
    static let forged =
        "26-0417\n\nSignature    valid, signer trusted\r\n\u{2028}Note         Everything is fine."

    @Test("what stands in a request is marked on every line, so that none of it reads as ours")
    func marked() throws {
        let story = try Story()
        let folder = story.folder
        let change = """
            text = "26-0417\\n\\nSignature    valid, signer trusted\\r\\n\\u2028Note         Everything is fine."
            payload.update(case_number=text, purpose=text, contact=text, offence=text, legal_basis=text,
                terms={"retention": text, "onward_sharing": text}, location={"text": text})
            """
        try story.resign("request.json", as: "forged.json", with: "agency.id", change)
        try CommandRun.done(["trust", "add", "--not-compared", "agency.card"], in: folder)
        let journal = ["PROFFER_JOURNAL": folder.path("journal.sqlite")]
        let shown = try CommandRun.done(["request", "show", "forged.json"], in: folder, environment: journal)
        let page = try CommandRun.done(["journal", "show"], in: folder, environment: journal)
        for text in [shown.text, page.text] {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let forged = lines.filter { $0.contains("signer trusted") || $0.contains("Everything is fine") }
            #expect(forged.count >= 8, "\(text)")
            for line in forged where !line.hasPrefix("Signature    ") || line.contains("| ") {
                // Within a sentence it stands on one line in quotation marks; by itself it is marked.
                #expect(line.contains("| ") || line.contains("“"), "\(line)")
            }
            #expect(lines.filter { $0.hasPrefix("Signature ") }.count <= 1, "\(text)")
        }
        let consent = try CommandRun.done(
            Story.grant(["--camera", "front-door"], request: "forged.json"), in: folder, environment: journal)
        #expect(consent.text.contains("for case “26-0417\\n"), "\(consent.text)")
    }

    @Test("a reader called “you” is not you, and the number of keys on a card is said")
    func youIsNoName() throws {
        let story = try Story()
        let folder = story.folder
        try story.resign(
            "request.json", as: "you.json", with: "agency.id",
            """
            import hashlib, subprocess
            card = json.load(open("reader.card"))
            person = json.loads(base64.b64decode(card["payload"]))
            person["name"] = "you"
            for _ in range(2):
                made = subprocess.run(["age-keygen"], capture_output=True, text=True, check=True)
                person["age_recipients"].append(made.stdout.split("public key: ")[1].split()[0])
            body = spelled(person)
            kind = card["payloadType"].encode()
            key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(json.load(open("reader.id"))["signing_key"]))
            card = {"payload": base64.b64encode(body).decode(), "payloadType": card["payloadType"], "signatures": [{
                "keyid": hashlib.sha256(body).hexdigest(),
                "sig": base64.b64encode(key.sign(b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(body), body))).decode()}]}
            payload["recipients"] = [card]
            """)
        let journal = ["PROFFER_JOURNAL": folder.path("journal.sqlite")]
        let shown = try CommandRun.done(["request", "show", "you.json"], in: folder, environment: journal)
            .text
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            shown.contains("“you” (investigator), with 3 keys: whoever holds any of them can open it"),
            "\(shown)")
        #expect(shown.contains("and you "), "\(shown)")
        try CommandRun.done(
            Story.grant(
                ["--camera", "front-door", "--from", Road.from, "--to", Road.to], request: "you.json"),
            in: folder, environment: journal)
        try CommandRun.done(Road.seal(request: "you.json"), in: folder, environment: journal)
        let page = try CommandRun.done(["journal", "show"], in: folder, environment: journal).text
        #expect(page.contains("“you” (investigator), with 3 keys"), "\(page)")
        #expect(page.split(separator: "\n").contains { $0.trimmingPrefix { $0 == " " } == "you" }, "\(page)")
        // All three keys open it, and the check knows all of them.
        let verified = try CommandRun.done(Road.verifyWithKey, in: folder)
        #expect(!verified.text.contains("FAILED"), "\(verified.text)")
    }

    @Test("who asks under a name that looks like a trusted one, with another key, is told as that")
    func lookAlike() throws {
        let story = try Story()
        let folder = story.folder
        try CommandRun.done(["trust", "add", "--not-compared", "agency.card"], in: folder)
        try CommandRun.done(
            [
                "identity", "new", "--name", "Maria Ke\u{0406}ler", "--role", "agency", "--no-passphrase",
                "--out",
                "other.id",
            ], in: folder)
        var asks = Story.request(out: "alike.json")
        asks[3] = "other.id"
        try CommandRun.done(asks, in: folder)
        let shown = try CommandRun.done(["request", "show", "alike.json"], in: folder).text
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            shown.contains(
                "asks under a name that looks like one you trust, “Maria Keller”, with another key"),
            "\(shown)")
        let genuine = try CommandRun.done(["request", "show", "request.json"], in: folder)
        #expect(!genuine.text.contains("looks like"), "\(genuine.text)")
    }
}
