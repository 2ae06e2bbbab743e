import Objects
import Records
import Testing

@Suite("Times in leaves can be had back from an object")
struct LeafClockTests {
    private static func track(_ kind: SourceTrack.Kind, _ denominator: Int64, rate: Int? = nil) -> SourceTrack
    {
        SourceTrack(
            index: 0, kind: kind, codec: "x", timeBase: TimeBase(numerator: 1, denominator: denominator),
            sampleRate: rate, handedOver: true)
    }

    /// Time as an object in samples has it: less the shift, the last whole sample.
    private static func samples(_ tick: Int64, _ denominator: Int64, _ rate: Int64) -> Int64 {
        let product = tick * rate
        return product >= 0 ? product / denominator : -((-product + denominator - 1) / denominator)
    }

    @Test(
        "of sound, whatever the recording counts it in",
        arguments: [1000, 90_000, 44_100, 16_000, 1_000_000] as [Int64],
        [8000, 11_025, 16_000, 44_100, 48_000] as [Int64])
    func sound(denominator: Int64, rate: Int64) {
        let clock = LeafClock(Self.track(.audio, denominator, rate: Int(rate)))
        let unit = TimeBase(numerator: 1, denominator: rate)
        for zero in [0, 1, 999, 123_457, -77] as [Int64] {
            let shift = clock.shift(atOrBefore: zero)
            #expect(shift <= zero)
            // A hundredth of a second at most, where milliseconds are not whole in samples.
            #expect(zero - shift <= max(denominator / 25, 0))
            for tick in [zero, zero + 1, zero + 31, zero + 100_003] {
                let object = Self.samples(tick - shift, denominator, rate)
                #expect(object >= 0)
                #expect(clock.time(ofObject: object, in: unit, shift: shift) == clock.time(ofSource: tick))
            }
        }
    }

    @Test("of pictures, in the recording's own unit however fine the object counts")
    func pictures() {
        let clock = LeafClock(Self.track(.video, 12_800))
        let object = TimeBase(numerator: 1, denominator: 51_200)
        #expect(clock.shift(atOrBefore: 12_345) == 12_345)
        #expect(clock.time(ofObject: 400, in: object, shift: 12_345) == 12_445)
        #expect(clock.time(ofSource: 12_445) == 12_445)
        #expect(clock.time(ofObject: 401, in: object, shift: 0) == nil)
        #expect(clock.time(ofObject: .max, in: TimeBase(numerator: 4, denominator: 1), shift: 0) == nil)
    }

    @Test("a time that the container does not have is one of its own")
    func unknown() {
        #expect(LeafClock(Self.track(.video, 1000)).time(ofSource: nil) == CommittedUnit.unknownTime)
    }
}
