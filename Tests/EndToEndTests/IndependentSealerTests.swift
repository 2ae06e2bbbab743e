import Foundation
import Peers
import Testing

/// Verification held against a sealer that was written from the pages of `docs/spec` alone, in another language
/// (`Tests/Independent`): what it seals honestly is accepted, and each of its lies is named by the check that must.
@Suite("A second sealer, written from the pages alone")
struct IndependentSealerTests {
    @Test("finds in its own code what the worked examples of the pages say")
    func examples() throws {
        let folder = try ScratchFolder()
        let outcome = try Second.run(
            "vectors.py", [Second.root.appending(path: "docs/spec").path, Second.samples.path], in: folder)
        #expect(outcome.text.hasSuffix("examples hold\n"))
    }

    @Test("seals bundles that hold, with the owner's key and with the recordings")
    func honest() throws {
        let folder = try ScratchFolder()
        let bundle = try Second.sealed(in: folder)
        // The owner's, as no other key can make the salts of the whole recordings.
        let owner = Reader(identity: Second.identity("owner"), trust: try Second.trust(in: folder))
        let checks = try Second.verified(
            bundle, by: owner, sources: Array(Second.recordings.keys), in: folder)
        #expect(checks.failed == [])
        // Only what a bundle of ours would not have either: a timestamp, a chain, and our own words in README.txt.
        #expect(
            Set(checks.names("not_checked")) == [
                "README.txt is the known text", "timestamp", "time of sealing fits the timestamp",
                "consent held at the time of the timestamp", "the recordings existed before the request",
                "starts are read from what was committed to",
                "a custody chain is there",
            ])
    }

    @Test("seals bundles that can be opened", arguments: ["investigator", "prosecutor", "owner"])
    func opened(by person: String) throws {
        let folder = try ScratchFolder()
        let bundle = try Second.sealed(in: folder)
        let into = folder.url.appending(path: "opened")
        let outcome = try Peer.run(
            try Second.binary(),
            [
                "open", bundle.path, "--identity", Second.identity(person).path, "--trust",
                try Second.trust(in: folder).path,
                "--into", into.path,
            ], in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let files = try FileManager.default.subpathsOfDirectory(atPath: into.path)
        #expect(files.filter { $0.hasSuffix(".mp4") }.count == 4)
    }

    @Test("makes the headers of post-quantum keys from the file key, and cannot make them otherwise")
    func postQuantum() throws {
        let folder = try ScratchFolder()
        try Second.run("story.py", [folder.url.path], in: folder)
        let reader = Reader(
            identity: folder.url.appending(path: "investigator.identity.json"),
            trust: folder.url.appending(path: "later"))
        let held = try Second.verified(folder.url.appending(path: "post-quantum.tar"), by: reader, in: folder)
        #expect(held.failed == [])
        let refused = try Second.verified(
            folder.url.appending(path: "share-of-a-stranger.tar"), by: reader, in: folder)
        #expect(refused.failed == ["encrypted to the named recipients and the owner only"])
    }

    @Test("is named by the right check when it lies", arguments: try Lie.table())
    func lies(_ lie: Lie) async throws {
        let folder = try ScratchFolder()
        let bundle = try await Told.shared.bundle(of: lie)
        let checks: Checks
        do {
            checks = try Second.verified(bundle, sources: lie.sources, in: folder)
        } catch is Second.PackedAnew {
            // Of what is whole in another form nothing is said but how it is put back.
            return #expect(
                ["archive well-formed", "no member missing or added"].contains(lie.check), "\(lie.about)")
        }
        guard let check = lie.check else { return #expect(checks.failed == []) }
        guard let uncaught = lie.uncaught else {
            return #expect(checks.failed.contains(check), "\(lie.about); what fails is \(checks.failed)")
        }
        // Says so as soon as a check does name it.
        withKnownIssue("\(uncaught)") { #expect(checks.failed.contains(check)) }
    }

    @Test(
        "can seal what no player shows: it is reported and opened all the same, and what is not shown is named"
    )
    func notShown() async throws {
        let folder = try ScratchFolder()
        let lie = try #require(try Lie.table().first { $0.name == "recording-not-to-be-shown" })
        let bundle = try await Told.shared.bundle(of: lie)
        let reader = [
            bundle.path, "--identity", Second.identity("investigator").path, "--trust",
            try Second.trust(in: folder).path,
        ]
        let report = try Peer.run(
            try Second.binary(), ["report"] + reader + ["--out", folder.path("report.html")], in: folder)
        #expect(report.status == 0, "\(report.errors)")
        let page = String(decoding: try folder.read("report.html"), as: UTF8.self)
            .replacing("<wbr>", with: "")
        #expect(page.contains("No picture of “0001-driveway-master.mp4” could be shown: "))
        #expect(!page.contains("The bundle holds no pictures."))
        let opened = try Peer.run(
            try Second.binary(), ["open"] + reader + ["--into", folder.path("opened"), "--viewing-copy"],
            in: folder)
        #expect(opened.status == 0, "\(opened.errors)")
        let words = opened.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("No viewing copy of driveway: it could not be made: "), "\(words)")
        #expect(!words.contains("/proc/"))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path("opened"))
        #expect(files.contains("0001-driveway-master.mp4") && files.contains("viewing-copy.json"))
        #expect(!files.contains { $0.hasPrefix("viewing-copy-") })
    }

    /// Every seventh here; `make soak` changes every one.
    @Test("cannot change a byte of an object's header")
    func flips() throws {
        let folder = try ScratchFolder()
        let step = ProcessInfo.processInfo.environment["PROFFER_FLIP_STEP"] ?? "7"
        let outcome = try Second.run(
            "flips.py",
            [
                "--binary", try Second.binary().path, "--trust", try Second.trust(in: folder).path, "--into",
                folder.url.path,
                "--step", step,
            ], in: folder)
        let found = try JSONDecoder().decode(Flips.self, from: Data(outcome.output))
        #expect(found.untouched == [])
        #expect(found.accepted == [])
        #expect(found.changed >= 100)
    }
}

