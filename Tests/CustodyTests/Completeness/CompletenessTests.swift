import Records
import Statements
import Sealing
import Testing

/// docs/spec/record.md, Completeness, on records of one camera with ten pictures a second.
@Suite("What was granted is there, or is said not to be")
struct CompletenessTests {
    @Test("two minutes without a pause are RecordedScene.whole, and so are two seconds of pauses under one")
    func whole() throws {
        #expect(try RecordedScene([RecordedScene.whole]).completeness.flawInWords == nil)
        let edges = try RecordedScene([RecordedPiece(from: 0.9, to: 119.1, first: 1509)])
        #expect(edges.completeness.flawInWords == nil)
    }

    @Test(
        "what is missing is named, wherever it is: in the middle, at an end, all of it, or of another camera")
    func holes() throws {
        let middle = try RecordedScene([
            RecordedPiece(from: 0, to: 39.9, first: 1500), RecordedPiece(from: 60, to: 119.9, first: 2100),
        ])
        #expect(middle.holes == [[39.9, 60]])
        #expect(try RecordedScene([RecordedPiece(from: 20, to: 119.9, first: 1700)]).holes == [[0, 20]])
        #expect(try RecordedScene([RecordedPiece(from: 0, to: 9.9, first: 1500)]).holes == [[9.9, 120]])
        #expect(try RecordedScene([]).holes == [[0, 120]])
        let elsewhere = try RecordedScene([RecordedScene.whole]) { $0.recordings[0].camera = "garden" }
        #expect(elsewhere.holes == [[0, 120]])
    }

    @Test("a second of nothing beside a stated gap, or without any clip, is a hole however short it is")
    func shortHoles() throws {
        let beside = try RecordedScene([], gaps: [try RecordedScene.gap(0, 119.5, RecordedScene.nothing)])
        #expect(beside.holes == [[119.5, 120]])
        let between = try RecordedScene(
            [],
            gaps: [
                try RecordedScene.gap(0, 60, RecordedScene.nothing),
                try RecordedScene.gap(60.001, 120, RecordedScene.nothing),
            ])
        #expect(between.holes == [[60, 60.001]])
    }

    @Test(
        "stated gaps and objects that were encoded anew fill it; a gap of sound, or of another camera, does not"
    )
    func filled() throws {
        let recorded = RecordedPiece(from: 0, to: 39.9, first: 2600)
        #expect(
            try RecordedScene([recorded], gaps: [try RecordedScene.gap(40, 120, RecordedScene.nothing)])
                .completeness.flawInWords == nil
        )
        let leadIn = RecordedPiece(from: 0, to: 19.9, first: 0, role: .leadIn)
        #expect(try RecordedScene([leadIn, RecordedPiece(from: 20, to: 119.9, first: 1700)]).holes.isEmpty)
        let sound = try RecordedScene.gap(40, 120, of: .sound, track: 1)
        #expect(try RecordedScene([recorded], gaps: [sound]).holes == [[39.9, 120]])
        let other = try RecordedScene.gap(40, 120, RecordedScene.nothing, camera: "driveway")
        #expect(try RecordedScene([recorded], gaps: [other]).holes == [[39.9, 120]])
    }

    @Test("two recordings that cover each other's pauses leave none")
    func together() throws {
        let scene = try RecordedScene([
            RecordedPiece(from: 0, to: 39.9, first: 2600),
            RecordedPiece(from: 35, to: 119.9, first: 0, recording: "r2"),
        ]) { $0.overlaps = [try RecordedScene.overlap(35, 40)] }
        #expect(scene.completeness.flawInWords == nil)
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
        let scene = try RecordedScene(
            [
                RecordedPiece(from: 0, to: 39.9, first: first),
                RecordedPiece(from: 40, to: 119.9, first: second, recording: "r2"),
            ], gaps: try said.map { try RecordedScene.gap($0.0, $0.1, .noneRecorded(recording: $0.2)) })
        #expect(
            (scene.completeness.flawInWords == nil) == holds,
            "\(what): \(scene.completeness.flawInWords ?? "nothing")")
    }

    @Test("a pause inside one original is shown to be the recording's, one at the window's edge is not")
    func shown() throws {
        var scene = try RecordedScene(
            [RecordedScene.whole], gaps: [try RecordedScene.gap(40, 60), try RecordedScene.gap(0, 5)])
        scene.runs[0].runs = [
            .init(from: try RecordedScene.time(5), to: try RecordedScene.time(39.9)),
            .init(from: try RecordedScene.time(60), to: try RecordedScene.time(119.9)),
        ]
        #expect(scene.completeness.flawInWords == nil)
        #expect(scene.record.gaps.map(scene.completeness.isShown) == [true, false])
        #expect(scene.record.gaps[1].reasonInWords(isShown: false).contains("by the word of who sealed"))
    }

    @Test("a recording that stalls where two granted windows touch is not taken for a liar")
    func stalledBetween() throws {
        let pieces = [
            RecordedPiece(from: 0, to: 39.9, first: 1500), RecordedPiece(from: 60, to: 119.9, first: 1900),
        ]
        let scene = try RecordedScene(pieces, gaps: [try RecordedScene.gap(40, 60)])
        #expect(scene.completeness.flawInWords == nil)
    }

    @Test("two microseconds are neither a gap nor a hole, a nanosecond more is either")
    func rounding() throws {
        func flaw(_ nanoseconds: Int64, gap: Bool) throws -> String? {
            let end = try RecordedScene.time(60)
            let rest = Gap(
                camera: "front-door",
                window: try Window(
                    from: end.adding(nanoseconds: nanoseconds), to: try RecordedScene.time(120)),
                reason: RecordedScene.nothing)
            let small = Gap(
                camera: "front-door", window: try Window(from: end, to: end.adding(nanoseconds: nanoseconds)),
                reason: RecordedScene.nothing)
            return try RecordedScene(
                [], gaps: [try RecordedScene.gap(0, 60, RecordedScene.nothing), rest] + (gap ? [small] : [])
            )
            .completeness.flawInWords
        }
        #expect(try flaw(2_000, gap: false) == nil)
        #expect(try flaw(2_001, gap: false)?.contains("nothing says why") == true)
        #expect(try flaw(2_000, gap: true)?.contains("shorter than anything") == true)
        #expect(try flaw(2_001, gap: true) == nil)
    }
}
