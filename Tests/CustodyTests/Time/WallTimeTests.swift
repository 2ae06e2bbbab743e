import Statements
import Testing

@Suite("Wall times")
struct WallTimeTests {
    @Test(
        "RFC 3339 texts name the instants they should",
        arguments: [
            // RFC 3339 §5.8, and instants computed with GNU date.
            ("1985-04-12T23:20:50.52Z", 482_196_050_520_000_000, 0),
            ("1996-12-19T16:39:57-08:00", 851_042_397_000_000_000, -28_800),
            ("1950-01-01T12:00:27.87+00:20", -631_109_972_130_000_000, 1200),
            ("1970-01-01T00:00:00Z", 0, 0),
            ("1969-12-31T23:59:59.999999999Z", -1, 0),
            ("2000-02-29T12:00:00Z", 951_825_600_000_000_000, 0),
            ("2026-03-01T21:15:00+01:00", 1_772_396_100_000_000_000, 3600),
            ("2026-07-04T21:40:00.000000001+02:00", 1_783_194_000_000_000_001, 7200),
            ("2024-12-31T23:59:59-23:59", 1_735_775_939_000_000_000, -86_340),
        ] as [(String, Int64, Int32)])
    func vectors(text: String, nanoseconds: Int64, offset: Int32) throws {
        let read = try WallTime(rfc3339: text)
        #expect(read.nanoseconds == nanoseconds)
        #expect(read.utcOffsetSeconds == offset)
        #expect(read.rfc3339 == text)
    }

    @Test(
        "what can be written in several ways is written in one",
        arguments: [
            ("2026-03-01t21:15:00z", "2026-03-01T21:15:00Z"),
            ("2026-03-01T21:15:00+00:00", "2026-03-01T21:15:00Z"),
            ("2026-03-01T21:15:00-00:00", "2026-03-01T21:15:00Z"),
            ("2026-03-01T21:15:00.500+01:00", "2026-03-01T21:15:00.5+01:00"),
            ("2026-03-01T21:15:00.000Z", "2026-03-01T21:15:00Z"),
        ])
    func spelling(text: String, canonical: String) throws {
        #expect(try WallTime(rfc3339: text).rfc3339 == canonical)
    }

    @Test(
        "a text that two readers could take differently is refused",
        arguments: [
            "", "now", "2026-03-01", "2026-03-01T21:15:00", "2026-03-01 21:15:00Z", "2026-03-01T21:15Z",
            "2026-03-01T21:15:00.Z", "2026-03-01T21:15:00,5Z", "2026-03-01T21:15:00.0000000001Z",
            "2026-03-01T21:15:00+0100", "2026-03-01T21:15:00+01", "2026-03-01T21:15:00+24:00",
            "2026-03-01T21:15:00+01:60", "2026-03-01T21:15:00Z ", " 2026-03-01T21:15:00Z",
            "2026-03-01T21:15:00ZZ", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-00-01T00:00:00Z",
            "2026-13-01T00:00:00Z", "2026-04-31T00:00:00Z", "2026-03-00T00:00:00Z", "2026-03-01T24:00:00Z",
            "2026-03-01T21:60:00Z", "26-03-01T21:15:00Z", "+2026-03-01T21:15:00Z", "２026-03-01T21:15:00Z",
            "2026-3-1T21:15:00Z", "2026-03-01T21:15:00\u{2212}01:00",
        ])
    func refused(text: String) {
        #expect(throws: StatementError.self) { try WallTime(rfc3339: text) }
    }

