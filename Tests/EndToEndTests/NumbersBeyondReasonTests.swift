import Foundation
import FoundationXML
import Peers
import Testing

@Suite("No number and no name from outside ends a command")
struct NumbersBeyondReasonTests {
    /// What a command may end with: it is done, a check does not hold, or a line says why not. A crash is none of them.
    private static let ends: Set<Int32> = [0, 1, 64, 65, 66, 73, 74, 77]

    private func check(_ run: CommandRun, _ what: String) {
        #expect(Self.ends.contains(run.status), "\(what): \(run.status), \(run.stderr.suffix(600))")
        #expect(!run.stderr.contains("Fatal error"), "\(what): \(run.stderr.prefix(300))")
    }

    // MARK: - Requests

    private static let extremes = [
        #"payload["window"] = {"from": "1678-01-01T00:00:00Z", "to": "2261-12-31T23:59:59.999999999Z"}"#,
        #"payload["window"] = {"from": "1950-01-01T00:00:00Z", "to": "2199-12-31T23:59:59.999999999Z"}"#,
        #"payload["window"] = {"from": "2026-07-04T21:40:30.000000001+02:00", "to": "2026-07-04T21:40:30.000000002+02:00"}"#,
        #"payload["window"] = {"from": "2199-12-31T23:59:59.999999998Z", "to": "2199-12-31T23:59:59.999999999Z"}"#,
        #"payload["issued"] = "1950-01-01T00:00:00Z"; payload["expires"] = "2199-12-31T23:59:59Z""#,
        #"payload["location"] = {"text": "x", "latitude": -90, "longitude": 180, "radius_m": 1.7e308}"#,
        #"payload["location"] = {"text": "x", "latitude": -90, "longitude": 180, "radius_m": -1e308}"#,
        #"payload["location"] = {"text": "x", "latitude": -90, "longitude": 180, "radius_m": 5e-324}"#,
        #"payload["cameras"] = {"count": 9223372036854775807}"#,
        #"payload["cameras"] = {"labels": ["front-door\n", "x" * 100000]}"#,
    ]

    @Test("a signed request of any extreme goes through every command of the owner's")
    func requests() throws {
        let story = try Story()
        let (request, owner) = (["--request", "far.json"], ["--identity", "owner.id", "--force"])
        for change in Self.extremes {
            try story.resign("request.json", as: "far.json", with: "agency.id", change)
            for arguments in [
                ["request", "show", "far.json"], ["request", "lint", "far.json"],
                ["footage", "match", Road.samples, "--plot", "p.svg", "--force"] + request,
                ["consent", "preview", "--identity", "owner.id", "--footage", Road.samples] + request,
                ["request", "counter", "--out", "offer.json"] + request + owner,
                ["consent", "grant", "--out", "far-consent.json", "--accept-unknown-signer"] + request
                    + owner,
                Road.seal(request: "far.json", consent: "far-consent.json", out: "far.tar") + ["--force"],
            ] {
                check(
                    try CommandRun.proffer(arguments, in: story.folder), "\(change): \(arguments.prefix(2))")
            }
        }
    }

    // MARK: - Recordings

