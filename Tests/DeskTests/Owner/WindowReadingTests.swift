import Desk
import Outcomes
import Statements
import Testing

@Suite("What a typed time may mean in the time that is asked for")
struct WindowReadingTests {
    /// From half past one, summer time, to half past three, winter time, in the night in which clocks go back at three.
    private func night() throws -> Window {
        try Window(
            from: try WallTime(rfc3339: "2026-10-25T01:30:00+02:00"),
            to: try WallTime(rfc3339: "2026-10-25T03:30:00+01:00"))
    }

    @Test(
        "two moments in the hour that is repeated, one elsewhere, and none outside",
        arguments: [
            ("2026-10-25T02:30:00", ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]),
            ("2026-10-25T01:45:00", ["2026-10-25T01:45:00+02:00"]),
            ("2026-10-25T03:15:00", ["2026-10-25T03:15:00+01:00"]),
            ("2026-10-25T04:15:00", []),
        ] as [(String, [String])])
    func readings(_ text: String, _ expected: [String]) throws {
        let readings = try MomentInWindow(text).readings(in: try night()).map(\.nanoseconds)
        #expect(readings == (try expected.map { try WallTime(rfc3339: $0).nanoseconds }))
    }
}