    @Test("a leap second is refused, as POSIX time has no place for it")
    func leapSecond() {
        #expect(
            failure { try WallTime(rfc3339: "1990-12-31T23:59:60Z") }
                == StatementError.timeNotUnderstood(
                    text: "1990-12-31T23:59:60Z",
                    reason: "leap seconds (second 60) have no place on the POSIX clock"))
    }

    @Test("the years 1950 to 2199 can be told, and years beyond are refused, not wrapped")
    func range() throws {
        for text in [
            "1950-01-01T00:00:00Z", "2199-12-31T23:59:59.999999999Z", "2200-01-01T00:59:59+01:00",
            "1949-12-31T23:00:00-01:00",
        ] {
            #expect(try WallTime(rfc3339: text).rfc3339 == text)
        }
        for text in [
            "0000-01-01T00:00:00Z", "1677-01-01T00:00:00Z", "1678-01-01T00:00:00Z",
            "1937-01-01T12:00:27.87+00:20",
            "1949-12-31T23:59:59.999999999Z", "1950-01-01T00:59:59+01:00", "2200-01-01T00:00:00Z",
            "2199-12-31T23:30:00-01:00", "2261-12-31T23:59:59.999999999Z", "2263-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
        ] {
            #expect(
                failure { try WallTime(rfc3339: text) }
                    == StatementError.timeNotUnderstood(
                        text: text, reason: "it is not in the years 1950 to 2199"),
                "\(text)")
        }
    }

    @Test("no two times are too far apart to subtract, whatever 64 bits they were made from")
    func differences() throws {
        let extremes: [Int64] = [
            .min, .min + 1, -(1 << 62), -1, 0, 1, 1 << 31, 1 << 62, .max - 1, .max, 1_783_194_000_000_000_000,
        ]
        for one in extremes.map({ WallTime(nanoseconds: $0) }) {
            for other in extremes.map({ WallTime(nanoseconds: $0) }) {
                #expect(one.nanoseconds(since: other) == -other.nanoseconds(since: one))
                #expect((one.nanoseconds(since: other) > 0) == (one > other))
                #expect(other.adding(nanoseconds: one.nanoseconds(since: other)) == one)
            }
        }
        #expect(
            WallTime.latest.nanoseconds(since: .earliest) == 250 * 365 * 86_400_000_000_000 + 61
                * 86_400_000_000_000 - 1)
        #expect(WallTime(exactNanoseconds: .min) == nil && WallTime(exactNanoseconds: .max) == nil)
        #expect(WallTime(exactNanoseconds: WallTime.latest.nanoseconds) == .latest)
    }

    @Test("every time that can be made is read back from its text")
    func everyTime() throws {
        let (first, last) = (WallTime.earliest.nanoseconds, WallTime.latest.nanoseconds)
        let instants = [first, first + 1, -1_000_000_001, -1, 0, 1, 999_999_999, last - 1, last]
        for instant in instants {
            for offset: Int32 in [0, 60, -60, 86_340, -86_340] {
                let made = WallTime(nanoseconds: instant, utcOffsetSeconds: offset)
                let read = try WallTime(rfc3339: made.rfc3339)
                #expect(read.nanoseconds == instant, "\(made.rfc3339)")
                #expect(read.utcOffsetSeconds == offset)
            }
        }
    }

    @Test("every day there is has its own date, in order")
    func calendar() throws {
        var day = try time("1950-01-01T00:00:00Z")
        var last = ""
        for _ in 0..<91_310 {
            let text = day.rfc3339
            #expect(text > last)
            #expect(try WallTime(rfc3339: text) == day)
            last = text
            day = day.adding(nanoseconds: 86_400 * WallTime.nanosecondsPerSecond)
        }
        #expect(day.rfc3339 == "2199-12-31T00:00:00Z")
    }

    @Test("times are compared by instant; the offset is kept for the reader")
    func offsets() throws {
        let here = try time("2026-03-01T21:15:00+01:00")
        let there = try time("2026-03-01T20:15:00Z")
        #expect(here == there)
        #expect(Set([here, there]).count == 1)
        #expect(here.description != there.description)
        #expect(here.inOffset(seconds: 0).description == there.description)
        #expect(try time("2026-03-01T21:15:00+02:00") < there)
    }

    @Test("an offset that RFC 3339 cannot write is brought to one that it can")
    func impossibleOffsets() {
        #expect(WallTime(nanoseconds: 0, utcOffsetSeconds: 3661).rfc3339 == "1970-01-01T01:01:00+01:01")
        #expect(WallTime(nanoseconds: 0, utcOffsetSeconds: .max).utcOffsetSeconds == 86_340)
        #expect(WallTime(nanoseconds: 0, utcOffsetSeconds: .min).utcOffsetSeconds == -86_340)
    }

    @Test("adding stops at the end of what can be told")
    func adding() throws {
        #expect(
            try time("2026-03-01T23:59:59Z").adding(nanoseconds: 1_000_000_000).rfc3339
                == "2026-03-02T00:00:00Z")
        for far: Int64 in [1, 1 << 62, .max] {
            #expect(WallTime.latest.adding(nanoseconds: far) == .latest)
            #expect(WallTime.earliest.adding(nanoseconds: -far) == .earliest)
            #expect(WallTime.earliest.adding(nanoseconds: .min) == .earliest)
        }
    }
}
