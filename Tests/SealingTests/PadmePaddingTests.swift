import Sealing
import Testing

@Suite("Padmé leaves few sizes, at little cost")
struct PadmePaddingTests {
    /// Worked out by hand from the paper's rule: E = ⌊log₂ L⌋, S = ⌊log₂ E⌋ + 1, multiples of 2^(E − S).
    static let table: [(UInt64, UInt64)] = [
        (0, 0), (1, 1), (2, 2), (8, 8), (9, 10), (10, 10), (11, 12), (15, 16), (16, 16),
        (17, 18), (100, 104), (1000, 1024), (4096, 4096), (4097, 4352), (65_537, 67_584),
        (1_000_000, 1_015_808), (1 << 30, 1 << 30), ((1 << 30) + 1, (1 << 30) + (1 << 25)),
        (.max, .max),
    ]

    @Test("sizes are rounded as the rule says", arguments: table)
    func rounding(size: UInt64, padded: UInt64) {
        #expect(Padme.padded(size) == padded)
    }

    @Test("a padded size is not padded again, is never smaller, and at most 12 % larger")
    func bounds() {
        var size: UInt64 = 1
        while size < 1 << 50 {
            for near in [size - 1, size, size + 1, size + size / 3] {
                let padded = Padme.padded(near)
                #expect(padded >= near)
                #expect(Padme.padded(padded) == padded)
                #expect(Double(padded - near) <= 0.12 * Double(near), "\(near) became \(padded)")
            }
            size = size * 3 / 2 + 1
        }
    }
}
