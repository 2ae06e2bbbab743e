import Objects
import Records
import Statements
import Viewing
import Foundation
import Sealing
import Testing

@Suite("What a viewing copy shows, in order")
struct ViewingCopyPlanTests {
    private static let base = TimeBase(numerator: 1, denominator: 1000)

    private static func time(_ seconds: Double) throws -> WallTime {
        try WallTime(rfc3339: "2026-07-04T21:40:00+02:00").adding(nanoseconds: Int64(seconds * 1e9))
    }

    private static func window(_ from: Double, _ to: Double) throws -> Window {
        try Window(from: time(from), to: time(to))
    }

    /// A recording that starts at 21:40:00.
    private static func recording(_ id: String) throws -> RecordingFacts {
        RecordingFacts(
            id: id, camera: "door", name: "\(id).mp4", size: 1, sha256: try SHA256Digest.of(Array(id.utf8)),
            container: "mp4",
            tracks: [SourceTrack(index: 0, kind: .video, codec: "h264", timeBase: base, handedOver: true)],
            start: StartEvidence(time: try time(0), how: .given, detail: ""),
            origin: MediaInstant(track: 0, time: 0)
        )
    }

    private static func object(
        _ name: String, _ role: ObjectRole, of recording: String, _ from: Double, _ to: Double
    ) throws -> ObjectFacts {
        ObjectFacts(
            file: "data/\(name).age", name: name, role: role, recording: recording,
            window: try window(from, to), size: 1,
            sha256: try SHA256Digest.of(Array(name.utf8)), padding: 0, container: "mp4",
            tracks: [
                ObjectTrack(
                    id: 1, sourceTrack: 0, codec: "h264", timeBase: base, shift: Int64(from * 1000),
                    accessUnits: 2,
                    firstPTS: 0, lastPTS: 100, lastEnd: Int64(((to - from) * 1000).rounded()), keyFrames: 1,
                    timesSHA256: try SHA256Digest.of([]), sourceFirstDTS: 0)
            ])
    }

    @Test("gaps of all the years there are become cards of ten seconds, and clips of years no film")
    func ages() throws {
        let all = try Window(from: .earliest, to: .latest)
        let steps = try Self.steps(
            [try Self.object("a", .master, of: "r1", 0, 10)],
            gaps: [Gap](repeating: Gap(camera: nil, window: all, reason: .nothingWhole), count: 60))
        #expect(steps.count == 3 && steps.filter { $0.hasPrefix("no_footage 7889") }.count == 1, "\(steps)")
        for years in [2.0, 100] {
            let error = #expect(throws: FootageError.self) {
                _ = try Self.steps([try Self.object("a", .master, of: "r1", 0, years * 365 * 86_400)])
            }
            #expect(error?.description.contains("days") == true)
        }
    }

    /// The steps, each in a word: names of clips joined, or a card with its length in seconds and how long it is shown.
    private static func steps(_ objects: [ObjectFacts], gaps: [Gap] = []) throws -> [String] {
        let owner = try Identity.generate(name: "Owner", role: .owner)
        let statement = try DSSEEnvelope.signing(
            payload: [0x7B, 0x7D], payloadType: "x", key: owner.signingKey, keyID: "x")
        let record = Record(
            bundle: "b", request: statement, consent: statement, sealed: try time(0),
            recordings: [try recording("r1"), try recording("r2")], objects: objects, gaps: gaps,
            tool: ToolFacts(name: "", version: "", operatingSystem: "", libraries: [:]), log: [])
        let plan = try #require(try ViewingCopyPlan(camera: "door", of: record))
        return plan.steps.map { step in
            switch step {
            case .run(let clips): clips.map(\.object.name).joined(separator: "+")
            case .card(let card):
                "\(card.kind.rawValue) \(card.window.durationNanoseconds / 1_000_000_000)"
                    + " \(card.shownNanoseconds / 1_000_000_000)"
            }
        }
    }

    @Test("lead-in, master and lead-out follow each other, whatever their order in the record")
    func run() throws {
        let steps = try Self.steps([
            try Self.object("out", .leadOut, of: "r1", 9, 10),
            try Self.object("master", .master, of: "r1", 2, 9),
            try Self.object("in", .leadIn, of: "r1", 0, 2),
        ])
        #expect(steps == ["in+master+out"])
    }

    @Test("a gap of the record and time nobody agreed to are different cards, shown from 2 to 10 s")
    func cards() throws {
        let gap = Gap(
            camera: "door", window: try Self.window(10, 11), reason: .noRecording(mayBeRounding: false))
        let steps = try Self.steps(
            [
                try Self.object("a", .master, of: "r1", 0, 10),
                try Self.object("b", .master, of: "r1", 11, 20),
                try Self.object("c", .master, of: "r1", 100, 110),
            ], gaps: [gap])
        #expect(steps == ["a", "no_footage 1 2", "b", "not_handed_over 80 10", "c"])
    }

    @Test("gaps before the first clip and after the last have their cards; those of other cameras have none")
    func edges() throws {
        let gaps = [
            Gap(camera: nil, window: try Self.window(0, 5), reason: .nothingWhole),
            Gap(camera: "garden", window: try Self.window(5, 6), reason: .nothingWhole),
            Gap(camera: "door", window: try Self.window(10, 40), reason: .nothingWhole),
        ]
        let steps = try Self.steps([try Self.object("a", .master, of: "r1", 5, 10)], gaps: gaps)
        #expect(steps == ["no_footage 5 5", "a", "no_footage 30 10"])
    }

    @Test(
        "where a camera stood still within a clip, the clip shows it, and no card; sound that is missing has none"
    )
    func stalled() throws {
        let stall = GapReason.noneRecorded(recording: "r1")
        let gaps = [
            Gap(camera: "door", window: try Self.window(2, 5), subject: .pictures, reason: stall),
            Gap(camera: "door", window: try Self.window(12, 15), subject: .sound, track: 1, reason: stall),
        ]
        let steps = try Self.steps([try Self.object("a", .master, of: "r1", 0, 10)], gaps: gaps)
        #expect(steps == ["a"])
    }

    @Test("where two recordings cover one time, the clips of each stay together")
    func twice() throws {
        let steps = try Self.steps([
            try Self.object("in1", .leadIn, of: "r1", 0, 1),
            try Self.object("in2", .leadIn, of: "r2", 0.5, 1.5),
            try Self.object("m1", .master, of: "r1", 1, 8), try Self.object("m2", .master, of: "r2", 1.5, 8),
        ])
        #expect(steps == ["in1+m1", "twice 7 7", "in2+m2"])
    }
}
