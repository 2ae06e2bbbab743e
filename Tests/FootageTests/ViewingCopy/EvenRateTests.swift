import Testing
import Viewing

@Suite("How many pictures a second a film has")
struct EvenRateTests {
    @Test(
        "a rate with a place for every picture; where no rate is a multiple of the pace, one twice as fast",
        arguments: [
            (10.0, 10), (15, 15), (25, 25), (29.97, 30), (23.976, 24), (12.5, 25), (5, 10), (1, 10), (6, 12),
            (59.94, 60), (7.3, 15), (11.2, 24), (19, 50), (120, 60), (0.02, 10),
        ] as [(Double, Int64)])
    func rates(pace: Double, rate: Int64) {
        #expect(EvenRate.rate(ofPicturesPerSecond: pace) == rate)
    }

    @Test("what is faster than a film may be gets the fastest it may be")
    func bounded() {
        #expect(EvenRate.rate(ofPicturesPerSecond: 60, atMost: 30) == 30)
        #expect(EvenRate.rate(ofPicturesPerSecond: 50, atMost: 30) == 30)
    }
}
