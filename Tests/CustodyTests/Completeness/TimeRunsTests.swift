import Records
import Testing

/// docs/spec/record.md, Completeness.
@Suite("Instants are told as runs, and what lies between two is a hole")
struct TimeRunsTests {
    private static func runs(_ times: [Int64], rhythm: Int64 = 10, limit: Int = .max) -> TimeRuns {
        var runs = TimeRuns(rhythm: rhythm, limit: limit)
        for time in times { runs.add(time) }
        return runs
    }

    @Test("instants in any order give the runs of the sorted ones", arguments: 0..<40)
    func order(seed: Int) {
        var dice = SplitMix(state: UInt64(seed))
        let times = (0..<200).map { _ in Int64(dice.next() % 3_000) }
        var expected: [ClosedRange<Int64>] = []
        for time in times.sorted() {
            if let last = expected.last, time - last.upperBound <= 10 {
                expected[expected.count - 1] = last.lowerBound...time
            } else {
                expected.append(time...time)
            }
        }
        #expect(Self.runs(times).runs == expected)
        #expect(Self.runs(times).joined(rhythm: 25) == Self.runs(times, rhythm: 25))
    }

    @Test("as much as the rhythm is no hole, one tick more is one")
    func edge() {
        #expect(Self.runs([0, 10, 20]).runs == [0...20])
        #expect(Self.runs([0, 11]).runs == [0...0, 11...11])
    }

    @Test("no more runs are kept than there may be, and that there were more is said")
    func limit() {
        let many = Self.runs((0..<100).map { $0 * 100 }, limit: 7)
        #expect(many.runs.count == 7 && many.isBeyondLimit)
        #expect(!Self.runs((0..<7).map { $0 * 100 }, limit: 7).isBeyondLimit)
    }

    @Test(
        "the rhythm is a second, or four times the mean distance where that is longer",
        arguments: [
            (units: 1, last: 0, rhythm: 1_000_000_000), (units: 251, last: 10_000, rhythm: 1_000_000_000),
            (units: 3, last: 20_000, rhythm: 40_000_000_000), (units: 4, last: 1_000, rhythm: 1_333_333_332),
            (units: 2, last: 1 << 59, rhythm: Int64.max / 8 * 4),
        ] as [(units: UInt64, last: Int64, rhythm: Int64)])
    func rhythm(units: UInt64, last: Int64, rhythm: Int64) throws {
        var track = try Story().record.objects[1].tracks[0]
        (track.accessUnits, track.firstPTS, track.lastPTS) = (units, 0, last)
        #expect(Rhythm.nanoseconds(track) == rhythm)
    }
}

/// Numbers that are the same in every run.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
