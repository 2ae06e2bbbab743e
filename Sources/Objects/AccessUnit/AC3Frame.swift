/// The beginning of a frame of AC-3 (ETSI TS 102 366 §4.3, §4.4).
package struct AC3Frame: Equatable {
    /// `fscod`: 0 is 48,000 samples a second, 1 is 44,100, 2 is 32,000.
    let rate: UInt8
    /// `frmsizecod` without its last bit: which of the rates of bits it is.
    let bitRate: UInt8
    /// `bsid`: 8 and less; 9 and 10 are the same at half and a quarter of the rate.
    let version: UInt8
    /// `bsmod`: what it is for.
    let mode: UInt8
    /// `acmod`: which channels there are.
    let channels: UInt8
    /// `lfeon`: whether there is one of low frequencies besides.
    let hasLow: Bool
    /// Bytes of the frame.
    let size: Int

    /// Samples of each channel that a frame stands for: six blocks of 256.
    package static let samples = 1536

    /// Thousands of bits a second (table 4.13).
    private static let bitRates = [
        32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640,
    ]

    /// Reads the frame that bytes begin with; nil where they begin with none.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 7, bytes[0] == 0x0B, bytes[1] == 0x77 else { return nil }
        let code = Int(bytes[4] & 0x3F)
        rate = bytes[4] >> 6
        bitRate = UInt8(code >> 1)
        guard rate < 3, code >> 1 < Self.bitRates.count else { return nil }
        version = bytes[5] >> 3
        guard version <= 10 else { return nil }
        mode = bytes[5] & 7
        channels = bytes[6] >> 5
        var bits = BitReader(UnsafeRawBufferPointer(rebasing: bytes[6...]))
        _ = bits.bits(3)
        // cmixlev, surmixlev, dsurmod.
        if channels & 1 == 1, channels != 1 { _ = bits.bits(2) }
        if channels & 4 == 4 { _ = bits.bits(2) }
        if channels == 2 { _ = bits.bits(2) }
        hasLow = bits.flag() == true
        let kilobits = Self.bitRates[code >> 1]
        size =
            switch rate {
            case 0: kilobits * 4
            case 1: 2 * (kilobits * 320 / 147 + code & 1)
            default: kilobits * 6
            }
    }

    /// How many frames lie end to end in a packet; what is behind the last whole one is none.
    package static func count(_ packet: UnsafeRawBufferPointer) -> Int {
        var (count, place) = (0, 0)
        while place < packet.count,
            let frame = AC3Frame(UnsafeRawBufferPointer(rebasing: packet[place...]))
        {
            count += 1
            place += frame.size
        }
        return count
    }

    /// The content of `dac3` (AC3SpecificBox, annex F.4).
    package var configuration: [UInt8] {
        let bits =
            UInt32(rate) << 22 | UInt32(version) << 17 | UInt32(mode) << 14 | UInt32(channels) << 11
            | (hasLow ? 1 << 10 : 0) | UInt32(bitRate) << 5
        return [
            UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8),
            UInt8(truncatingIfNeeded: bits),
        ]
    }
}