/// What the owner is shown of receipts that were written from the pages alone.
@Suite("Receipts by a second hand")
struct IndependentReceiptTests {
    @Test("hold where they are honest, and whatever contradicts itself or the bundle is named")
    func receipts() throws {
        let folder = try ScratchFolder()
        let rows = try JSONDecoder().decode(
            [Row].self, from: Data(try Second.run("receipts.py", [folder.url.path], in: folder).output))
        #expect(rows.count > 30)
        for row in rows {
            let arguments = [
                "receipt", "show", folder.path("\(row.name).json"), "--bundle", folder.path("bundle.tar"),
                "--identity", Second.identity("owner").path, "--trust", try Second.trust(in: folder).path,
            ]
            let shown = try Peer.run(try Second.binary(), arguments, in: folder)
            #expect(shown.status == row.status, "\(row.name): \(row.about); \(shown.errors)")
            let words = (shown.text + shown.errors).split(whereSeparator: \.isWhitespace)
                .joined(separator: " ")
            for said in row.says { #expect(words.contains(said), "\(row.name): \(words)") }
            for said in row.notSays { #expect(!words.contains(said), "\(row.name): \(words)") }
            guard shown.status < 2 else { continue }
            let json = try Peer.run(try Second.binary(), arguments + ["--json"], in: folder)
            let checks = try JSONDecoder().decode(Checks.self, from: Data(json.output))
            #expect(checks.failed == (row.fails.map { [$0] } ?? []), "\(row.name): \(row.about)")
        }
    }

    @Test("are the receiver's word where the owner does not compare them with the bundle")
    func notCompared() throws {
        let folder = try ScratchFolder()
        _ = try Second.run("receipts.py", [folder.url.path], in: folder)
        let shown = try Peer.run(
            try Second.binary(),
            [
                "receipt", "show", folder.path("none-read.json"), "--identity", Second.identity("owner").path,
                "--trust", try Second.trust(in: folder).path,
            ], in: folder)
        #expect(shown.status == 0)
        #expect(shown.text.contains("by their receipt you set none"))
    }

    private struct Row: Decodable {
        let name: String
        let about: String
        let fails: String?
        let says: [String]
        let notSays: [String]
        let status: Int32

        private enum CodingKeys: String, CodingKey {
            case name, about, fails, says, status
            case notSays = "not_says"
        }
    }
}

/// What `flips.py` found.
private struct Flips: Decodable {
    let changed: Int
    let accepted: [Int]
    let untouched: [String]
}

/// A row of the table in `lies.py`.
struct Lie: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let about: String
    /// The check that must name it; none for the truths that the lies are told of, and for what has to be believed.
    let check: String?
    /// Why no check names it yet.
    let uncaught: String?
    /// The cameras whose recordings are at hand.
    let sources: [String]

    var testDescription: String { name }

    static func table() throws -> [Lie] {
        let folder = try ScratchFolder()
        let table = try JSONDecoder().decode(
            [Lie].self, from: Data(try Second.run("lies.py", ["--list"], in: folder).output))
        guard table.count > 200 else {
            throw Peer.Missing(description: "the table of lies is short: \(table.count)")
        }
        return table
    }
}

/// The bundles of all lies, written by one run of Python for all tests that ask.
private actor Told {
    static let shared = Told()
    private var writing: Task<ScratchFolder, any Error>?

    func bundle(of lie: Lie) async throws -> URL {
        let writing =
            writing
            ?? Task {
                let folder = try ScratchFolder()
                _ = try Second.run("lies.py", ["--into", folder.url.path], in: folder)
                return folder
            }
        self.writing = writing
        return try await writing.value.url.appending(path: "\(lie.name).tar")
    }
}

/// What `verify --json` says.
private struct Checks: Decodable {
    struct Check: Decodable {
        let name: String
        let result: String
    }

