import Records
import Statements
import Foundation
import Peers
import Sealing
import Testing

@Suite("What a viewing depends on is what was committed to, or what the recording says")
struct CommittedFactsTests {
    typealias Honest = LyingOwnerTests.Honest

    private static let run = "originals are an unmodified run of the recording"
    private static let start = "starts are read from what was committed to"
    private static let facts = "the record says what is in the recordings given"
    private static let tracks = "tracks, counts and times are as the record says"

    private static func recording(_ camera: String) throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: Honest.samples)
        return "\(Honest.samples)/\(try #require(names.first { $0.hasPrefix(camera + "_") }))"
    }

    private static func master(_ honest: Honest) throws -> Int {
        try #require(honest.record.objects.firstIndex { $0.role == .master })
    }

    /// Verifies a bundle whose master has its packets changed, the record being made true about the result.
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

    private static func verdict(_ report: VerificationReport, _ name: String) -> Verdict? {
        report.checks.first { $0.name == name }?.verdict
    }

    // MARK: - Inside the packets

    private static func length(_ unit: [UInt8]) -> [UInt8] {
        withUnsafeBytes(of: UInt32(unit.count).bigEndian) { [UInt8]($0) } + unit
    }

    /// The first sequence and picture parameter set of an `avcC`.
    private static func sets(_ record: [UInt8]) -> (sequence: [UInt8], picture: [UInt8]) {
        let end = 8 + (Int(record[6]) << 8 | Int(record[7]))
        let length = Int(record[end + 1]) << 8 | Int(record[end + 2])
        return (Array(record[8..<end]), Array(record[end + 3..<end + 3 + length]))
    }

    @Test(
        "sets, messages and private units put among the slices of an original are found without the recording"
    )
    func inBand() throws {
        let honest = try Honest()
        let record = try #require(honest.record.recordings[0].tracks.first { $0.kind == .video }?.description)
        let (sequence, picture) = Self.sets([UInt8](record.configuration))
        func changed(_ set: [UInt8]) -> [UInt8] { set.dropLast() + [set[set.count - 1] ^ 0x40] }
        let secret = [UInt8](repeating: 0x42, count: 60_000)
        let insertions: [(String, [[UInt8]])] = [
            ("a sequence set that crops", [changed(sequence), picture]),
            ("a picture set of other colours", [sequence, changed(picture)]),
            ("a sequence set, taken back", [changed(sequence), picture, sequence]),
            ("a private unit", [[0x1E] + secret]),
            (
                "a message",
                [[6, 5] + [UInt8](repeating: 0xFF, count: 78) + [110] + secret.prefix(20_000) + [0x80]]
            ),
            ("a slice of an auxiliary picture", [[0x73] + secret]),
            ("an unused picture set", [[0x68, 0x09] + secret]),
            ("filler that is none", [[0x0C] + secret + [0x80]]),
            ("a delimiter that is more", [[0x09] + secret]),
        ]
        for (what, units) in insertions {
            for place in [0, 20] {
                let report = try Self.verified(honest) { master in
                    let unit = master.places(ofTrack: 1)[place]
                    master.units[unit].bytes = units.flatMap(Self.length) + master.units[unit].bytes
                }
                #expect(report.failures.map(\.name) == [Self.run], "\(what): \(report.failures)")
            }
        }
    }

    @Test("zero bytes behind a slice, and bytes that the record keeps to itself, are found")
    func zeros() throws {
        let honest = try Honest()
        let report = try Self.verified(honest) { master in
            let unit = master.places(ofTrack: 1)[20]
            // The last unit grows by a thousand zero bytes, and its length with it.
            var bytes = master.units[unit].bytes
            var place = 0
            while true {
                let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
                if place + 4 + length == bytes.count {
                    bytes.replaceSubrange(
                        place..<place + 4,
                        with: Self.length([UInt8](repeating: 0, count: length + 1000))[..<4])
                    break
                }
                place += 4 + length
            }
            master.units[unit].bytes = bytes + [UInt8](repeating: 0, count: 1000)
        }
        #expect(report.failures.map(\.name) == [Self.run])
        let place = try Self.master(honest)
        let invented = try honest.verified {
            $0.objects[place].tracks[1].other = [OtherBytes(kind: "user_data", count: 1, bytes: 1)]
        }
        #expect(invented.failures.map(\.name) == [Self.tracks])
    }

    // MARK: - In the record

    /// Lies of a record about a recording: what is said, and whether the samples still lie inside the window then.
    private static let lies: [(what: String, change: @Sendable (inout RecordingFacts) -> Void)] = [
        ("a unit twice as long", { $0.tracks[0].timeBase.denominator /= 2 }),
        ("a unit half as long", { $0.tracks[0].timeBase.denominator *= 2 }),
        ("another origin", { $0.origin.time -= 1 }),
        ("an origin in another track", { $0.origin.track = 1 }),
        ("another size in the description", { $0.tracks[0].description?.width? += 16 }),
        (
            "pixels of another shape",
            {
                $0.tracks[0].description?.pixelAspect = PixelAspect(horizontal: 4, vertical: 1)
            }
        ),
        (
            "turned upside down",
            {
                $0.tracks[0].description?.displayMatrix = [-65_536, 0, 0, 0, -65_536, 0, 0, 0, 1 << 30]
            }
        ),
        (
            "other colours",
            {
                $0.tracks[0].description?.colour = ColourDescription(
                    primaries: 9, transfer: 16, matrix: 9, isFullRange: true)
            }
        ),
        (
            "another parameter set",
            {
                guard let count = $0.tracks[0].description?.configuration.count else { return }
                $0.tracks[0].description?.configuration[count - 1] ^= 0x40
            }
        ),
        ("no description", { $0.tracks[0].description = nil }),
        ("sound at another rate", { $0.tracks[1].description?.sampleRate = 24_000 }),
        ("sound of more channels", { $0.tracks[1].description?.channels = 6 }),
        ("another codec", { $0.tracks[1].description?.codec = "mp3" }),
        ("another first time", { $0.commitment?.tracks[0].times?.times.firstPTS += 1 }),
        (
            "another edit list",
            {
                $0.commitment?.tracks[0].times?.times.edits = [
                    .init(duration: 1, mediaTime: 0, rate: 131_072)
                ]
            }
        ),
        (
            "another name",
            { $0.commitment?.evidence.traces.parts = ["driveway_2026-07-04T21-38-00+0200.mp4"] }
        ),
        ("another time of making", { $0.commitment?.evidence.traces.creationTime = "2026-07-04T19:38:00Z" }),
    ]

    @Test("a record that says anything else than was committed to fails", arguments: 0..<17)
    func records(_ number: Int) throws {
        let honest = try Honest()
        let (what, change) = Self.lies[number]
        let report = try honest.verified { change(&$0.recordings[0]) }
        #expect(report.failures.contains { $0.name == Self.run }, "\(what): \(report.failures)")
    }

    /// Makes the commitment true of what the record says now, as only its owner can: the leaves of tracks stay.
    private static func recommit(_ facts: inout RecordingFacts) throws {
        guard let old = facts.commitment else { return }
        let tracks = try old.tracks.map { track in
            guard let times = track.times else { return track }
            var told = times
            if let source = facts.tracks.first(where: { $0.index == track.index }) {
                told.times.timeBase = source.timeBase
            }
            if facts.origin.track == track.index { told.times.firstPTS = facts.origin.time }
            let source = facts.tracks.first { $0.index == track.index }
            var description = source?.description
            if let base = source?.timeBase { description?.timeBase = base }
            return try CommittedTrack(
                index: track.index, count: track.count, root: track.root, times: told,
                description: zip(description, track.descriptionSalt))
        }
        facts.tracks = facts.tracks.map { track in
            var track = track
            track.description?.timeBase = track.timeBase
            return track
        }
        facts.commitment = try SourceCommitment(id: old.id, tracks: tracks, evidence: old.evidence)
    }

    private static func zip<A, B>(_ one: A?, _ other: B?) -> (A, B)? {
        guard let one, let other else { return nil }
        return (one, other)
    }

    @Test("a record whose owner committed to the lie when sealing is found out by the recording itself")
    func source() throws {
        let honest = try Honest()
        let path = try Self.recording("driveway")
        let lies: [(String, (inout RecordingFacts) -> Void)] =
            Self.lies.filter { !["no description", "another name", "another first time"].contains($0.what) }
            .map {
                ($0.what, $0.change)
            } + [
                ("another container", { $0.container = "matroska,webm" }),
                ("another device", { $0.device["make"] = "Axis" }),
                ("a track less", { $0.tracks.removeLast() }),
                (
                    "a proof of origin",
                    {
                        $0.provenance = [
                            .signedVideo(
                                .init(kind: .onvifMediaSigning, firstUnit: 0, messages: 1, unitsLookedAt: 8))
                        ]
                    }
                ),
            ]
        for (what, change) in lies {
            let report = try honest.verified(
                {
                    change(&$0.recordings[0])
                    try Self.recommit(&$0.recordings[0])
                }, sources: [path])
            #expect(
                report.failures.contains { $0.name == Self.facts || $0.name == Self.run },
                "\(what): \(report.failures)")
            if what != "a track less" {
                #expect(report.failures.contains { $0.name == Self.facts }, "\(what): \(report.failures)")
            }
        }
    }

    @Test(
        "a start that the committed name does not tell fails; one the owner gave, and a name bound only at sealing, is said to be the owner's word"
    )
    func starts() throws {
        let honest = try Honest()
        let sealed = try Self.verdict(honest.verified(), Self.start)
        #expect(sealed?.reason?.contains("shows that this was committed to before the request") == true)
        let second: Int64 = 1_000_000_000
        for (what, change): (String, (inout RecordingFacts) -> Void) in [
            ("a second later", { $0.start.time = $0.start.time.adding(nanoseconds: second) }),
            (
                "in another offset",
                {
                    $0.start.time = $0.start.time.adding(nanoseconds: 3600 * second).inOffset(seconds: 3600)
                }
            ),
            (
                "from the container",
                {
                    $0.start.how = .container
                    $0.start.time = $0.start.time.adding(nanoseconds: second)
                }
            ),
        ] {
            let report = try honest.verified { change(&$0.recordings[0]) }
            #expect(report.failures.contains { $0.name == Self.start }, "\(what)")
        }
        let given = try honest.verified {
            $0.recordings[0].start.how = .given
            $0.recordings[0].start.detail = $0.recordings[0].start.time.rfc3339
        }
        #expect(given.failures.isEmpty)
        #expect(Self.verdict(given, Self.start)?.reason?.contains("the owner's word") == true)
        #expect(given.summary.contains("rests on the start of a recording as the owner gave it"))
        #expect(given.summary.contains("by their own clock"))
        let worded = try honest.verified {
            $0.recordings[0].start.how = .given
            $0.recordings[0].start.detail = "by the police"
        }
        #expect(worded.failures.map(\.name) == [Self.start])
        // A clock that was corrected moves the footage, by the owner's word; so the window moves along.
        let corrected = try honest.verified {
            $0.recordings[0].clockError = ClockError(errorNanoseconds: 0, how: .given)
        }
        #expect(corrected.failures.isEmpty)
        #expect(corrected.summary.contains("the error of a camera's clock as the owner gave"))
        // The name that was committed to tells more than the file's date.
        let dated = try honest.verified { $0.recordings[0].start.how = .fileTime }
        #expect(dated.failures.contains { $0.name == Self.start })
    }

    // MARK: - Every codec

    private static let codecs: [(name: String, ending: String, arguments: String)] = [
        ("MPEG-4 and PCM", "mov", "-c:v mpeg4 -q:v 6 -g 10 -bf 0 -c:a pcm_s16le"),
        ("AV1 and Opus", "mp4", "-c:v libsvtav1 -preset 12 -crf 50 -g 10 -c:a libopus -strict -2"),
        ("VP9 and Opus", "webm", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 10 -c:a libopus"),
        ("Motion JPEG and PCM", "avi", "-c:v mjpeg -q:v 12 -c:a pcm_s16le"),
        (
            "HEVC and MP3", "mp4",
            "-c:v libx265 -preset ultrafast -x265-params log-level=none -g 10 -tag:v hvc1 -c:a libmp3lame"
        ),
        ("MPEG-2 in a transport stream", "ts", "-c:v mpeg2video -g 10 -c:a mp2"),
        ("H.264 in a transport stream", "ts", "-c:v libx264 -preset ultrafast -g 10 -c:a aac"),
        ("H.264 and A-law", "mov", "-c:v libx264 -preset ultrafast -g 10 -c:a pcm_alaw"),
    ]

    @Test("of every codec the description and every byte of a packet are bound", arguments: 0..<8)
    func codecs(_ number: Int) throws {
        let (name, ending, arguments) = Self.codecs[number]
        let footage = try ScratchFolder()
        let file = "driveway_2026-07-04T21-40-26+0200.\(ending)"
        let made = try Peer.run(
            try Peer.program("ffmpeg"),
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=96x64:rate=10:duration=12",
                "-f",
                "lavfi", "-i", "sine=440:sample_rate=48000:duration=12", "-pix_fmt",
                name.hasPrefix("Motion") ? "yuvj420p" : "yuv420p",
            ] + arguments.split(separator: " ").map(String.init) + [file], in: footage)
        try #require(made.status == 0, "\(made.errors)")
        let honest = try Honest(footage: footage.url.path)
        let held = try honest.verified(as: honest.owner, sources: [footage.path(file)])
        #expect(held.failures.isEmpty, "\(name): \(held.failures)")
        #expect(Self.verdict(held, Self.run) == .ok && Self.verdict(held, Self.facts) == .ok, "\(name)")
        let place = try Self.master(honest)
        for track in honest.record.objects[place].tracks {
            let index = track.sourceTrack
            let described = try #require(honest.record.recordings[0].tracks[index].description)
            if !described.configuration.isEmpty {
                let report = try honest.verified {
                    $0.recordings[0].tracks[index].description?.configuration[
                        described.configuration.count - 1] ^= 1
                }
                #expect(
                    report.failures.contains { $0.name == Self.run },
                    "\(name), configuration of \(track.codec)")
            }
            let codec = try honest.verified { $0.recordings[0].tracks[index].description?.codec = "other" }
            #expect(codec.failures.contains { $0.name == Self.run }, "\(name), codec of \(track.codec)")
            let longer = try Self.verified(honest) {
                $0.units[$0.places(ofTrack: track.id)[2]].bytes.append(0)
            }
            #expect(
                longer.failures.contains { $0.name == Self.run }, "\(name), a byte more of \(track.codec)")
        }
    }
}
