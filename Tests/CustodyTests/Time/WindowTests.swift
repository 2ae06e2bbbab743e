import Statements
import Sealing
import Testing

@Suite("Windows")
struct WindowTests {
    @Test("the start is inside and the end is outside")
    func halfOpen() throws {
        let window = try window("21:40:00", "21:43:00")
        #expect(window.contains(window.from))
        #expect(!window.contains(window.from.adding(nanoseconds: -1)))
        #expect(window.contains(window.to.adding(nanoseconds: -1)))
        #expect(!window.contains(window.to))
        #expect(window.durationNanoseconds == 180 * WallTime.nanosecondsPerSecond)
    }

    @Test("an empty or backward window cannot be made, nor read")
    func neverEmpty() throws {
        let noon = try time("2026-07-04T12:00:00Z")
        for end in [noon, noon.adding(nanoseconds: -1)] {
            #expect(
                failure { try Window(from: noon, to: end) } == StatementError.emptyWindow(from: noon, to: end)
            )
        }
        // The same instant in two offsets is still nothing.
        let empty = #"{"from":"2026-07-04T12:00:00Z","to":"2026-07-04T14:00:00+02:00"}"#
        #expect(throws: SealingError.self) {
            try StrictJSON.decode(Window.self, from: Array(empty.utf8), maximumBytes: 1000)
        }
        #expect(try Window(from: noon, to: noon.adding(nanoseconds: 1)).durationNanoseconds == 1)
    }

    @Test("the longest window there is has a length, and decades can be added to it")
    func longest() throws {
        let all = try Window(from: WallTime(nanoseconds: .min), to: WallTime(nanoseconds: .max))
        #expect(all.durationNanoseconds == WallTime.latest.nanoseconds(since: .earliest))
        let decade = 3653 * 86_400 * WallTime.nanosecondsPerSecond
        #expect(!all.durationNanoseconds.addingReportingOverflow(4 * decade).overflow)
    }

    @Test("one window contains another when no instant of it is outside, to the nanosecond")
    func containment() throws {
        let outer = try window("21:40:00", "21:43:00")
        #expect(outer.contains(outer))
        #expect(outer.contains(try window("21:40:00", "21:40:01")))
        #expect(!outer.contains(try Window(from: outer.from.adding(nanoseconds: -1), to: outer.to)))
        #expect(!outer.contains(try Window(from: outer.from, to: outer.to.adding(nanoseconds: 1))))
    }

    @Test(
        "the intersection is what both cover; touching is not enough",
        arguments: [
            ("21:39:00", "21:41:00", "21:40:00", "21:41:00"),
            ("21:42:00", "21:50:00", "21:42:00", "21:43:00"),
            ("21:41:00", "21:42:00", "21:41:00", "21:42:00"),
            ("21:00:00", "22:00:00", "21:40:00", "21:43:00"),
            ("21:30:00", "21:40:00", nil, nil),
            ("21:43:00", "21:50:00", nil, nil),
            ("21:50:00", "21:55:00", nil, nil),
        ] as [(String, String, String?, String?)])
    func intersection(from: String, to: String, commonFrom: String?, commonTo: String?) throws {
        let one = try window("21:40:00", "21:43:00")
        let other = try window(from, to)
        var expected: Window?
        if let commonFrom, let commonTo { expected = try window(commonFrom, commonTo) }
        #expect(one.intersection(other) == expected)
        #expect(other.intersection(one) == expected)
    }

    @Test("a window reads back as it was written")
    func coding() throws {
        let window = try window("21:40:00", "21:43:00")
        let json = try StrictJSON.encode(window)
        #expect(
            String(decoding: json, as: UTF8.self)
                == #"{"from":"2026-07-04T21:40:00+02:00","to":"2026-07-04T21:43:00+02:00"}"#)
        #expect(try StrictJSON.decode(Window.self, from: json, maximumBytes: 1000) == window)
    }
}
