import CustodyDesk
import Desk
import Foundation
import Objects
import Peers
import Presentation
import Records
import Statements
import Testing

@Suite("The times of footage in every document")
struct DocumentTimesTests {
    /// A bundle to draw documents of, and what its documents must call the clock.
    struct Footage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var name: String
        /// What ffmpeg adds to the pictures.
        var made: [String] = []
        var rate = "10"
        var starts: [String] = []
        var errors: [String] = []
        /// When the file was last changed; nil for when it is made.
        var changed: String?
        var onlyOriginals = false
        var stills: [String] = []
        /// What every document must say of the clock.
        let says: String
        /// Whether a document may call it a camera's clock.
        var isCameraClock = false
    }

    private static let sound = [
        "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=20", "-c:a", "aac",
    ]

    static let footage = [
        Footage(
            testDescription: "NTSC rates and sound, a name with an offset",
            name: "gate_2026-07-04T21-40-20+0200.mp4",
            made: sound, rate: "30000/1001", stills: ["21:40:33.3"],
            says:
                "by the camera's clock, as the file's name or its folders tell; how far it was off is not known",
            isCameraClock: true),
        Footage(
            testDescription: "sound that begins before the pictures",
            name: "gate_2026-07-04T21-40-20+0200.mp4",
            made: sound + ["-g", "40"], rate: "15000/1001", onlyOriginals: true,
            says: "by the camera's clock, as the file's name or its folders tell", isCameraClock: true),
        Footage(
            testDescription: "a clock that was fast", name: "gate_2026-07-04T21-40-23+0200.mp4",
            errors: ["gate=+3.25s±0.4s"],
            says: "less the error of the clock, 3.25 s fast, give or take 400 ms, by the owner's word",
            isCameraClock: true),
        Footage(
            testDescription: "a start by the owner's word", name: "gate.mp4",
            starts: ["cams/gate.mp4=2026-07-04T21:40:20.5+02:00"], says: "by the owner's word;"),
        Footage(
            testDescription: "a start by the file's date", name: "gate.mp4",
            starts: ["cams/gate.mp4=file-date-ends"], changed: "2026-07-04T19:40:41Z",
            says: "by the file's date of last change alone, which copying changes, read as when it ended, "
                + "by the owner's word;"),
        Footage(
            testDescription: "a start by the container", name: "gate.mp4",
            made: ["-metadata", "creation_time=2026-07-04T19:40:20Z"],
            starts: ["cams=begins"],
            says: "by the time in the file's own metadata, read as when it began, by the owner's word;"),
        Footage(
            testDescription: "a contradicted start", name: "gate_2026-07-04T21-40-20+0200.mp4",
            made: ["-metadata", "creation_time=2026-07-04T15:00:00Z"], starts: ["cams=by-name"],
            says: "tell, which the file itself contradicts as the record names;", isCameraClock: true),
    ]

    /// Seals seventeen seconds of the footage.
    private static func sealed(_ footage: Footage) throws -> AgreedOwner {
        var owner = try AgreedOwner { draft in draft.stills = true }
        try FileManager.default.createDirectory(
            at: owner.folder.url.appending(path: "cams"), withIntermediateDirectories: true)
        let made = try Peer.run(
            try Peer.program("ffmpeg"),
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i",
                "testsrc2=size=96x64:rate=\(footage.rate):duration=20",
            ] + footage.made + ["-c:v", "libx264", "cams/\(footage.name)"],
            in: owner.folder)
        try #require(made.status == 0, "\(made.errors)")
        if let changed = footage.changed {
            try FileManager.default.setAttributes(
                [.modificationDate: try #require(ISO8601DateFormatter().date(from: changed))],
                ofItemAtPath: owner.folder.path("cams/\(footage.name)"))
        }
        owner.footage.paths = [owner.folder.path("cams")]
        let folder = owner.folder
        owner.footage.starts = footage.starts.map { $0.hasPrefix("cams") ? folder.path($0) : $0 }
        owner.footage.clockErrors = footage.errors
        owner.footage.zones = ["Europe/Berlin"]
        var terms = try AgreedOwner.terms()
        terms.cameras = ["gate"]
        var choices = owner.choices
        choices.encodingAnew =
            footage.onlyOriginals
            ? .none : .whereNeeded(stills: try footage.stills.map { try MomentInWindow($0) })
        try owner.seal(try owner.agree(terms), choices)
        return owner
    }

    /// The times of an object computed from the record alone, exactly, in Python's fractions: `kind` and three times.
    private static func expected(_ owner: AgreedOwner) throws -> [String: [String: [String]]] {
        let found = try Peer.python(
            """
            import json, pathlib, re
            from fractions import Fraction
            from datetime import datetime, timedelta, timezone
            folder = pathlib.Path("opened")
            record = json.loads((folder / "record.json").read_text())
            epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
            def nanoseconds(text):
                whole, fraction = re.fullmatch(r"([^.]{19})(?:\\.(\\d+))?(?:Z|[+-]\\d\\d:\\d\\d)", text).groups()
                offset = text[-6:] if text[-1] != "Z" else "+00:00"
                since = datetime.fromisoformat(whole + offset) - epoch
                return (since.days * 86400 + since.seconds) * 10**9 + int((fraction or "0").ljust(9, "0"))
            def shown(value):
                second, rest = divmod(value, 10**9)
                local = epoch + timedelta(seconds=second, hours=2)
                return local.strftime("%H:%M:%S") + (f".{rest:09}".rstrip("0") if rest else "")
            unit = lambda base: Fraction(base["numerator"], base["denominator"])
            result = {}
            for path in sorted(folder.glob("*.facts.json")):
                facts = json.loads(path.read_text())
                thing, recording = facts["object"], facts["recording"]
                tracks = {track["index"]: track for track in recording["tracks"]}
                first = tracks[recording["origin"]["track"]]
                origin = recording["origin"]["time"] * unit(first["time_base"])
                start = nanoseconds(recording["start"]["time"]) - recording.get("clock_error", {}).get("error_ns", 0)
                times = {}
                still = thing.get("derivative", {}).get("still")
                if still: times["still"] = [shown(nanoseconds(still["shown"]))]
                else:
                    for track in thing["tracks"]:
                        source = tracks[track["source_track"]]
                        def moment(tick):
                            media = tick * unit(track["time_base"]) + track["shift"] * unit(source["time_base"])
                            return start + (media - origin) * 10**9 // 1
                        times[source["kind"]] = [shown(moment(track[name])) for name in ("first_pts", "last_pts", "last_end")]
                result[thing["name"]] = times
            print(json.dumps(result))
            """, in: owner.folder)
        return try JSONDecoder().decode([String: [String: [String]]].self, from: Data(found.output))
    }

    private static func report(
        _ owner: AgreedOwner, _ name: String, _ certification: CertificationRule? = nil
    ) throws -> String {
        let order = ReportOrder(
            bundle: owner.folder.path("bundle.tar"), certification: certification, entersOpening: false)
        _ = try order.write(
            into: owner.asked.output(name),
            by: owner.asked.identity(owner.asked.agency, "keller.identity"), trust: Trust([]),
            program: AgreedOwner.program)
        return String(decoding: try owner.folder.read(name), as: UTF8.self)
    }

    private static func open(_ owner: AgreedOwner, films: Bool = false) throws -> OpenedBundle {
        let outcome = try OpenedBundle.open(
            owner.folder.path("bundle.tar"),
            by: owner.asked.identity(owner.asked.agency, "keller.identity"), trust: Trust([]),
            into: owner.folder.path("opened"), entry: .none, choices: .films(films),
            program: AgreedOwner.program)
        guard case .opened(let opened) = outcome else {
            throw Peer.Missing(description: "a bundle that opens")
        }
        return opened
    }

    @Test(
        "record, opening, report, sworn table and graph agree to the last digit, and on whose clock it is",
        arguments: footage)
    func agree(_ footage: Footage) throws {
        let owner = try Self.sealed(footage)
        let opened = try Self.open(owner)
        let expected = try Self.expected(owner)
        #expect(expected.count == opened.record.objects.count && !expected.isEmpty)
        let draft = try Self.report(owner, "draft.txt", .copy)
        let documents = [
            "opening":
                (opened.record.objectsInWords(by: .sealer).map { "\($0.label) \($0.value)" }
                + opened.record.clocksInWords).joined(separator: "\n"),
            // Where a line may end within a word, the page has a tag.
            "report": try Self.report(owner, "report.html").replacing("&#39;", with: "'").replacing(
                "<wbr>", with: ""),
            "draft": draft.split(whereSeparator: \.isWhitespace).joined(separator: " "),
            "graph": try Self.report(owner, "case.jsonld"),
            "program": String(decoding: try JSONEncoder().encode(opened.facts), as: UTF8.self),
        ]
        for (document, text) in documents {
            for (object, tracks) in expected {
                for (kind, times) in tracks {
                    // Sound is said from its first to its end.
                    for time in kind == "audio" ? [times[0], times[2]] : times {
                        #expect(
                            Self.stands(time, in: text), "\(document): \(object) \(kind) \(time)")
                    }
                }
            }
            // A report has it by parts, under its clocks.
            if document != "report" { #expect(text.contains(footage.says), "\(document)") }
            #expect(footage.isCameraClock || !text.lowercased().contains("camera's clock, as"), "\(document)")
            #expect(footage.isCameraClock || !text.contains("camera clock"), "\(document)")
        }
        let recording = opened.record.recordings[0]
        #expect(documents["report"]?.contains("\(ClockStatement(recording).source): “") == true)
    }

    /// Whether a time stands in a text with neither more nor fewer digits.
    private static func stands(_ time: String, in text: String) -> Bool {
        func goesOn(_ letter: Character?) -> Bool { letter.map { "0123456789:".contains($0) } ?? false }
        return text.ranges(of: time).contains { place in
            let before = text[..<place.lowerBound].last
            let (behind, next) = (
                text[place.upperBound...].first, text[place.upperBound...].dropFirst().first
            )
            return !goesOn(before) && !goesOn(behind) && !(behind == "." && goesOn(next))
        }
    }

    @Test("sound that begins before the pictures is said with its own times")
    func soundBefore() throws {
        let footage = Self.footage.first(where: \.onlyOriginals)
        let owner = try Self.sealed(try #require(footage))
        let opened = try Self.open(owner)
        let line = try #require(opened.record.objectsInWords(by: .sealer).first?.value)
        #expect(line.contains("before the pictures"), "\(line)")
        let times = try #require(opened.facts.times.first)
        let (pictures, sound) = (try #require(times.pictures), try #require(times.sound))
        #expect(sound.first < pictures.first)
    }

    @Test(
        "every page has one zone and names it once, whoever wrote a time in which",
        arguments: ["report.html", "draft.txt", "case.jsonld"])
    func oneZone(_ name: String) throws {
        let owner = try Self.sealed(try #require(Self.footage.last))
        let drawn = try Self.report(owner, name, name == "draft.txt" ? .copy : nil)
        let text = drawn.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        // What stands between quotation marks is as somebody wrote it.
        let own = text.replacing(try Regex("“[^”]*”"), with: "").replacing(
            try Regex("\"proffer:startEvidence\" : \"[^\"]*\""), with: "")
        let zones = Set(
            own.matches(of: /[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)? ?(Z|UTC|[+-][0-9]{2}:[0-9]{2})/).map {
                String($0.1)
            })
        #expect(
            zones == ["+02:00"],
            "\(own.matches(of: /.{40}[0-9] ?(Z|UTC)\b.{20}/).prefix(3).map { String($0.0) })")
        if name != "case.jsonld" {
            #expect(own.components(separatedBy: "+02:00, 2 h ahead of UTC").count == 2)
        }
    }
}
