import Records
import Statements
import ClockCode
import Foundation
import Peers
import Testing

@Suite("Clock codes are as docs/spec/clock-code.md tells, and as others draw and read them")
struct CodeTests {
    private static let text = "PROFFER1 2026-11-25T03:00:00.500Z 500"

    @Test("the text of a moment is that of its half second, and reads back")
    func text() throws {
        for (moment, text) in [
            ("2026-11-25T03:00:00.999Z", Self.text),
            ("2026-11-25T04:00:00.500+01:00", Self.text),
            ("2026-11-25T02:59:59.4999Z", "PROFFER1 2026-11-25T02:59:59.000Z 500"),
            ("1969-12-31T23:59:59.750Z", "PROFFER1 1969-12-31T23:59:59.500Z 500"),
        ] {
            let time = try #require(ShownTime.at(try WallTime(rfc3339: moment)))
            #expect(time.text == text)
            #expect(ShownTime(text: text) == time)
        }
    }

    @Test(
        "any other text is no clock code",
        arguments: [
            "", "PROFFER1", "PROFFER2 2026-11-25T03:00:00.500Z 500", "PROFFER1 2026-11-25T03:00:00Z 500",
            "PROFFER1 2026-11-25T03:00:00.500Z 0", "PROFFER1 2026-11-25T03:00:00.500Z 10000",
            "PROFFER1 2026-11-25T03:00:00.500Z 0500", "PROFFER1 2026-11-25T03:00:00.500Z -50",
            "PROFFER1 2026-11-25T03:00:00.500Z  500", "PROFFER1 2026-11-25T03:00:00.500Z 500 ",
            "PROFFER1 2026-02-30T03:00:00.500Z 500", "PROFFER1 0000-01-01T00:00:00.000Z 500",
            "PROFFER1 2026-11-25T03:00:00.500+ 500", "proffer1 2026-11-25t03:00:00.500z 500",
        ])
    func otherText(text: String) { #expect(ShownTime(text: text) == nil) }

    @Test("the example of the page is the code drawn")
    func page() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/spec/clock-code.md"), encoding: .utf8)
        let blocks = page.components(separatedBy: "```text\n").dropFirst()
            .map { $0.components(separatedBy: "```")[0] }
        #expect(blocks.map { $0 }.first == Self.text + "\n")
        let matrix = try QRMatrix(Self.text)
        let rows = (0..<matrix.size).map { row in
            matrix.dark[row * matrix.size..<(row + 1) * matrix.size].map { $0 ? "#" : "." }.joined()
        }
        #expect(blocks.last == rows.joined(separator: "\n") + "\n")
    }

    @Test("an independent reader reads the picture")
    func zbarimg() throws {
        let folder = try ScratchFolder()
        for moment in ["2026-11-25T03:00:00.500Z", "2031-12-09T23:59:58Z", "1999-01-01T00:00:00Z"] {
            let time = try #require(ShownTime.at(try WallTime(rfc3339: moment)))
            try folder.write(try ClockStill.png(time), as: "code.png")
            let outcome = try Peer.run(
                try Peer.program("zbarimg"), ["--quiet", "--raw", folder.path("code.png")], in: folder)
            #expect(outcome.text == time.text + "\n", "\(outcome.errors)")
        }
    }

    @Test("clips of codes that others drew are read as well", arguments: ["qrencode", "segno"])
    func foreignCodes(program: String) throws {
        let draw: (ShownTime, String) throws -> Void = { time, path in
            let folder = try ScratchFolder()
            if program == "qrencode" {
                let outcome = try Peer.run(
                    try Peer.program("qrencode"), ["-o", path, "-s", "8", "-l", "Q", time.text], in: folder)
                try #require(outcome.status == 0, "\(outcome.errors)")
            } else {
                try Peer.python(
                    "import segno, sys; segno.make(sys.argv[1], micro=False).save(sys.argv[2], scale=8)",
                    [time.text, path], in: folder)
            }
        }
        let clip = try ClockClip(name: ClockCheckTests.name, pictures: 20, draw: draw)
        let error = try clip.measured()
        #expect(abs(error.errorNanoseconds - ClockCheckTests.fast) <= 200_000_000, "\(error)")
    }

    @Test("the page puts together the very squares that another encoder draws, at any time of any year")
    func pageCodes() throws {
        let folder = try ScratchFolder()
        try folder.write(try ClockPage.html(), as: "clock.html")
        // The algorithm of docs/spec/clock-code.md in another language, over what the page holds.
        let outcome = try Peer.python(
            """
            import base64, datetime, random, re, segno, sys
            page = open(sys.argv[1], encoding="utf-8").read()
            constant = lambda name: re.search(f'data-{name}="([^"]*)"', page).group(1)
            size = int(constant("size"))
            base, turned = (base64.b64decode(constant(name)) for name in ("base", "turned"))
            alphabet = constant("alphabet")
            assert alphabet == "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
            def bits(text):
                pairs = [text[i:i + 2] for i in range(0, len(text), 2)]
                values = [[alphabet.index(c) for c in pair] for pair in pairs]
                return "".join(f"{v[0] * 45 + v[1]:011b}" if len(v) == 2 else f"{v[0]:06b}" for v in values)
            def squares(text):
                code = int.from_bytes(base, "big")
                for number, bit in enumerate(bits(text)):
                    if bit == "1":
                        code ^= int.from_bytes(turned[number * len(base):(number + 1) * len(base)], "big")
                flat = f"{code:0{len(base) * 8}b}"
                return [[int(flat[row * size + column]) for column in range(size)] for row in range(size)]
            dice = random.Random(4)
            for _ in range(200):
                moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(
                    milliseconds=500 * dice.randrange(2 * 60 * 60 * 24 * 365 * 280))
                text = constant("label") + moment.isoformat(timespec="milliseconds") + "Z 500"
                ours = squares(text)
                mask = (ours[8][2] ^ 1) << 2 | ours[8][3] << 1 | (ours[8][4] ^ 1)
                theirs = segno.make(text, version=2, error="m", mode="alphanumeric", mask=mask, boost_error=False)
                assert [list(row) for row in theirs.matrix] == ours, text
            print("same")
            """, [folder.path("clock.html")], in: folder)
        #expect(outcome.text == "same\n", "\(outcome.errors)")
    }

    @Test("the page refers to nothing outside itself")
    func selfContained() throws {
        let page = try ClockPage.html()
        for word in ["http:", "https:", "src=", "href=", "import ", "fetch(", "@@"] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.utf8.count < 64 << 10)
        #expect(page.contains("Hold this screen before the camera for ten seconds"))
    }
}
