import Records
import Foundation
import Peers
import Sealing
import Testing

@Suite("A master that is not an unbroken run of its recording is found out, and by that alone")
struct MasterRunTests {
    typealias Honest = LyingOwnerTests.Honest

    private static let run = "originals are an unmodified run of the recording"

    /// Where the master is among a bundle's objects.
    private static func master(_ honest: Honest) throws -> Int {
        try #require(honest.record.objects.firstIndex { $0.role == .master })
    }

    /// Verifies a bundle in which the master was put together again after a change, the record being made true
    /// about the result.
    private static func verified(
        _ honest: Honest, sources: [String] = [], _ change: (inout RemadeMaster) throws -> Void
    ) throws -> VerificationReport {
        let place = try master(honest)
        var remade = try RemadeMaster(honest.objects[place], place, of: honest.record)
        try change(&remade)
        var objects = honest.objects
        objects[place] = try remade.bytes()
        return try honest.verified(
            { try remade.describe(in: &$0.objects[place]) }, objects: objects,
            sources: sources)
    }

    private static func verdict(_ report: VerificationReport, _ name: String = run) -> Verdict? {
        report.checks.first { $0.name == name }?.verdict
    }

    @Test("put together again without a change, it holds: otherwise the changes below would prove nothing")
    func unchanged() throws {
        let report = try Self.verified(try Honest()) { _ in }
        #expect(report.failures.isEmpty, "\(report.failures)")
        #expect(Self.verdict(report) == .ok)
        #expect(report.summary.contains("unmodified runs"))
    }

    @Test(
        "one packet altered, dropped, reordered, repeated, moved or from another recording, of picture and of sound",
        arguments: [1, 2])
    func changes(track: Int) throws {
        let honest = try Honest()
        let another = try Honest(camera: "front-door")
        let other = try RemadeMaster(another.objects[1], 1, of: another.record)
        let alien = other.units[other.places(ofTrack: track)[20]].bytes
        let changes: [(String, (inout RemadeMaster, [Int]) -> Void)] = [
            ("altered", { $0.units[$1[20]].bytes[$0.units[$1[20]].bytes.count / 2] ^= 1 }),
            ("the first altered", { $0.units[$1[0]].bytes[$0.units[$1[0]].bytes.count / 2] ^= 1 }),
            ("cut short", { $0.units[$1[20]].bytes.removeLast() }),
            ("dropped", { $0.units.remove(at: $1[20]) }),
            ("the first dropped", { $0.units.remove(at: $1[0]) }),
            ("the last dropped", { $0.units.remove(at: $1[$1.count - 1]) }),
            (
                "reordered under the old times",
                { master, places in
                    let bytes = master.units[places[20]].bytes
                    master.units[places[20]].bytes = master.units[places[21]].bytes
                    master.units[places[21]].bytes = bytes
                }
            ),
            ("repeated instead of the next", { $0.units[$1[21]].bytes = $0.units[$1[20]].bytes }),
            ("from another recording", { $0.units[$1[20]].bytes = alien }),
            ("shown a little later", { $0.units[$1[20]].pts += 1 }),
            ("decoded a little later", { $0.units[$1[20]].dts += 1 }),
        ]
        for (what, change) in changes {
            let report = try Self.verified(honest) { change(&$0, $0.places(ofTrack: track)) }
            // Where the first is another one, the record's word for where the run begins is wrong as well.
            let names = Set(report.failures.map(\.name))
            let others = names.subtracting([Self.run, "tracks, counts and times are as the record says"])
            #expect(names.contains(Self.run) && others.isEmpty, "\(what): \(report.failures)")
        }
    }

    @Test("a whole master of another recording is not passed off as one of this")
    func substituted() throws {
        let another = try Honest(camera: "front-door")
        let other = try RemadeMaster(another.objects[1], 1, of: another.record)
        let honest = try Honest()
        let place = try Self.master(honest)
        var objects = honest.objects
        objects[place] = try other.bytes()
        let report = try honest.verified(
            { record in
                record.recordings[0].describe(like: another.record.recordings[0])
                try other.describe(in: &record.objects[place])
            }, objects: objects)
        #expect(report.failures.contains { $0.name == Self.run }, "\(report.failures)")
    }

    @Test(
        "with other parameter sets the same slices would show other pictures: a changed codec header is found, in the object and in both"
    )
    func codecHeader() throws {
        let honest = try Honest()
        let place = try Self.master(honest)
        var objects = honest.objects
        let inObject = try #require(Data(objects[place]).range(of: Data("avcC".utf8))).upperBound + 12
        objects[place][inObject] ^= 1
        let one = try honest.verified(objects: objects)
        let reason = one.failures.compactMap(\.verdict.reason).joined()
        #expect(reason.contains("moov/trak/mdia/minf/stbl/stsd/avc1/avcC"), "\(one.failures)")

        let track = honest.record.objects[place].tracks[0].sourceTrack
        let both = try honest.verified(
            { record in
                record.recordings[0].tracks[track].description?.configuration[12] ^= 1
            }, objects: objects)
        #expect(both.failures.contains { $0.name == Self.run }, "\(both.failures)")
    }

