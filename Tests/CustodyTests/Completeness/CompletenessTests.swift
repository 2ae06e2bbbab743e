import Records
import Statements
import Sealing
import Testing

/// docs/spec/record.md, Completeness, on records of one camera with ten pictures a second.
@Suite("What was granted is there, or is said not to be")
struct CompletenessTests {
    /// A master's run: from one second to another of a recording, with its places.
    struct Piece: Sendable {
        var from: Double
        var to: Double
        var first: UInt64
        var role = ObjectRole.master
        var recording = "r1"
    }

    /// Two minutes of 21:40:30 to 21:42:30 are granted of front-door with sound; seconds count from there. The recording
    /// begins 150 s before and has 3000 pictures.
    struct Scene {
        var record: Record
        let grants: [GrantedWindow]
        var runs: [TrackRuns]

        init(_ pieces: [Piece], gaps: [Gap] = [], edit: (inout Record) throws -> Void = { _ in }) throws {
            let story = try Story()
            var record = try story.record
            grants = try Authorization(
                request: record.request, consent: record.consent, owner: story.owner.signingKey.verifyingKey,
                at: record.sealed
            ).grants.filter { $0.camera == "front-door" }
            var facts = record.recordings[0]
            let none = try SHA256Digest.of([])
            facts.leftOut = [.track(1, reason: .silent, window: nil)]
            facts.tracks[1].handedOver = false
            func track(_ index: Int, count: UInt64) throws -> CommittedTrack {
                let times = TrackTimes(timeBase: facts.tracks[index].timeBase, firstDTS: 0, firstPTS: 0)
                return try CommittedTrack(
                    index: index, count: count, root: none, times: CommittedTimes(times, salt: none))
            }
            facts.commitment = try SourceCommitment(
                id: String(repeating: "0", count: 32),
                tracks: [track(0, count: 3000), track(1, count: 5000)],
                evidence: CommittedEvidence(
                    StartTraces(parts: [facts.name], creationTime: nil), salt: none))
            var second = facts
            second.id = "r2"
            record.recordings = [facts] + (pieces.contains { $0.recording == "r2" } ? [second] : [])
            var runs: [TrackRuns] = []
            record.objects = try pieces.enumerated().map { place, piece in
                var object = record.objects[piece.role == .master ? 1 : 0]
                (object.file, object.name) = ("data/\(place).age", "\(place)")
                object.recording = piece.recording
                object.role = piece.role
                object.window = try Self.window(piece.from, piece.to + 0.1)
                object.tracks = [object.tracks[0]]
                let count = UInt64(((piece.to - piece.from) * 10).rounded()) + 1
                object.tracks[0].accessUnits = count
                object.tracks[0].firstPTS = 0
                object.tracks[0].lastPTS = Int64(count - 1) * 100
                object.derivative?.frames = count
                if piece.role == .master {
                    object.tracks[0].proof = RangeProof(
                        first: piece.first, count: count, leftOut: [], before: [], after: [], seeds: [])
                } else {
                    object.derivative?.reason = piece.role == .leadOut ? .afterWindow : .betweenKeyFrames
                }
                runs.append(
                    TrackRuns(
                        object: place, track: 0,
                        runs: [.init(from: try Self.time(piece.from), to: try Self.time(piece.to))]))
                return object
            }
            record.gaps = gaps
            try edit(&record)
            self.record = record
            self.runs = runs
        }

        static func time(_ seconds: Double) throws -> WallTime {
            try WallTime(rfc3339: "2026-07-04T21:40:30+02:00").adding(
                nanoseconds: Int64((seconds * 1000).rounded()) * 1_000_000)
        }

        static func window(_ from: Double, _ to: Double) throws -> Window {
            try Window(from: time(from), to: time(to))
        }

        var completeness: Completeness { Completeness(of: record, grants: grants, runs: runs) }

        /// What nothing accounts for, in seconds.
        var holes: [[Double]] {
            completeness.holes.map { hole in
                [hole.window.from, hole.window.to].map {
                    Double($0.nanoseconds(since: grants[0].window.from) / 1_000_000) / 1000
                }
            }
        }
    }

