import Records
import Statements
import Sealing
import Testing

@Suite("A lie about what is missing, or there twice, is named")
struct CompletenessLieTests {
    @Test("what two recordings both hold, and nothing says of both, is named")
    func unsaid() throws {
        let pieces = [
            RecordedPiece(from: 0, to: 69.9, first: 2300),
            RecordedPiece(from: 60, to: 119.9, first: 0, recording: "r2"),
        ]
        func flaw(_ overlaps: [Overlap]) throws -> String? {
            try RecordedScene(pieces) { $0.overlaps = overlaps }.completeness.flawInWords
        }
        #expect(try flaw([])?.contains("both hold") == true)
        #expect(try flaw([try RecordedScene.overlap(60, 65)])?.contains("both hold") == true)
        #expect(try flaw([try RecordedScene.overlap(60, 65), try RecordedScene.overlap(65, 70)]) == nil)
    }

    /// A lie about what is missing, and what is said of it.
    struct Lie: Sendable {
        let what: String
        let says: String
        let pieces: [RecordedPiece]
        let gaps: @Sendable () throws -> [Gap]
    }

    private static let split = [
        RecordedPiece(from: 0, to: 39.9, first: 1500), RecordedPiece(from: 60, to: 119.9, first: 2100),
    ]

    static let lies: [Lie] = [
        Lie(what: "the middle was not recorded", says: "200 access units", pieces: split) {
            [try RecordedScene.gap(40, 60)]
        },
        Lie(what: "there is no recording of the middle", says: "one goes on behind it", pieces: split) {
            [try RecordedScene.gap(40, 60, RecordedScene.nothing)]
        },
        Lie(
            what: "the middle cannot be decoded, as the recording begins there", says: "it begins earlier",
            pieces: split
        ) { [try RecordedScene.gap(40, 60, .undecodable(recording: "r1", pictures: 200, units: nil))] },
        Lie(
            what: "there is no recording behind the first forty seconds", says: "goes on for 1100 more",
            pieces: [RecordedPiece(from: 0, to: 39.9, first: 1500)]
        ) { [try RecordedScene.gap(40, 120, RecordedScene.nothing)] },
        Lie(
            what: "the same with a gap that begins half a second later", says: "goes on for 1100 more",
            pieces: [RecordedPiece(from: 0, to: 39.9, first: 1500)]
        ) { [try RecordedScene.gap(40.4, 120, RecordedScene.nothing)] },
        Lie(
            what: "there is no recording before the last minute", says: "has 2100 access units before",
            pieces: [RecordedPiece(from: 60, to: 119.9, first: 2100)]
        ) { [try RecordedScene.gap(0, 60, RecordedScene.nothing)] },
        Lie(
            what: "the recording begins with a minute that nothing can decode, and it began long before",
            says: "nothing proves which access units",
            pieces: [RecordedPiece(from: 60, to: 119.9, first: 2100)]
        ) { [try RecordedScene.gap(0, 60, .undecodable(recording: "r1", pictures: 600, units: nil))] },
        Lie(
            what: "the same, and what follows was encoded anew", says: "nothing proves which access units",
            pieces: [RecordedPiece(from: 60, to: 119.9, first: 0, role: .leadIn)]
        ) { [try RecordedScene.gap(0, 60, .undecodable(recording: "r1", pictures: 600, units: nil))] },
        Lie(
            what: "an original is there twice", says: "same access units",
            pieces: [RecordedScene.whole, RecordedScene.whole]
        ) { [] },
        Lie(
            what: "a part of an original is there again", says: "same access units",
            pieces: [RecordedScene.whole, RecordedPiece(from: 60, to: 69.9, first: 2100)]
        ) { [] },
        Lie(
            what: "a gap where clips are", says: "clips of the bundle are of that time",
            pieces: [RecordedScene.whole]
        ) {
            [try RecordedScene.gap(40, 60)]
        },
        Lie(
            what: "a gap of every camera, which nobody granted", says: "was not granted",
            pieces: [RecordedScene.whole]
        ) {
            [try RecordedScene.gap(40, 60, RecordedScene.nothing, camera: nil)]
        },
        Lie(what: "a gap of time that nobody granted", says: "was not granted", pieces: [RecordedScene.whole])
        {
            [try RecordedScene.gap(120, 130, RecordedScene.nothing)]
        },
        Lie(what: "a gap of a recording that is not there", says: "does not have", pieces: split) {
            [try RecordedScene.gap(40, 60, .noneRecorded(recording: "r9"))]
        },
        Lie(
            what: "pictures left out between two originals that were not", says: "100 access units",
            pieces: [
                RecordedPiece(from: 0, to: 59.9, first: 1500),
                RecordedPiece(from: 60, to: 119.9, first: 2200),
            ]
        ) { [] },
    ]

    @Test("a lie about what is missing is named", arguments: lies.indices)
    func lying(index: Int) throws {
        let lie = Self.lies[index]
        let scene = try RecordedScene(lie.pieces, gaps: try lie.gaps())
        #expect(
            scene.completeness.flawInWords?.contains(lie.says) == true,
            "\(lie.what): \(scene.completeness.flawInWords ?? "nothing")")
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
        let gap = try RecordedScene.gap(
            0, 60, .undecodable(recording: "r1", pictures: pictures, units: proof.units))
        var scene = try RecordedScene([RecordedPiece(from: 60, to: 119.9, first: 1500)], gaps: [gap]) {
            record in
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

    @Test("an overlap that only one recording covers, or of a camera that has neither, is named")
    func overlaps() throws {
        let pieces = [
            RecordedPiece(from: 0, to: 69.9, first: 2300),
            RecordedPiece(from: 60, to: 119.9, first: 0, recording: "r2"),
        ]
        func flaw(_ from: Double, _ to: Double, _ recordings: [String], _ camera: String = "front-door")
            throws
            -> String?
        {
            try RecordedScene(pieces) {
                $0.overlaps = [
                    Overlap(
                        camera: camera, window: try RecordedScene.window(from, to), recordings: recordings)
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

    @Test("a recording that nothing is of is named, whatever a gap says of it")
    func recordingOfNothing() throws {
        let flaw = try RecordedReasonTests.reasons { record in
            var second = record.recordings[0]
            (second.id, second.sha256) = ("r2", try SHA256Digest.of([2]))
            record.recordings.append(second)
            record.gaps = [try RecordedScene.gap(119.95, 120, .noneRecorded(recording: "r2"))]
        }
        #expect(flaw?.contains("no object is of it") == true)
    }
}