    @Test("a commitment or proof that is changed, missing or of another bundle shows nothing")
    func commitments() throws {
        let honest = try Honest()
        let place = try Self.master(honest)
        let other = try Honest().record
        let changes: [(String, (inout Record) throws -> Void)] = [
            ("no proof", { $0.objects[place].tracks[0].proof = nil }),
            ("another's proof", { $0.objects[place].tracks[0].proof = other.objects[place].tracks[0].proof }),
            ("another's commitment", { $0.recordings[0].commitment = other.recordings[0].commitment }),
            ("another root", { $0.recordings[0].commitment?.root = try SHA256Digest.of([]) }),
            ("a track less", { _ = $0.recordings[0].commitment?.tracks.removeLast() }),
            ("another count", { $0.recordings[0].commitment?.tracks[0].count += 1 }),
            (
                "a run elsewhere",
                {
                    $0.objects[place].tracks[0].proof?.first += 1
                    $0.objects[place].tracks[0].proof?.after.removeLast()
                }
            ),
        ]
        for (what, change) in changes {
            let report = try honest.verified(change)
            #expect(report.failures.map(\.name) == [Self.run], "\(what): \(report.failures)")
        }
        let older = try honest.verified {
            $0.recordings[0].commitment = nil
            for track in $0.objects[place].tracks.indices { $0.objects[place].tracks[track].proof = nil }
        }
        #expect(older.failures.map(\.name) == [Self.run])
        #expect(Self.verdict(older)?.reason?.contains("holds no commitment") == true)
    }

    // MARK: - With the recording at hand

    private static let files = "the recordings given are those of the record"
    private static let facts = "the record says what is in the recordings given"
    private static let missing = "what the record says is missing is so in the recordings given"
    private static let units = "originals are in the recordings given, unit for unit"
    private static let whole = "the commitment is that of the whole recordings given"

