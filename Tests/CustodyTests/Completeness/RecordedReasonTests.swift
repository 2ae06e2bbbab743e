import Records
import Statements
import Sealing
import Testing

@Suite("Reasons, the log and contradictions say what can be")
struct RecordedReasonTests {
    static func reasons(
        _ pieces: [RecordedPiece] = [RecordedScene.whole], _ edit: @escaping (inout Record) throws -> Void
    ) throws -> String? {
        let scene = try RecordedScene(pieces, edit: edit)
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
        let window = try RecordedScene.window(0, 120)
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

    @Test("the log tells nothing that cannot be, and each step once")
    func log() throws {
        func flaw(_ steps: [LogEntry.Step], late: Int64 = 0) throws -> String? {
            try Self.reasons { record in
                record.log = steps.map { LogEntry(time: record.sealed.adding(nanoseconds: late), $0) }
            }
        }
        let window = try RecordedScene.window(0, 120)
        #expect(
            try flaw([
                .statementsChecked, .originsLookedFor(found: 0), .cut(recording: "r1", window: window),
                .committed,
            ]) == nil)
        #expect(try flaw([.committed], late: 1)?.contains("after it was sealed") == true)
        for steps: [LogEntry.Step] in [
            [.originsLookedFor(found: 1)], [.cut(recording: "r2", window: window)],
            [.cut(recording: "r1", window: try RecordedScene.window(0, 119))],
            [.commitmentKept(recording: "r1", committed: try RecordedScene.time(0), isReadWhole: true)],
            [.cut(recording: "r1", window: window), .cut(recording: "r1", window: window)],
            [.committed, .committed], [.statementsChecked, .statementsChecked],
        ] {
            #expect(try flaw(steps) != nil, "\(steps)")
        }
    }

    @Test("why a clip was encoded anew agrees with its role, its window and the originals beside it")
    func derivatives() throws {
        let pieces = [
            RecordedPiece(from: 0, to: 19.9, first: 0, role: .leadIn),
            RecordedPiece(from: 20, to: 119.9, first: 1700),
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
            try Self.reasons(pieces) { $0.objects[0].window = try RecordedScene.window(0, 19) }?
                .contains("none begins there") == true)
        let lone = [RecordedPiece(from: 0, to: 119.9, first: 0, role: .leadOut)]
        #expect(try Self.reasons(lone) { _ in }?.contains("there is none before it") == true)
        #expect(
            try Self.reasons([RecordedScene.whole, RecordedPiece(from: 50, to: 60, first: 0, role: .leadIn)])
            {
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
