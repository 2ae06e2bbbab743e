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
}
