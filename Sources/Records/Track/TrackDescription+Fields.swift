import Foundation

extension TrackDescription {
    /// Whether a picture may be coded as two fields, in an access unit each: H.264 whose first sequence parameter set says
    /// that not all is coded as frames (`frame_mbs_only_flag`, ISO/IEC 14496-10 §7.3.2.1.1).
    var mayHaveFields: Bool {
        guard codec == "h264", var bits = SequenceBits(avcC: configuration), let profile = bits.read(8),
            bits.read(16) != nil, bits.golomb() != nil
        else { return false }
        let withChroma: Set<Int> = [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]
        if withChroma.contains(profile) { bits.skipChroma() }
        _ = bits.golomb()
        switch bits.golomb() {
        case 0: _ = bits.golomb()
        case 1:
            _ = bits.read(1)
            _ = (bits.golomb(), bits.golomb())
            for _ in 0..<min(bits.golomb() ?? 0, 255) { _ = bits.golomb() }
        default: break
        }
        _ = (bits.golomb(), bits.read(1), bits.golomb(), bits.golomb())
        return bits.read(1) == 0
    }
}

/// The bits of the first sequence parameter set of an `avcC` record, behind the type of its unit.
private struct SequenceBits {
    private let bytes: [UInt8]
    private var place = 0

    init?(avcC: Data) {
        let record = [UInt8](avcC)
        guard record.count > 8, record[5] & 31 > 0 else { return nil }
        let end = 8 + Int(record[6]) << 8 + Int(record[7])
        guard end <= record.count, end > 9, record[8] & 31 == 7 else { return nil }
        var unit: [UInt8] = []
        for byte in record[9..<end] where !(byte == 3 && unit.suffix(2) == [0, 0]) { unit.append(byte) }
        bytes = unit
    }

    /// The next bits as a number; nil beyond the end.
    mutating func read(_ count: Int) -> Int? {
        guard place + count <= bytes.count * 8 else { return nil }
        defer { place += count }
        var value = 0
        for bit in place..<place + count {
            let byte = Int(bytes[bit / 8])
            value = value << 1 | (byte >> (7 - bit % 8)) & 1
        }
        return value
    }

    /// `ue(v)`, and as long `se(v)` (§9.1).
    mutating func golomb() -> Int? {
        var zeros = 0
        while let bit = read(1) {
            if bit == 1 { return read(zeros).map { (1 << zeros | $0) - 1 } }
            zeros += 1
            if zeros > 31 { return nil }
        }
        return nil
    }

    /// What profiles with another chroma or depth have in front (§7.3.2.1.1).
    mutating func skipChroma() {
        let chroma = golomb()
        if chroma == 3 { _ = read(1) }
        _ = (golomb(), golomb(), read(1))
        guard read(1) == 1 else { return }
        for list in 0..<(chroma == 3 ? 12 : 8) where read(1) == 1 { skipList(list < 6 ? 16 : 64) }
    }

    /// A scaling list (§7.3.2.1.1.1).
    private mutating func skipList(_ count: Int) {
        var (last, next) = (8, 8)
        for _ in 0..<count {
            if next != 0 {
                guard let coded = golomb() else { return }
                let delta = coded % 2 == 1 ? (coded + 1) / 2 : -coded / 2
                next = ((last + delta) % 256 + 256) % 256
            }
            if next != 0 { last = next }
        }
    }
}