    private static func gap(
        _ from: Double, _ to: Double, _ reason: GapReason = .noneRecorded(recording: "r1"),
        camera: String? = "front-door", of subject: Gap.Subject? = nil, track: Int? = nil
    ) throws -> Gap {
        let isPictures = reason.recording != nil
        return Gap(
            camera: camera, window: try Scene.window(from, to),
            subject: subject ?? (isPictures ? .pictures : .everything), track: track, reason: reason)
    }

    private static let whole = Piece(from: 0, to: 119.9, first: 1500)
    private static let nothing = GapReason.noRecording(mayBeRounding: false)

    @Test("two minutes without a pause are whole, and so are two seconds of pauses under one")
    func whole() throws {
        #expect(try Scene([Self.whole]).completeness.flawInWords == nil)
        let edges = try Scene([Piece(from: 0.9, to: 119.1, first: 1509)])
        #expect(edges.completeness.flawInWords == nil)
    }

    @Test(
        "what is missing is named, wherever it is: in the middle, at an end, all of it, or of another camera")
    func holes() throws {
        let middle = try Scene([
            Piece(from: 0, to: 39.9, first: 1500), Piece(from: 60, to: 119.9, first: 2100),
        ])
        #expect(middle.holes == [[39.9, 60]])
        #expect(try Scene([Piece(from: 20, to: 119.9, first: 1700)]).holes == [[0, 20]])
        #expect(try Scene([Piece(from: 0, to: 9.9, first: 1500)]).holes == [[9.9, 120]])
        #expect(try Scene([]).holes == [[0, 120]])
        let elsewhere = try Scene([Self.whole]) { $0.recordings[0].camera = "garden" }
        #expect(elsewhere.holes == [[0, 120]])
    }

    @Test("a second of nothing beside a stated gap, or without any clip, is a hole however short it is")
    func shortHoles() throws {
        let beside = try Scene([], gaps: [try Self.gap(0, 119.5, Self.nothing)])
        #expect(beside.holes == [[119.5, 120]])
        let between = try Scene(
            [], gaps: [try Self.gap(0, 60, Self.nothing), try Self.gap(60.001, 120, Self.nothing)])
        #expect(between.holes == [[60, 60.001]])
    }