    private static func recording(_ camera: String) throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: Honest.samples)
        return "\(Honest.samples)/\(try #require(names.first { $0.hasPrefix(camera + "_") }))"
    }

    /// A copy of a recording under its name, one byte changed.
    private static func changed(_ camera: String, at offset: (Data) throws -> Int) throws -> (
        ScratchFolder, String
    ) {
        let folder = try ScratchFolder()
        let source = URL(fileURLWithPath: try recording(camera))
        var data = try Data(contentsOf: source)
        data[try offset(data)] ^= 1
        let copy = folder.url.appending(path: source.lastPathComponent)
        try data.write(to: copy)
        return (folder, copy.path)
    }

    @Test("with the recording all is compared; the whole of it only by who sealed")
    func withSource() throws {
        let honest = try Honest()
        let source = try Self.recording("driveway")
        let reader = try honest.verified(sources: [source])
        let owner = try honest.verified(as: honest.owner, sources: [source])
        for report in [reader, owner] {
            #expect(report.failures.isEmpty, "\(report.failures)")
            for name in [Self.files, Self.facts, Self.missing, Self.units] {
                #expect(
                    Self.verdict(report, name) == .ok,
                    "\(name): \(String(describing: Self.verdict(report, name)))")
            }
        }
        #expect(Self.verdict(owner, Self.whole) == .ok)
        #expect(Self.verdict(reader, Self.whole)?.reason?.contains("only the identity that sealed") == true)
        let without = try honest.verified()
        for name in [Self.files, Self.facts, Self.units, Self.whole] {
            #expect(Self.verdict(without, name)?.reason == "no recording was given")
        }
    }

    @Test("a file that is not the recording is named, and whether the originals are in it")
    func otherSources() throws {
        let honest = try Honest()
        let place = try Self.master(honest)
        let master = try RemadeMaster(honest.objects[place], place, of: honest.record)
        let unit = Data(master.units[master.places(ofTrack: 1)[20]].bytes)

        // A picture of the window.
        let (inside, path) = try Self.changed("driveway") { data in
            try #require(data.range(of: unit)).upperBound - 20
        }
        let report = try honest.verified(as: honest.owner, sources: [path])
        #expect(report.failures.map(\.name) == [Self.files, Self.units])
        #expect(Self.verdict(report, Self.facts)?.reason?.contains("another copy") == true)

        // A picture long before it.
        let (outside, elsewhere) = try Self.changed("driveway") { data in
            try #require(data.range(of: Data("mdat".utf8))).upperBound + 4000
        }
        let other = try honest.verified(as: honest.owner, sources: [elsewhere])
        #expect(other.failures.map(\.name) == [Self.files])
        withExtendedLifetime((inside, outside)) {}

        let garden = try honest.verified(as: honest.owner, sources: [try Self.recording("garden")])
        #expect(garden.failures.map(\.name) == [Self.files, Self.units])
        let both = try honest.verified(
            as: honest.owner, sources: [try Self.recording("driveway"), try Self.recording("garden")])
        #expect(both.failures.isEmpty && both.notes.count == 1)
    }

    @Test("who commits to a changed recording is found out by the recording itself")
    func recommitted() throws {
        let first = try Honest()
        let place = try Self.master(first)
        let master = try RemadeMaster(first.objects[place], place, of: first.record)
        let unit = Data(master.units[master.places(ofTrack: 1)[20]].bytes)
        let (folder, _) = try Self.changed("driveway") { try #require($0.range(of: unit)).upperBound - 20 }
        let liar = try Honest(footage: folder.url.path)
        #expect(try liar.verified().failures.isEmpty)
        let report = try liar.verified(sources: [try Self.recording("driveway")])
        #expect(report.failures.map(\.name) == [Self.files, Self.units])
    }

    @Test("a message put into an original is found without the recording, and with it")
    func everyByte() throws {
        let honest = try Honest()
        let report = try Self.verified(honest, sources: [try Self.recording("driveway")]) { master in
            let place = master.places(ofTrack: 1)[20]
            master.units[place].bytes = [0, 0, 0, 3, 6, 0x80, 0x80] + master.units[place].bytes
        }
        #expect(report.failures.map(\.name) == [Self.run, Self.units])
        #expect(Self.verdict(report, Self.units)?.reason?.contains("not every byte") == true)
    }

    @Test("of a copy in another container the units are compared, and it is said that nothing else is")
    func otherContainer() throws {
        let honest = try Honest()
        let folder = try ScratchFolder()
        for file in ["copy.mkv", "copy.ts"] {
            let copied = try Peer.run(
                try Peer.program("ffmpeg"),
                ["-nostdin", "-v", "error", "-i", try Self.recording("driveway"), "-c", "copy", file],
                in: folder)
            try #require(copied.status == 0, "\(copied.errors)")
        }
        for file in ["copy.mkv", "copy.ts"] {
            let report = try honest.verified(as: honest.owner, sources: [folder.path(file)])
            #expect(report.failures.map(\.name) == [Self.files], "\(file): \(report.failures)")
            #expect(Self.verdict(report, Self.units) == .ok)
            let words = Self.verdict(report, Self.facts)?.reason ?? ""
            #expect(words.contains("only its access units were compared"), "\(words)")
            #expect(Self.verdict(report, Self.whole)?.reason != nil)
        }
    }

    @Test(
        "leading pictures that a master cannot have are left out of the run, and the run holds",
        arguments: [
            ["-c:v", "libx264", "-x264-params", "open-gop=1:scenecut=0:keyint=30:bframes=3:log-level=none"],
            [
                "-c:v", "libx265", "-tag:v", "hvc1", "-x265-params",
                "open-gop=1:scenecut=0:keyint=30:bframes=3:log-level=none",
            ],
        ])
    func openGroups(arguments: [String]) throws {
        let folder = try ScratchFolder()
        let source = URL(fileURLWithPath: try Self.recording("driveway"))
        let clip = folder.url.appending(path: source.lastPathComponent).path
        let encoding = try Peer.run(
            try Peer.program("ffmpeg"),
            ["-nostdin", "-v", "error", "-i", source.path, "-preset", "ultrafast", "-threads", "2"]
                + arguments
                // Two minutes, of which ten seconds are granted.
                + ["-c:a", "copy", "-t", "120", clip], in: folder)
        try #require(encoding.status == 0, "\(encoding.errors)")
        let footage = try ScratchFolder()
        let kept = footage.url.appending(path: source.lastPathComponent).path
        try FileManager.default.moveItem(atPath: clip, toPath: kept)
        let honest = try Honest(footage: footage.url.path)
        let report = try honest.verified(as: honest.owner, sources: [kept])
        #expect(report.failures.isEmpty, "\(report.failures)")
        for name in [Self.run, Self.files, Self.facts, Self.units, Self.whole] {
            #expect(Self.verdict(report, name) == .ok)
        }
        let proof = try #require(honest.record.objects[try Self.master(honest)].tracks.first?.proof)
        #expect(!proof.leftOut.isEmpty || !arguments.contains("libx265"))
    }
}

extension RecordingFacts {
    /// Says of its tracks what another recording's are described by.
    fileprivate mutating func describe(like other: RecordingFacts) {
        for place in tracks.indices { tracks[place].description = other.tracks[place].description }
    }
}
