import Foundation
import Outcomes
import Portal
import Testing

@Suite("Times on a page say by which clock they are")
struct PortalTimesTests {
    private let times = PortalTimes(
        words: PortalWords(.english), zone: TimeZone(identifier: "Europe/Berlin"))

    @Test("in the night when clocks go back, each names its own")
    func changed() throws {
        let from = try GivenTime(rfc3339: "2026-10-25T02:10:00+02:00")
        let to = try GivenTime(rfc3339: "2026-10-25T02:50:00+01:00")
        let span = times.span(from, to)
        #expect(span.contains("02:10:00 (UTC+2)") && span.contains("02:50:00 (UTC+1)"), "\(span)")
        #expect(times.zoneName(from: from, to: to).contains("UTC+2 → UTC+1"))
    }

    @Test("on any other day neither does, and the zone is named once")
    func same() throws {
        let from = try GivenTime(rfc3339: "2026-07-04T21:40:00+02:00")
        let to = try GivenTime(rfc3339: "2026-07-04T21:43:00+02:00")
        #expect(!times.span(from, to).contains("UTC"))
        #expect(times.zoneName(from: from, to: to).hasSuffix("(UTC+2)"))
    }

    @Test("one time by itself names its offset or its zone")
    func alone() throws {
        let time = try GivenTime(rfc3339: "2026-07-04T21:40:00+02:00")
        #expect(times.short(time) == "4 July 2026 at 21:40 (UTC+2)")
        #expect(
            times.moment(time).hasSuffix("21:40:00, Central European Time (UTC+2)"), "\(times.moment(time))")
    }

    @Test("a span that is a line by itself begins with a capital")
    func line() throws {
        let from = try GivenTime(rfc3339: "2026-07-04T21:40:00+02:00")
        let to = try GivenTime(rfc3339: "2026-07-05T21:43:00+02:00")
        #expect(times.span(from, to).hasPrefix("from Saturday"), "\(times.span(from, to))")
        #expect(times.spanAlone(from, to).hasPrefix("From Saturday"))
    }

    @Test("what was done is told by the clock there was then, and not by that of the time asked about")
    func act() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
        let acts = PortalTimes(words: PortalWords(.english), zone: nil)
        #expect(
            acts.act(try GivenTime(rfc3339: "2026-11-30T10:00:00+02:00"), in: zone)
                == "30 November 2026 at 09:00 (UTC+1)")
    }
}
