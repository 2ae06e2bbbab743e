/// Ways in which a file is spoiled, by accident or by design.
struct Mutation {
    /// Where headers of boxes begin: a lie there is worth more than one in a picture.
    let headers: [Int]
    /// Other files to take pieces from.
    let others: [[UInt8]]

    /// Numbers that readers trip over: nothing, one, just less than a header, signs, and the largest.
    private static let spiteful: [UInt32] = [
        0, 1, 2, 7, 8, 9, 15, 16, 0x7F, 0x80, 0xFF, 0xFFFF, 0x10000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFF0,
        0xFFFF_FFFF,
    ]

    /// The same file, spoiled in one to four places.
    func apply(to original: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = original
        for _ in 0...dice.below(4) where !bytes.isEmpty { spoil(&bytes, &dice) }
        return bytes
    }

    private func spoil(_ bytes: inout [UInt8], _ dice: inout Dice) {
        let place = place(in: bytes, &dice)
        switch dice.below(15) {
        case 0, 1:
            for _ in 0...dice.below(8) { bytes[self.place(in: bytes, &dice)] ^= 1 << UInt8(dice.below(8)) }
        case 2: bytes[place] = dice.byte()
        case 3:
            let fill = dice.oneIn(2) ? dice.byte() : dice.one(of: [0, 0xFF])
            for offset in place..<min(bytes.count, place + 1 + dice.below(64)) { bytes[offset] = fill }
        case 4: overwrite(&bytes, at: place, dice.bytes(1 + dice.below(64)))
        case 5: bytes.removeSubrange(place...)
        case 6, 7: lieAboutSize(&bytes, &dice)
        case 8: overwrite(&bytes, at: place & ~3, Self.number(&dice))
        case 9:
            overwrite(&bytes, at: place & ~3, Self.number(&dice) + Self.number(&dice))
        case 10, 11: lieInField(&bytes, &dice)
        case 12:
            let piece = Self.piece(of: dice.oneIn(2) ? bytes : dice.one(of: others), &dice)
            if dice.oneIn(2) {
                overwrite(&bytes, at: place, piece)
            } else {
                bytes.insert(contentsOf: piece, at: place)
            }
        case 13: shorten(&bytes, &dice)
        default: bytes.removeSubrange(place..<min(bytes.count, place + 1 + dice.below(256)))
        }
    }

    /// Makes a box so short that its fields do not fit in, and one that is free of what it leaves: everything around them
    /// stays as true as it was.
    private func shorten(_ bytes: inout [UInt8], _ dice: inout Dice) {
        guard !headers.isEmpty else { return }
        let place = dice.one(of: headers)
        guard place + 4 <= bytes.count else { return }
        let size = bytes[place..<place + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let short = UInt32(8 + dice.below(24))
        guard size >= short + 8, Int(clamping: size) <= bytes.count - place else { return }
        overwrite(&bytes, at: place, Self.bigEndian(short))
        overwrite(&bytes, at: place + Int(short), Self.bigEndian(size - short) + Array("free".utf8))
    }

    /// What numbers of 64 bits are tripped over with: the ends, where sums and signs begin to turn, and all that is extreme
    /// in 32.
    private static let spitefulWide: [UInt64] = [
        0, 1, 1 << 31, 1 << 32, UInt64(UInt32.max), 1 << 40, 1 << 56, (1 << 56) - 1, 1 << 60, 1 << 62,
        (1 << 63) - 1,
        1 << 63, (1 << 63) + 1, UInt64.max - 0xFF, .max - 1, .max,
    ]

    /// An extreme number in the place of a box's field (ISO/IEC 14496-12: fields of 4 and 8 bytes stand in multiples of 4
    /// behind the header): its time scale, its length, its first time, the times and lengths of its table. Boxes that have a
    /// narrow and a wide form are sometimes said to have the other.
    private func lieInField(_ bytes: inout [UInt8], _ dice: inout Dice) {
        let start = (headers.isEmpty ? place(in: bytes, &dice) : dice.one(of: headers)) + 8
        if dice.oneIn(6) { overwrite(&bytes, at: start, [dice.one(of: [0, 1, 2, 0xFF])]) }
        for _ in 0...dice.below(2) {
            let place = start + 4 * dice.below(dice.oneIn(3) ? 24 : 8)
            let value =
                dice.oneIn(4) ? dice.next() >> UInt64(dice.below(64)) : dice.one(of: Self.spitefulWide)
            overwrite(&bytes, at: place, dice.oneIn(3) ? Self.number(&dice) : Self.wide(value))
        }
    }

    private static func wide(_ value: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * UInt64($0))) }
    }

    /// Half of all harm is done in or near a header.
    private func place(in bytes: [UInt8], _ dice: inout Dice) -> Int {
        let anywhere = dice.below(bytes.count)
        guard !headers.isEmpty, dice.oneIn(2) else { return anywhere }
        return min(bytes.count - 1, dice.one(of: headers) + dice.below(96))
    }

    private func lieAboutSize(_ bytes: inout [UInt8], _ dice: inout Dice) {
        guard !headers.isEmpty else {
            overwrite(&bytes, at: dice.below(bytes.count), Self.number(&dice))
            return
        }
        let place = dice.one(of: headers)
        guard place + 4 <= bytes.count else { return }
        let size = bytes[place..<place + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let lie =
            dice.oneIn(2)
            ? dice.one(of: Self.spiteful)
            : dice.one(of: [size &- 1, size &+ 1, size &- 8, size &+ 8, size &* 2, size / 2])
        overwrite(&bytes, at: place, Self.bigEndian(lie))
    }

    private static func number(_ dice: inout Dice) -> [UInt8] {
        dice.oneIn(3) ? dice.bytes(4) : bigEndian(dice.one(of: spiteful))
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32($0))) }
    }

    private static func piece(of bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
        let start = dice.below(bytes.count)
        return Array(bytes[start..<min(bytes.count, start + 1 + dice.below(512))])
    }

    private func overwrite(_ bytes: inout [UInt8], at place: Int, _ piece: [UInt8]) {
        for (offset, byte) in piece.enumerated() where place + offset < bytes.count {
            bytes[place + offset] = byte
        }
    }

    /// Where four bytes stand before one of these names: that is where a box begins.
    static func headers(in bytes: [UInt8]) -> [Int] {
        let names = Set(
            [
                "ftyp", "moov", "mvhd", "trak", "tkhd", "edts", "elst", "mdia", "mdhd", "hdlr", "minf",
                "vmhd",
                "smhd", "dinf", "dref", "stbl", "stsd", "avc1", "hvc1", "avcC", "hvcC", "mp4a", "esds",
                "stts",
                "ctts", "stss", "stsc", "stsz", "stco", "co64", "sgpd", "sbgp", "mvex", "trex", "moof",
                "mfhd",
                "traf", "tfhd", "tfdt", "trun", "mfra", "tfra", "mfro", "mdat", "free", "uuid", "udta",
                "meta",
                "jumb", "jumd", "idx1", "strf", "strh", "movi",
            ].map { Array($0.utf8) })
        guard bytes.count > 8 else { return [] }
        return (4..<bytes.count - 4).filter { names.contains(Array(bytes[$0..<$0 + 4])) }.map { $0 - 4 }
    }
}
