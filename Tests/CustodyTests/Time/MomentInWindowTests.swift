import Foundation
import Statements
import Testing

@Suite("A time is taken as people write it, and asked about where it could be two")
struct MomentInWindowTests {
    private static let berlin = "Europe/Berlin"

    private func window(_ from: String, _ to: String) throws -> Window {
        try Window(from: WallTime(rfc3339: from), to: WallTime(rfc3339: to))
    }

    private func moment(_ text: String, _ window: Window, _ zone: String = berlin) throws -> String {
        try MomentInWindow(text).moment(in: window, zone: #require(TimeZone(identifier: zone))).rfc3339
    }

    /// What it could be, where it is asked about; nil where it is not.
    private func asked(_ text: String, _ window: Window, _ zone: String = berlin) -> [String]? {
        do { _ = try moment(text, window, zone) } catch StatementError.timeOpen(_, let moments) {
            return moments.map(\.rfc3339)
        } catch {}
        return nil
    }

    private func evening() throws -> Window {
        try window("2026-07-04T21:38:00+02:00", "2026-07-04T21:43:00+02:00")
    }

    @Test(
        "of the hours it can be, the one in the window is meant",
        arguments: [
            "21:40", "21:40:00", "21.40", "21.40.00", "9:40pm", "9:40 PM", "9.40 p.m.", "9:40", "21h40",
            "2026-07-04 21:40", "2026-07-04T21:40", "2026-07-04 9:40pm", "2026-07-04T19:40:00Z", " 21:40 ",
        ])
    func forms(text: String) throws {
        let time = try WallTime(rfc3339: moment(text, evening()))
        #expect(time == (try WallTime(rfc3339: "2026-07-04T21:40:00+02:00")))
    }

    @Test("an hour and am or pm alone is a time, and parts of a second are kept")
    func partial() throws {
        let long = try window("2026-07-04T20:00:00+02:00", "2026-07-04T22:00:00+02:00")
        #expect(try moment("9pm", long) == "2026-07-04T21:00:00+02:00")
        #expect(try moment("21:40:30.25", long) == "2026-07-04T21:40:30.25+02:00")
        let noon = try window("2026-07-04T11:00:00+02:00", "2026-07-05T01:00:00+02:00")
        #expect(try moment("12:30pm", noon) == "2026-07-04T12:30:00+02:00")
        #expect(try moment("12:30am", noon) == "2026-07-05T00:30:00+02:00")
    }

    @Test(
        "what is no time of day is refused",
        arguments: [
            "21", "25:00", "21:60", "21:4", "13:40pm", "0:10am", "2026-07-04", "21:40:30:00", "", "21-40",
            "2026-02-30 21:40", "21:40+02:00", "noonish",
        ])
    func refused(text: String) {
        #expect(throws: StatementError.self) { try MomentInWindow(text) }
    }

    @Test("an hour that is twice in the window is asked about, and so is one of which neither is in it")
    func twice() throws {
        let day = try window("2026-07-04T08:00:00+02:00", "2026-07-04T22:00:00+02:00")
        #expect(asked("9:40", day) == ["2026-07-04T09:40:00+02:00", "2026-07-04T21:40:00+02:00"])
        #expect(try moment("09:40", day) == "2026-07-04T09:40:00+02:00")
        #expect(
            asked("9:30", try evening()) == ["2026-07-04T09:30:00+02:00", "2026-07-04T21:30:00+02:00"])
        let days = try window("2026-07-04T21:00:00+02:00", "2026-07-06T22:00:00+02:00")
        #expect(asked("21:40", days)?.count == 3)
    }

    @Test("a time of day before the window stays on its day, and one behind midnight is of the next")
    func onItsDay() throws {
        #expect(try moment("21:37:59", evening()) == "2026-07-04T21:37:59+02:00")
        #expect(try moment("21:50", evening()) == "2026-07-04T21:50:00+02:00")
        let night = try window("2026-07-04T23:30:00+02:00", "2026-07-05T00:30:00+02:00")
        #expect(try moment("23:20", night) == "2026-07-04T23:20:00+02:00")
        #expect(try moment("00:10", night) == "2026-07-05T00:10:00+02:00")
        #expect(try moment("00:40", night) == "2026-07-05T00:40:00+02:00")
    }

    @Test("an hour that clocks showed twice is asked about, and one they skipped is refused")
    func summerTime() throws {
        let autumn = try window("2026-10-25T01:30:00+02:00", "2026-10-25T03:30:00+01:00")
        let both = ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]
        #expect(asked("02:30", autumn) == both)
        // Where this machine is in another zone, the window tells that the clocks changed.
        #expect(asked("02:30", autumn, "America/New_York") == both)
        #expect(try moment("01:45", autumn, "America/New_York") == "2026-10-25T01:45:00+02:00")
        #expect(try moment("03:10", autumn, "America/New_York") == "2026-10-25T03:10:00+01:00")
        let spring = try window("2026-03-29T01:30:00+01:00", "2026-03-29T04:00:00+02:00")
        for zone in [Self.berlin, "America/New_York"] {
            #expect(throws: StatementError.timeSkipped(text: "02:30")) { try moment("02:30", spring, zone) }
        }
    }

    @Test("the times of a page are by one clock, and in winter as they are in winter")
    func page() throws {
        let berlin = try #require(TimeZone(identifier: Self.berlin))
        let winter = try WallTime(rfc3339: "2026-12-01T11:00:00Z")
        #expect(PageClock(try evening(), zone: berlin).shown(winter).rfc3339 == "2026-12-01T12:00:00+01:00")
        let utc = try window("2026-07-04T19:38:00Z", "2026-07-04T19:43:00Z")
        #expect(PageClock(utc, zone: berlin).shown(winter).rfc3339 == "2026-12-01T11:00:00Z")
        #expect(try moment("19:40", utc) == "2026-07-04T19:40:00Z")
        let changing = try window("2026-10-25T01:30:00+02:00", "2026-10-25T03:30:00+01:00")
        #expect(PageClock(changing, zone: .gmt).shown(winter).rfc3339 == "2026-12-01T12:00:00+01:00")
    }
}