    @Test(
        "stated gaps and objects that were encoded anew fill it; a gap of sound, or of another camera, does not"
    )
    func filled() throws {
        let recorded = Piece(from: 0, to: 39.9, first: 2600)
        #expect(
            try Scene([recorded], gaps: [try Self.gap(40, 120, Self.nothing)]).completeness.flawInWords == nil
        )
        let leadIn = Piece(from: 0, to: 19.9, first: 0, role: .leadIn)
        #expect(try Scene([leadIn, Piece(from: 20, to: 119.9, first: 1700)]).holes.isEmpty)
        let sound = try Self.gap(40, 120, of: .sound, track: 1)
        #expect(try Scene([recorded], gaps: [sound]).holes == [[39.9, 120]])
        let other = try Self.gap(40, 120, Self.nothing, camera: "driveway")
        #expect(try Scene([recorded], gaps: [other]).holes == [[39.9, 120]])
    }

    @Test("two recordings that cover each other's pauses leave none")
    func together() throws {
        let scene = try Scene([
            Piece(from: 0, to: 39.9, first: 2600),
            Piece(from: 35, to: 119.9, first: 0, recording: "r2"),
        ]) { $0.overlaps = [try Self.overlap(35, 40)] }
        #expect(scene.completeness.flawInWords == nil)
    }

    private static func overlap(_ from: Double, _ to: Double, of ids: [String] = ["r1", "r2"]) throws
        -> Overlap
    {
        Overlap(camera: "front-door", window: try Scene.window(from, to), recordings: ids)
    }

    @Test(
        "a recording that goes on, and is not there while others of its camera are, is named; and a gap of it says why",
        arguments: [
            ("the first one goes on", 1500, 0, [], false), ("it says so", 1500, 0, [(40, 120, "r1")], true),
            ("the second one began before", 2600, 400, [], false),
            ("it says so", 2600, 400, [(0, 39.9, "r2")], true),
            ("the other says so", 2600, 400, [(0, 39.9, "r1")], false),
            ("both end, and begin", 2600, 0, [], true),
        ] as [(String, UInt64, UInt64, [(Double, Double, String)], Bool)])
    func interruptions(
        what: String, first: UInt64, second: UInt64, said: [(Double, Double, String)], holds: Bool
    ) throws {
        let scene = try Scene(
            [
                Piece(from: 0, to: 39.9, first: first),
                Piece(from: 40, to: 119.9, first: second, recording: "r2"),
            ], gaps: try said.map { try Self.gap($0.0, $0.1, .noneRecorded(recording: $0.2)) })
        #expect(
            (scene.completeness.flawInWords == nil) == holds,
            "\(what): \(scene.completeness.flawInWords ?? "nothing")")
    }

    @Test("what two recordings both hold, and nothing says of both, is named")
    func unsaid() throws {
        let pieces = [
            Piece(from: 0, to: 69.9, first: 2300), Piece(from: 60, to: 119.9, first: 0, recording: "r2"),
        ]
        func flaw(_ overlaps: [Overlap]) throws -> String? {
            try Scene(pieces) { $0.overlaps = overlaps }.completeness.flawInWords
        }
        #expect(try flaw([])?.contains("both hold") == true)
        #expect(try flaw([try Self.overlap(60, 65)])?.contains("both hold") == true)
        #expect(try flaw([try Self.overlap(60, 65), try Self.overlap(65, 70)]) == nil)
    }

    /// A lie about what is missing, and what is said of it.
    struct Lie: Sendable {
        let what: String
        let says: String
        let pieces: [Piece]
        let gaps: @Sendable () throws -> [Gap]
    }

    private static let split = [
        Piece(from: 0, to: 39.9, first: 1500), Piece(from: 60, to: 119.9, first: 2100),
    ]

    static let lies: [Lie] = [
        Lie(what: "the middle was not recorded", says: "200 access units", pieces: split) {
            [try gap(40, 60)]
        },
        Lie(what: "there is no recording of the middle", says: "one goes on behind it", pieces: split) {
            [try gap(40, 60, nothing)]
        },
        Lie(
            what: "the middle cannot be decoded, as the recording begins there", says: "it begins earlier",
            pieces: split
        ) { [try gap(40, 60, .undecodable(recording: "r1", pictures: 200, units: nil))] },
        Lie(
            what: "there is no recording behind the first forty seconds", says: "goes on for 1100 more",
            pieces: [Piece(from: 0, to: 39.9, first: 1500)]
        ) { [try gap(40, 120, nothing)] },
        Lie(
            what: "the same with a gap that begins half a second later", says: "goes on for 1100 more",
            pieces: [Piece(from: 0, to: 39.9, first: 1500)]
        ) { [try gap(40.4, 120, nothing)] },
        Lie(
            what: "there is no recording before the last minute", says: "has 2100 access units before",
            pieces: [Piece(from: 60, to: 119.9, first: 2100)]
        ) { [try gap(0, 60, nothing)] },
        Lie(
            what: "the recording begins with a minute that nothing can decode, and it began long before",
            says: "nothing proves which access units", pieces: [Piece(from: 60, to: 119.9, first: 2100)]
        ) { [try gap(0, 60, .undecodable(recording: "r1", pictures: 600, units: nil))] },
        Lie(
            what: "the same, and what follows was encoded anew", says: "nothing proves which access units",
            pieces: [Piece(from: 60, to: 119.9, first: 0, role: .leadIn)]
        ) { [try gap(0, 60, .undecodable(recording: "r1", pictures: 600, units: nil))] },
        Lie(what: "an original is there twice", says: "same access units", pieces: [whole, whole]) { [] },
        Lie(
            what: "a part of an original is there again", says: "same access units",
            pieces: [whole, Piece(from: 60, to: 69.9, first: 2100)]
        ) { [] },
        Lie(what: "a gap where clips are", says: "clips of the bundle are of that time", pieces: [whole]) {
            [try gap(40, 60)]
        },
        Lie(what: "a gap of every camera, which nobody granted", says: "was not granted", pieces: [whole]) {
            [try gap(40, 60, nothing, camera: nil)]
        },
        Lie(what: "a gap of time that nobody granted", says: "was not granted", pieces: [whole]) {
            [try gap(120, 130, nothing)]
        },
        Lie(what: "a gap of a recording that is not there", says: "does not have", pieces: split) {
            [try gap(40, 60, .noneRecorded(recording: "r9"))]
        },
        Lie(
            what: "pictures left out between two originals that were not", says: "100 access units",
            pieces: [
                Piece(from: 0, to: 59.9, first: 1500), Piece(from: 60, to: 119.9, first: 2200),
            ]
        ) { [] },
    ]

    @Test("a lie about what is missing is named", arguments: lies.indices)
    func lying(index: Int) throws {
        let lie = Self.lies[index]
        let scene = try Scene(lie.pieces, gaps: try lie.gaps())
        #expect(
            scene.completeness.flawInWords?.contains(lie.says) == true,
            "\(lie.what): \(scene.completeness.flawInWords ?? "nothing")")
    }

    @Test("a pause inside one original is shown to be the recording's, one at the window's edge is not")
    func shown() throws {
        var scene = try Scene([Self.whole], gaps: [try Self.gap(40, 60), try Self.gap(0, 5)])
        scene.runs[0].runs = [
            .init(from: try Scene.time(5), to: try Scene.time(39.9)),
            .init(from: try Scene.time(60), to: try Scene.time(119.9)),
        ]
        #expect(scene.completeness.flawInWords == nil)
        #expect(scene.record.gaps.map(scene.completeness.isShown) == [true, false])
        #expect(scene.record.gaps[1].reasonInWords(isShown: false).contains("by the word of who sealed"))
    }

    /// The first access units of a recording, ten a second, of which one place can be decoded from; and their root.
    private static func beginning(_ count: Int, clean: Int?, in track: Int = 0) throws -> (
        units: UnitsProof, root: SHA256Digest
    ) {
        let hasher = try MerkleHasher()
        var range = CompactRange(begin: 0)
        var prover = UnitsProver(
            UnitSpan(.leadOut, from: .min, end: Int64(count - 1) * 100), startingAt: .min)
        for place in 0..<3000 {
            let time = Int64(place) * 100
            let unit = CommittedUnit(
                pts: time, dts: time, flags: place == clean ? 3 : 2, picture: try SHA256Digest.of([]),
                sets: try SHA256Digest.of([]), rest: try SHA256Digest.of([]))
            let leaf = try unit.leaf(track: track, hasher)
            try range.append(leaf, with: hasher)
            try prover.add(leaf, of: unit, hasher)
        }
        return (try #require(prover.proof), try range.root(with: hasher))
    }

    @Test(
        "a recording may begin with pictures that nothing can decode, where its commitment shows that, and nowhere else",
        arguments: [
            ("so it is", nil, 1501, 1501, nil),
            ("one of them can be decoded from", 700, 1501, 1501, "decoding can start at one"),
            ("what follows is not what the original begins with", nil, 1000, 1000, "it goes on behind them"),
            ("more pictures than there are", nil, 1501, 1502, "fewer access units"),
        ] as [(String, Int?, Int, UInt64, String?)])
    func undecodable(
        what: String, clean: Int?, rows: Int, pictures: UInt64, says: String?
    ) throws {
        let proof = try Self.beginning(rows, clean: clean)
        let gap = try Self.gap(
            0, 60, .undecodable(recording: "r1", pictures: pictures, units: proof.units))
        var scene = try Scene([Piece(from: 60, to: 119.9, first: 1500)], gaps: [gap]) { record in
            record.recordings[0].commitment?.tracks[0].root = proof.root
        }
        let flaw = scene.completeness.flawInWords
        if let says {
            #expect(flaw?.contains(says) == true, "\(what): \(flaw ?? "nothing")")
        } else {
            #expect(flaw == nil)
        }
        scene.record.recordings[0].commitment?.tracks[0].root = try SHA256Digest.of([1])
        #expect(scene.completeness.flawInWords != nil)
    }

    @Test("a recording that stalls where two granted windows touch is not taken for a liar")
    func stalledBetween() throws {
        let pieces = [Piece(from: 0, to: 39.9, first: 1500), Piece(from: 60, to: 119.9, first: 1900)]
        let scene = try Scene(pieces, gaps: [try Self.gap(40, 60)])
        #expect(scene.completeness.flawInWords == nil)
    }

    @Test("an overlap that only one recording covers, or of a camera that has neither, is named")
    func overlaps() throws {
        let pieces = [
            Piece(from: 0, to: 69.9, first: 2300), Piece(from: 60, to: 119.9, first: 0, recording: "r2"),
        ]
        func flaw(_ from: Double, _ to: Double, _ recordings: [String], _ camera: String = "front-door")
            throws
            -> String?
        {
            try Scene(pieces) {
                $0.overlaps = [
                    Overlap(
                        camera: camera, window: try Scene.window(from, to), recordings: recordings)
                ]
            }.completeness.flawInWords
        }
        #expect(try flaw(60, 70, ["r1", "r2"]) == nil)
        for (from, to, recordings, camera) in [
            (20, 70, ["r1", "r2"], "front-door"), (60, 100, ["r1", "r2"], "front-door"),
            (60, 70, ["r1", "r1"], "front-door"), (60, 70, ["r1", "r7"], "front-door"),
            (60, 70, ["r1", "r2"], "driveway"),
        ] as [(Double, Double, [String], String)] {
            #expect(try flaw(from, to, recordings, camera)?.contains("and do not") == true)
        }
    }

    // MARK: - Reasons

    private static func reasons(
        _ pieces: [Piece] = [whole], _ edit: @escaping (inout Record) throws -> Void
    ) throws -> String? {
        let scene = try Scene(pieces, edit: edit)
        return RecordReasons(of: scene.record, grants: scene.grants, runs: scene.runs).flaw
    }

    @Test(
        "why a track is left out agrees with its kind, with the objects and with the consent; and each is told of"
    )
    func tracks() throws {
        #expect(try Self.reasons { _ in } == nil)
        func leaving(_ parts: [LeftOutPart]) throws -> String? {
            try Self.reasons { $0.recordings[0].leftOut = parts }
        }
        #expect(try leaving([])?.contains("nothing says why") == true)
        let window = try Scene.window(0, 120)
        #expect(try leaving([.track(1, reason: .silent, window: window)]) == nil)
        #expect(try leaving([.track(1, reason: .notGranted, window: nil)])?.contains("its sound was") == true)
        #expect(
            try leaving([.track(1, reason: .notGranted, window: window)])?.contains("its sound was") == true)
        #expect(
            try leaving([.track(1, reason: .noSuchConsent, window: nil)])?.contains("no such track") == true)
        #expect(try leaving([.track(7, reason: .silent, window: nil)])?.contains("no such track") == true)
        let both: [LeftOutPart] = [
            .track(1, reason: .silent, window: nil), .track(0, reason: .notTheFirst, window: nil),
        ]
        #expect(try leaving(both)?.contains("and 0 has it") == true)
        #expect(
            try Self.reasons { $0.recordings[0].tracks[1].handedOver = true }?
                .contains("said to be handed over") == true)
        #expect(
            try Self.reasons { $0.recordings[0].tracks[0].handedOver = false }?
                .contains("not to be handed over") == true)
    }

    @Test("a recording that nothing is of is named, whatever a gap says of it")
    func recordingOfNothing() throws {
        let flaw = try Self.reasons { record in
            var second = record.recordings[0]
            (second.id, second.sha256) = ("r2", try SHA256Digest.of([2]))
            record.recordings.append(second)
            record.gaps = [try Self.gap(119.95, 120, .noneRecorded(recording: "r2"))]
        }
        #expect(flaw?.contains("no object is of it") == true)
    }

    @Test("the log tells nothing that cannot be, and each step once")
    func log() throws {
        func flaw(_ steps: [LogEntry.Step], late: Int64 = 0) throws -> String? {
            try Self.reasons { record in
                record.log = steps.map { LogEntry(time: record.sealed.adding(nanoseconds: late), $0) }
            }
        }
        let window = try Scene.window(0, 120)
        #expect(
            try flaw([
                .statementsChecked, .originsLookedFor(found: 0), .cut(recording: "r1", window: window),
                .committed,
            ]) == nil)
        #expect(try flaw([.committed], late: 1)?.contains("after it was sealed") == true)
        for steps: [LogEntry.Step] in [
            [.originsLookedFor(found: 1)], [.cut(recording: "r2", window: window)],
            [.cut(recording: "r1", window: try Scene.window(0, 119))],
            [.commitmentKept(recording: "r1", committed: try Scene.time(0), isReadWhole: true)],
            [.cut(recording: "r1", window: window), .cut(recording: "r1", window: window)],
            [.committed, .committed], [.statementsChecked, .statementsChecked],
        ] {
            #expect(try flaw(steps) != nil, "\(steps)")
        }
    }

    @Test("two microseconds are neither a gap nor a hole, a nanosecond more is either")
    func rounding() throws {
        func flaw(_ nanoseconds: Int64, gap: Bool) throws -> String? {
            let end = try Scene.time(60)
            let rest = Gap(
                camera: "front-door",
                window: try Window(from: end.adding(nanoseconds: nanoseconds), to: try Scene.time(120)),
                reason: Self.nothing)
            let small = Gap(
                camera: "front-door", window: try Window(from: end, to: end.adding(nanoseconds: nanoseconds)),
                reason: Self.nothing)
            return try Scene([], gaps: [try Self.gap(0, 60, Self.nothing), rest] + (gap ? [small] : []))
                .completeness.flawInWords
        }
        #expect(try flaw(2_000, gap: false) == nil)
        #expect(try flaw(2_001, gap: false)?.contains("nothing says why") == true)
        #expect(try flaw(2_000, gap: true)?.contains("shorter than anything") == true)
        #expect(try flaw(2_001, gap: true) == nil)
    }

    @Test("why a clip was encoded anew agrees with its role, its window and the originals beside it")
    func derivatives() throws {
        let pieces = [
            Piece(from: 0, to: 19.9, first: 0, role: .leadIn), Piece(from: 20, to: 119.9, first: 1700),
        ]
        func flaw(_ edit: @escaping (inout DerivativeFacts) -> Void) throws -> String? {
            try Self.reasons(pieces) { record in
                if var facts = record.objects[0].derivative {
                    edit(&facts)
                    record.objects[0].derivative = facts
                }
            }
        }
        #expect(try flaw { _ in } == nil)
        #expect(try flaw { $0.reason = .afterWindow }?.contains("not encoded anew for the reason") == true)
        #expect(try flaw { $0.encoder.name = .ffv1 }?.contains("does not go together") == true)
        #expect(try flaw { $0.lossless = true }?.contains("does not go together") == true)
        #expect(try flaw { $0.frames += 1 }?.contains("does not go together") == true)
        #expect(
            try Self.reasons(pieces) { $0.objects[0].window = try Scene.window(0, 19) }?
                .contains("none begins there") == true)
        let lone = [Piece(from: 0, to: 119.9, first: 0, role: .leadOut)]
        #expect(try Self.reasons(lone) { _ in }?.contains("there is none before it") == true)
        #expect(
            try Self.reasons([Self.whole, Piece(from: 50, to: 60, first: 0, role: .leadIn)]) {
                $0.objects[1].derivative?.reason = .noKeyFrame
            }?.contains("has pictures in it") == true)
    }

    @Test("what is called a contradiction of the start is one")
    func conflicts() throws {
        let start = try Story().record.recordings[0].start.time
        func at(_ seconds: Int64) -> WallTime {
            start.adding(nanoseconds: seconds * WallTime.nanosecondsPerSecond)
        }
        let real: [StartConflict] = [
            .container(time: at(-7200)), .containerLocalTime(time: at(7200), aheadSeconds: 7200), .summerTime,
            .length(toldNanoseconds: 121_000_000_000, heldNanoseconds: 60_000_000_000),
            .fileTime(time: at(-3 * 86_400)),
        ]
        let none: [StartConflict] = [
            .fileName(time: at(3600)), .container(time: at(60)),
            .containerLocalTime(time: at(-100), aheadSeconds: 3600),
            .length(toldNanoseconds: 60_000_000_000, heldNanoseconds: 66_000_000_000),
            .fileTime(time: at(-3600)), .fileTime(time: at(3600)),
        ]
        #expect(try Self.reasons { $0.recordings[0].conflicts = real } == nil)
        for conflict in none {
            #expect(
                try Self.reasons { $0.recordings[0].conflicts = [conflict] }?.contains("is none") == true,
                "\(conflict)")
        }
    }
}