    let checks: [Check]

    func names(_ result: String) -> [String] { checks.filter { $0.result == result }.map(\.name) }
    var failed: [String] { names("failed") }
}

/// Who verifies: an identity file, and the folder of cards they trust.
private struct Reader {
    let identity: URL
    let trust: URL
}

/// The second sealer, and the command that judges it.
private enum Second {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let samples = root.appending(path: "samples")

    static func binary() throws -> URL {
        guard let path = ProcessInfo.processInfo.environment["PROFFER_BINARY"], !path.isEmpty else {
            throw Peer.Missing(description: "PROFFER_BINARY does not name the command to test")
        }
        return URL(filePath: path)
    }

    static func identity(_ person: String) -> URL {
        samples.appending(path: "people/\(person).identity.json")
    }

    /// A folder of trusted cards: everybody's of the samples.
    static func trust(in folder: ScratchFolder) throws -> URL {
        let trust = folder.url.appending(path: "trust")
        guard !FileManager.default.fileExists(atPath: trust.path) else { return trust }
        try FileManager.default.createDirectory(at: trust, withIntermediateDirectories: false)
        for person in ["owner", "agency"] {
            try FileManager.default.copyItem(
                at: samples.appending(path: "people/\(person).card.json"),
                to: trust.appending(path: "\(person).card.json"))
        }
        return trust
    }

    /// Runs a program of `Tests/Independent`; a failure shows what it said.
    @discardableResult
    static func run(_ program: String, _ arguments: [String], in folder: ScratchFolder) throws -> Peer.Outcome
    {
        let file = root.appending(path: "Tests/Independent/\(program)")
        let outcome = try Peer.run(try Peer.python(), ["-B", file.path] + arguments, in: folder)
        guard outcome.status == 0 else {
            throw Peer.Missing(description: "\(program) said: \(outcome.errors)")
        }
        return outcome
    }

    static let recordings = [
        "front-door": "front-door_2026-07-04T21-38-00+0200.mp4",
        "driveway": "driveway_2026-07-04T21-39-00+0200.mp4",
    ]

    /// A bundle of what the samples' owner agreed to: two minutes of two cameras, of one with sound.
    static func sealed(in folder: ScratchFolder) throws -> URL {
        let bundle = folder.url.appending(path: "bundle.tar")
        try run(
            "sealer.py",
            [
                "--request", samples.appending(path: "request.json").path,
                "--consent", samples.appending(path: "consent.json").path, "--identity",
                identity("owner").path,
                "--out", bundle.path,
            ]
                + recordings.sorted(by: { $0.key > $1.key }).map {
                    "\($0.key)=\(samples.appending(path: $0.value).path)"
                },
            in: folder)
        return bundle
    }

    /// That a bundle was told to be one that somebody packed anew.
    struct PackedAnew: Error {}

    static func verified(
        _ bundle: URL, by reader: Reader? = nil, sources: [String] = [], in folder: ScratchFolder
    ) throws -> Checks {
        let reader = try reader ?? Reader(identity: identity("investigator"), trust: try trust(in: folder))
        let given = sources.compactMap { recordings[$0] }.flatMap {
            ["--source", samples.appending(path: $0).path]
        }
        let outcome = try Peer.run(
            try binary(),
            [
                "verify", bundle.path, "--identity", reader.identity.path, "--trust", reader.trust.path,
                "--json",
            ] + given, in: folder)
        if outcome.status == 65, outcome.errors.contains("bundle restore") { throw PackedAnew() }
        guard outcome.status == 0 || outcome.status == 1 else {
            throw Peer.Missing(description: "verify ended with \(outcome.status): \(outcome.errors)")
        }
        return try JSONDecoder().decode(Checks.self, from: Data(outcome.output))
    }
}