    /// Writes a recording with sound whose edit lists have 64-bit times, the sound's beginning where it is said.
    private func recording(_ name: String, soundBegins: Int64, in folder: ScratchFolder) throws {
        let source = try #require(
            try FileManager.default.contentsOfDirectory(atPath: Road.samples).first {
                $0.hasPrefix("front-door_")
            })
        var bytes = WideBoxes.widened(
            [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(Road.samples)/\(source)"))))
        let lists = WideBoxes.contents(of: "elst", in: bytes)
        let list = try #require(lists.last)
        withUnsafeBytes(of: soundBegins.bigEndian) { bytes.replaceSubrange(list + 16..<list + 24, with: $0) }
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "footage"), withIntermediateDirectories: true)
        try Data(bytes).write(to: folder.url.appending(path: "footage/\(name)_2026-07-04T21-38-00+0200.mp4"))
    }

    @Test("files of a folder with edit lists at the ends of all numbers cost no other camera anything")
    func recordings() throws {
        let story = try Story()
        for (number, begins) in [Int64.max, .min, 1 << 62, -1 << 57].enumerated() {
            try recording("barn-\(number)", soundBegins: begins, in: story.folder)
        }
        let source = try #require(
            try FileManager.default.contentsOfDirectory(atPath: Road.samples).first {
                $0.hasPrefix("driveway_")
            })
        try FileManager.default.copyItem(
            atPath: "\(Road.samples)/\(source)", toPath: story.folder.path("footage/\(source)"))
        let footage = ["--footage", "footage"]
        let matched = try CommandRun.proffer(
            ["footage", "match", "--request", "request.json", "footage", "--json"], in: story.folder)
        check(matched, "match")
        #expect(matched.text.contains("driveway"))
        check(
            try CommandRun.proffer(
                ["consent", "preview", "--request", "request.json", "--identity", "owner.id"] + footage,
                in: story.folder), "preview")
        try CommandRun.done(Story.grant(["--camera", "driveway"]), in: story.folder)
        try CommandRun.done(Road.seal(footage: "footage"), in: story.folder)
        try CommandRun.done(["verify", "bundle.tar", "--identity", "reader.id"], in: story.folder)
    }

    // MARK: - Names

    /// Code points that are never characters, which a literal cannot have.
    private static let noCharacters = [0xFFFE, 0xFDD0, 0x10FFFF].compactMap { Unicode.Scalar(UInt32($0)) }.map
    { String($0) }
    .joined()

    private static let names = [
        "a&\"\u{1}", "\u{1B}[2Jb", "c\u{7F}\u{9B}31m", "d\u{202E}e\u{2066}", "\u{301}f\u{301}",
        "g" + noCharacters,
        "h<script>alert(1)</script>]]>{{{x}}}", "i\n\r\tj", "\u{200B}\u{FEFF}", "k\u{E000}\u{2028}l",
        String(repeating: "\u{1}", count: 40),
    ]

    @Test("files whose names act, hide, reorder or are no text are listed, previewed, drawn and handed over")
    func names() throws {
        let story = try Story()
        let folder = story.folder
        let source = try #require(
            try FileManager.default.contentsOfDirectory(atPath: Road.samples).first {
                $0.hasPrefix("front-door_")
            })
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "f"), withIntermediateDirectories: true)
        let clip = try Data(contentsOf: URL(fileURLWithPath: "\(Road.samples)/\(source)"))
        for (number, name) in Self.names.enumerated() {
            let file = name.replacing("/", with: "") + "_2026-07-04T21-38-00+0200.mp4"
            // The same bytes twice would be one recording: each has an empty box of its own length.
            let box =
                [0, 0, 0, UInt8(8 + number)] + Array("free".utf8) + [UInt8](repeating: 0, count: number)
            try (clip + box).write(to: URL(fileURLWithPath: folder.path("f") + "/" + file))
        }
        let asked = ["--request", "request.json"]
        for arguments in [
            ["footage", "list", "f"], ["footage", "match", "f", "--plot", "p.svg"] + asked,
            ["consent", "preview", "--identity", "owner.id", "--footage", "f"] + asked,
        ] {
            let run = try CommandRun.done(arguments, in: folder)
            let acting = (run.text + run.stderr).unicodeScalars.filter {
                $0 != "\n" && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0.value == 0x202E)
            }
            #expect(acting.isEmpty, "\(arguments)")
        }
        // A reader that is not ours takes the picture for XML.
        #expect(XMLParser(data: Data(try folder.read("p.svg"))).parse())
        let moment = ["--from", "2026-07-04T21:40:31+02:00", "--to", "2026-07-04T21:40:33+02:00"]
        try CommandRun.done(Story.grant(moment), in: folder)
        try CommandRun.done(Road.seal(footage: "f"), in: folder)
        try CommandRun.done(Road.open, in: folder)
        try CommandRun.done(
            ["report", "bundle.tar", "--identity", "reader.id", "--out", "r.html"], in: folder)
        let page = String(decoding: try folder.read("r.html"), as: UTF8.self)
        #expect(
            !page.contains("<script>alert")
                && !page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
    }

    // MARK: - Databases

    @Test(
        "every number in a database at the ends of all numbers: read, or one line",
        arguments: ["journal.sqlite", "ledger.sqlite"])
    func databases(name: String) throws {
        let road = try Road(sealed: false)
        let folder = road.folder
        try CommandRun.done(Road.seal(), in: folder, environment: ["PROFFER_JOURNAL": "journal.sqlite"])
        try CommandRun.done(["ledger", "new", "ledger.sqlite", "--identity", "agency.id"], in: folder)
        try CommandRun.done(
            ["ledger", "append", "ledger.sqlite", "request.json", "consent.json", "--identity", "agency.id"],
            in: folder)
        let made = try Peer.pythonScript(
            """
            import shutil, sqlite3, sys
            name, count = sys.argv[1], 0
            first = sqlite3.connect(name)
            tables = [r[0] for r in first.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite%'")]
            columns = [(t, r[1]) for t in tables for r in first.execute(f"pragma table_info({t})") if r[2] == "INTEGER"]
            first.execute("pragma wal_checkpoint(truncate)"); first.close()
            for table, column in columns:
                for value in (-2**63, 2**63 - 1, -1):
                    copy = f"far-{count}.sqlite"
                    shutil.copy(name, copy)
                    db = sqlite3.connect(copy, isolation_level=None)
                    triggers = db.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
                    for trigger, _ in triggers: db.execute(f"drop trigger {trigger}")
                    try: db.execute(f"update {table} set {column} = ? where rowid = (select max(rowid) from {table})", (value,))
                    except sqlite3.Error:
                        try: db.execute(f"update {table} set {column} = ? where {column} = (select max({column}) from {table})", (value,))
                        except sqlite3.Error: pass
                    for _, sql in triggers: db.execute(sql)
                    db.execute("pragma wal_checkpoint(truncate)"); db.close()
                    count += 1
            print(count)
            """, [name], in: folder)
        let count = try #require(Int(made.text.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(count >= 6)
        for number in 0..<count {
            let file = "far-\(number).sqlite"
            let readers =
                name == "journal.sqlite"
                ? [["journal", "show", "--journal", file]]
                : [
                    ["ledger", "verify", "--card", "agency.card", file], ["ledger", "show", file],
                    ["ledger", "prove", file, "--index", "0", "--out", "proof-\(number)"],
                    ["ledger", "append", file, "request.json", "--identity", "agency.id"],
                ]
            for arguments in readers {
                check(try CommandRun.proffer(arguments, in: folder), arguments.joined(separator: " "))
            }
        }
    }
}
