import Foundation
import Objects
import Records
import Sealing
import Statements
import Testing
import Viewing

@Suite("What a film shows of each camera, from its first moment to its last")
struct FilmPlanTests {
    private static let base = TimeBase(numerator: 1, denominator: 1000)

    private static func time(_ seconds: Double) throws -> WallTime {
        try WallTime(rfc3339: "2026-07-04T21:40:00+02:00").adding(nanoseconds: Int64(seconds * 1e9))
    }

    /// A record of clips, each the name of its recording and its seconds.
    private static func record(
        _ clips: [(recording: String, camera: String, from: Double, to: Double)], gaps: [Gap] = []
    ) throws -> Record {
        let owner = try Identity.generate(name: "Owner", role: .owner)
        let statement = try DSSEEnvelope.signing(
            payload: [0x7B, 0x7D], payloadType: "x", key: owner.signingKey, keyID: "x")
        let none = try SHA256Digest.of([])
        var known: Set<String> = []
        return Record(
            bundle: "b", request: statement, consent: statement, sealed: try time(0),
            recordings: try clips.filter { known.insert($0.recording).inserted }.map { clip in
                RecordingFacts(
                    id: clip.recording, camera: clip.camera, name: "\(clip.recording).mp4", size: 1,
                    sha256: none,
                    container: "mp4",
                    tracks: [
                        SourceTrack(index: 0, kind: .video, codec: "h264", timeBase: base, handedOver: true)
                    ],
                    start: StartEvidence(time: try time(0), how: .given, detail: ""),
                    origin: MediaInstant(track: 0, time: 0))
            },
            objects: try clips.enumerated().map { place, clip in
                ObjectFacts(
                    file: "data/\(place).age", name: "\(place)", role: .master, recording: clip.recording,
                    window: try Window(from: time(clip.from), to: time(clip.to)), size: 1, sha256: none,
                    padding: 0, container: "mp4",
                    tracks: [
                        ObjectTrack(
                            id: 1, sourceTrack: 0, codec: "h264", timeBase: base,
                            shift: Int64(clip.from * 1000),
                            accessUnits: UInt64((clip.to - clip.from) * 10), firstPTS: 0, lastPTS: 100,
                            lastEnd: Int64(((clip.to - clip.from) * 1000).rounded()), keyFrames: 1,
                            timesSHA256: none, sourceFirstDTS: 0)
                    ])
            }, gaps: gaps, tool: ToolFacts(name: "", version: "", operatingSystem: "", libraries: [:]),
            log: [])
    }

    /// Each piece in a word: a clip's name or a card's kind, and its seconds.
    private static func pieces(_ camera: FilmPlan.Camera) throws -> [String] {
        let start = try time(0)
        return camera.pieces.map { piece in
            let what =
                switch piece.content {
                case .clip(let clip): clip.object.name
                case .card(let kind, _): kind.rawValue
                }
            func seconds(_ time: WallTime) -> Double { Double(time.nanoseconds(since: start)) / 1e9 }
            return "\(what) \(seconds(piece.window.from))-\(seconds(piece.window.to))"
        }
    }

    private static func plan(_ record: Record) throws -> FilmPlan {
        try FilmPlan([.init(mark: "A", owner: "of Dana", record: record)])
    }

    @Test("one recording that two bundles place at two times is named, and in the place of both cameras")
    func timedApart() throws {
        let first = try Self.record([("r1", "door", 0, 4)])
        var second = first
        second.recordings[0].start = StartEvidence(time: try Self.time(30), how: .given, detail: "")
        let plan = try FilmPlan([
            .init(mark: "A", owner: "of Dana", record: first),
            .init(mark: "B", owner: "of Erik", record: second),
        ])
        #expect(plan.timedApart.count == 1)
        #expect(plan.timedApart.first?.contains("by B 30 s later: one of the two at least is WRONG") == true)
        #expect(
            plan.cameras.map(\.timedApart) == [
                ["r1": "30 s APART from the same in B: one is wrong"],
                ["r1": "30 s APART from the same in A: one is wrong"],
            ])
        second.recordings[0].start = first.recordings[0].start
        let alike = try FilmPlan([
            .init(mark: "A", owner: "of Dana", record: first),
            .init(mark: "B", owner: "of Erik", record: second),
        ])
        #expect(alike.timedApart.isEmpty && alike.cameras.allSatisfy(\.timedApart.isEmpty))
    }

    @Test(
        "a card stands where a camera has nothing: of what was not recorded and of what was not handed over, each its own"
    )
    func cards() throws {
        let gap = Gap(
            camera: "door", window: try Window(from: Self.time(4), to: Self.time(6)),
            reason: .noRecording(mayBeRounding: false))
        let plan = try Self.plan(
            Self.record([("r1", "door", 1, 4), ("r1", "door", 6, 9), ("r2", "yard", 0, 12)], gaps: [gap]))
        #expect(
            try Self.pieces(plan.cameras[0]) == [
                "not_handed_over 0.0-1.0", "0 1.0-4.0", "no_footage 4.0-6.0", "1 6.0-9.0",
                "not_handed_over 9.0-12.0",
            ])
        #expect(try Self.pieces(plan.cameras[1]) == ["2 0.0-12.0"])
    }

    @Test("a camera that stood still inside a clip has a card for that time, and goes on behind it")
    func stoodStill() throws {
        let gap = Gap(
            camera: "door", window: try Window(from: Self.time(4), to: Self.time(6)),
            reason: .noneRecorded(recording: "r1"))
        let plan = try Self.plan(Self.record([("r1", "door", 0, 10)], gaps: [gap]))
        #expect(try Self.pieces(plan.cameras[0]) == ["0 0.0-4.0", "no_footage 4.0-6.0", "0 6.0-10.0"])
    }

    @Test(
        "of two recordings of one time the one that began first is shown to its end, and what is not shown is named"
    )
    func covered() throws {
        let plan = try Self.plan(Self.record([("r1", "door", 0, 6), ("r2", "door", 4, 10)]))
        #expect(try Self.pieces(plan.cameras[0]) == ["0 0.0-6.0", "1 6.0-10.0"])
        let covered = try #require(plan.cameras[0].covered.first)
        #expect(covered.clip.object.name == "1" && covered.window.durationNanoseconds == 2_000_000_000)
    }

    @Test("cameras of two bundles have places of their own, though they have one name")
    func oneName() throws {
        let record = try Self.record([("r1", "door", 0, 6)])
        let plan = try FilmPlan([
            .init(mark: "A", owner: "of Dana", record: record),
            .init(mark: "B", owner: "of Erik", record: record),
        ])
        #expect(plan.cameras.map(\.mark) == ["A", "B"] && plan.cameras.map(\.label) == ["door", "door"])
    }

    @Test("less than a quarter of a second at either end of the film is no hole")
    func ends() throws {
        let plan = try Self.plan(
            Self.record([("r1", "door", 0.125, 9.875), ("r2", "yard", 0, 10)]))
        #expect(try Self.pieces(plan.cameras[0]) == ["0 0.0-10.0"])
    }

    @Test("more cameras than can be told apart, a film of weeks, and one of nothing are refused in words")
    func refused() throws {
        let many = try Self.record((0...25).map { ("r\($0)", "cam\($0)", 0, 5) })
        #expect(throws: FootageError.self) { try Self.plan(many) }
        #expect(throws: FootageError.self) { try Self.plan(Self.record([("r1", "door", 0, 20 * 86_400)])) }
        #expect(throws: FootageError.self) { try Self.plan(Self.record([])) }
    }
}
