import Records
import Statements
import Testing

@Suite("What is said of a recording's clock")
struct ClockStatementTests {
    private static func statement(
        _ how: StartEvidence.Kind, error: ClockError? = nil, _ conflicts: [StartConflict] = []
    ) throws -> ClockStatement {
        let record = try Story().record
        var recording = try #require(record.recordings.first)
        recording.start.how = how
        recording.clockError = error
        recording.conflicts = conflicts
        return ClockStatement(recording)
    }

    @Test("a camera's clock is named where the name of its file tells the time, and nowhere else")
    func cameraClock() throws {
        for how in StartEvidence.Kind.allCases {
            let statement = try Self.statement(how)
            for text in [statement.inWords, statement.caption(columns: 46)] {
                #expect(text.contains("camera") == (how == .fileName), "\(text)")
            }
        }
    }

    @Test(
        "a caption says how the start is known, that it is contradicted, and how far the clock was off, and fits its line"
    )
    func caption() throws {
        let time = try WallTime(rfc3339: "2026-07-04T12:00:00Z")
        for how in StartEvidence.Kind.allCases {
            for conflicts in [[], [StartConflict.container(time: time)]] {
                for error in [nil, Int64(0), 1_234_567_000_000, -ClockError.limit + 1_000_000] {
                    let statement = try Self.statement(
                        how, error: error.map { ClockError(errorNanoseconds: $0, how: .given) }, conflicts)
                    let caption = statement.caption(columns: 46)
                    #expect(caption.count <= 46)
                    #expect(caption.contains("(contradicted)") == !conflicts.isEmpty, "\(caption)")
                    #expect(
                        caption.contains(
                            error == nil ? "error" : error == 0 ? "no error" : "corrected")
                            || caption.hasSuffix("fast") || caption.hasSuffix("slow"), "\(caption)")
                }
            }
        }
    }

    @Test(
        "a time in a sentence of ours is shown by the page's clock, in the form it had; what somebody else wrote stays",
        arguments: [
            ("sealed on 2026-07-04T19:40:00Z by", "sealed on 2026-07-04T21:40:00+02:00 by"),
            ("Sat 2026-07-04 23:30:00.25 UTC.", "Sun 2026-07-05 01:30:00.25 +02:00."),
            ("named “2026-07-04T19:40:00Z”, and", "named “2026-07-04T19:40:00Z”, and"),
            (
                "| 2026-07-04T19:40:00Z\n2026-07-04T19:40:00Z",
                "| 2026-07-04T19:40:00Z\n2026-07-04T21:40:00+02:00"
            ),
            ("gate_2026-07-04T19:40:00Z", "gate_2026-07-04T19:40:00Z"),
            ("2026-07-04T19:40:00Zulu 2026-13-04T19:40:00Z", "2026-07-04T19:40:00Zulu 2026-13-04T19:40:00Z"),
            ("2026-07-04T19:40:00-05:30", "2026-07-05T03:10:00+02:00"),
            ("no time at all, but ü and “", "no time at all, but ü and “"),
        ])
    func inText(_ text: String, _ shown: String) {
        #expect(DocumentClock(utcOffsetSeconds: 7200).shown(text) == shown)
    }
}
