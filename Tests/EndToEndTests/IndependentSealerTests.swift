import Foundation
import Peers
import Testing

/// The command held against a sealer that was written from the pages of `docs/spec` alone, in another language
/// (`Tests/Independent`): what it seals honestly is accepted, and what its lies are found out by is said. That each of them is
/// named by the check that must is `IndependentLiesTests`'s to hold, without a command.
@Suite("A second sealer, written from the pages alone")
struct IndependentSealerTests {
    @Test("finds in its own code what the worked examples of the pages say")
    func examples() throws {
        let folder = try ScratchFolder()
        let outcome = try SecondSealer.run(
            "vectors.py", [Repository.root.appending(path: "docs/spec").path, SecondSealer.samples.path],
            in: folder)
        #expect(outcome.text.hasSuffix("examples hold\n"))
    }

    @Test("seals bundles that hold, with the owner's key and with the recordings")
    func honest() throws {
        let folder = try ScratchFolder()
        let bundle = try Second.sealed(in: folder)
        // The owner's, as no other key can make the salts of the whole recordings.
        let owner = Reader(identity: Second.identity("owner"), trust: try Second.trust(in: folder))
        let checks = try Second.verified(
            bundle, by: owner, ending: 0, sources: Array(SecondSealer.recordings.keys), in: folder)
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
        try SecondSealer.run("story.py", [folder.url.path], in: folder)
        let reader = Reader(
            identity: folder.url.appending(path: "investigator.identity.json"),
            trust: folder.url.appending(path: "later"))
        let held = try Second.verified(
            folder.url.appending(path: "post-quantum.tar"), by: reader, ending: 0, in: folder)
        #expect(held.failed == [])
        let refused = try Second.verified(
            folder.url.appending(path: "share-of-a-stranger.tar"), by: reader, ending: 1, in: folder)
        #expect(refused.failed == ["encrypted to the named recipients and the owner only"])
    }

    @Test(
        "is found out when it lies, with the recordings and without them: the check is named, and the end is 1"
    )
    func lies() async throws {
        let folder = try ScratchFolder()
        let table = try Lie.table().filter { $0.check != nil && $0.uncaught == nil }
        for withRecordings in [true, false] {
            let lie = try #require(table.first { !$0.sources.isEmpty == withRecordings })
            let checks = try Second.verified(
                try await lie.bundle(), ending: 1, sources: lie.sources, in: folder)
            #expect(checks.failed.contains(try #require(lie.check)), "\(lie.about)")
        }
    }

    @Test(
        "can seal what no player shows: it is reported and opened all the same, and what is not shown is named"
    )
    func notShown() async throws {
        let folder = try ScratchFolder()
        let lie = try #require(try Lie.table().first { $0.name == "recording-not-to-be-shown" })
        let bundle = try await lie.bundle()
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
        let outcome = try SecondSealer.run(
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
            [Row].self, from: Data(try SecondSealer.run("receipts.py", [folder.url.path], in: folder).output))
        #expect(rows.count > 30)
        for row in rows {
            let arguments = [
                "receipt", "show", folder.path("\(row.name).json"), "--bundle", folder.path("bundle.tar"),
                "--identity", Second.identity("owner").path,
                "--trust", try Second.trust(in: folder, and: ["investigator"]).path,
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
        _ = try SecondSealer.run("receipts.py", [folder.url.path], in: folder)
        let shown = try Peer.run(
            try Second.binary(),
            [
                "receipt", "show", folder.path("none-read.json"), "--identity", Second.identity("owner").path,
                "--trust", try Second.trust(in: folder, and: ["investigator"]).path,
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

/// What the second sealer seals, and the command that judges it.
private enum Second {
    static func binary() throws -> URL { try CommandRun.binary() }

    static func identity(_ person: String) -> URL { SecondSealer.identity(person) }

    /// A folder of trusted cards: the owner's and the agency's of the samples, and whose else is named.
    static func trust(in folder: ScratchFolder, and others: [String] = []) throws -> URL {
        let trust = folder.url.appending(path: "trust")
        guard !FileManager.default.fileExists(atPath: trust.path) else { return trust }
        try FileManager.default.createDirectory(at: trust, withIntermediateDirectories: false)
        for person in ["owner", "agency"] + others {
            try FileManager.default.copyItem(
                at: SecondSealer.card(person), to: trust.appending(path: "\(person).card.json"))
        }
        return trust
    }

    /// A bundle of what the samples' owner agreed to: two minutes of two cameras, of one with sound.
    static func sealed(in folder: ScratchFolder) throws -> URL {
        let made = try bundle.copied()
        return try folder.write(try made.read("bundle.tar"), as: "bundle.tar")
    }

    private static let bundle = MadeOnce("the second sealer's bundle") {
        let folder = try ScratchFolder()
        let samples = SecondSealer.samples
        try SecondSealer.run(
            "sealer.py",
            [
                "--request", samples.appending(path: "request.json").path,
                "--consent", samples.appending(path: "consent.json").path, "--identity",
                identity("owner").path,
                "--out", folder.path("bundle.tar"),
            ]
                + SecondSealer.recordings.sorted(by: { $0.key > $1.key }).map {
                    "\($0.key)=\(samples.appending(path: $0.value).path)"
                },
            in: folder)
        return folder
    }

    /// - Parameter ending: what the command ends with.
    static func verified(
        _ bundle: URL, by reader: Reader? = nil, ending: Int32, sources: [String] = [],
        in folder: ScratchFolder
    ) throws -> Checks {
        let reader = try reader ?? Reader(identity: identity("investigator"), trust: try trust(in: folder))
        let outcome = try Peer.run(
            try binary(),
            [
                "verify", bundle.path, "--identity", reader.identity.path, "--trust", reader.trust.path,
                "--json",
            ] + sources.compactMap { SecondSealer.recording(of: $0) }.flatMap { ["--source", $0.path] },
            in: folder)
        guard outcome.status == ending else {
            throw Peer.Missing(description: "verify ended with \(outcome.status): \(outcome.errors)")
        }
        return try JSONDecoder().decode(Checks.self, from: Data(outcome.output))
    }
}
