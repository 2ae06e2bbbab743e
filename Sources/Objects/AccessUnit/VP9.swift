/// The frames of a VP9 access unit, as far as a cut must know them (VP9 Bitstream & Decoding Process
/// Specification, version 0.6).
package struct VP9 {
    /// How a key frame's samples lie in memory.
    package struct Format: Equatable {
        /// 0 to 3.
        package var profile: Int
        /// Bits a sample has: 8, 10 or 12.
        package var depth: Int
        /// Whether colour has half the resolution in each direction.
        package var halvesWidth: Bool
        package var halvesHeight: Bool
        /// Whether the planes are red, green and blue.
        package var isRGB: Bool
    }

    private struct Frame {
        var isKey = false
        var isShown = false
        var isRepeated = false
    }

    /// Clean is a key frame that is shown: it replaces everything a later frame could refer to (§7.2).
    ///
    /// A frame that is not shown was made from a picture the camera took later; nothing in the stream says from
    /// which.
    func traits(_ accessUnit: UnsafeRawBufferPointer) -> AccessUnitTraits {
        let frames = Self.frames(accessUnit).map { Self.header(of: $0) }
        guard let first = frames.first, let first else { return AccessUnitTraits() }
        let holdsLaterPicture = frames.contains { $0.map { !$0.isShown && !$0.isRepeated } ?? true }
        return AccessUnitTraits(
            isClean: first.isKey && first.isShown && !holdsLaterPicture, holdsLaterPicture: holdsLaterPicture)
    }

    /// The format of the key frame an access unit begins with; nil where it begins with none.
    package static func format(_ accessUnit: UnsafeRawBufferPointer) -> Format? {
        guard let frame = frames(accessUnit).first else { return nil }
        var bits = BitReader(frame)
        guard let (header, profile) = Self.header(&bits), header.isKey else { return nil }
        var format = Format(profile: profile, depth: 8, halvesWidth: true, halvesHeight: true, isRGB: false)
        // color_config, §6.2.2.
        if profile >= 2 {
            guard let isTwelve = bits.flag() else { return nil }
            format.depth = isTwelve ? 12 : 10
        }
        guard let space = bits.bits(3) else { return nil }
        format.isRGB = space == 7
        if format.isRGB {
            (format.halvesWidth, format.halvesHeight) = (false, false)
        } else if profile & 1 == 1 {
            guard bits.flag() != nil, let width = bits.flag(), let height = bits.flag() else { return nil }
            (format.halvesWidth, format.halvesHeight) = (width, height)
        }
        return format
    }

    /// The sizes of the frames that are not shown when they are decoded, and how many bytes are no frame and no index.
    static func unseen(_ accessUnit: UnsafeRawBufferPointer) -> (frames: [Int], unused: Int) {
        let frames = frames(accessUnit)
        let unseen = frames.filter { header(of: $0).map { !$0.isShown && !$0.isRepeated } ?? true }
        let used = frames.reduce(0) { $0 + $1.count }
        return (unseen.map(\.count), accessUnit.count - used - indexSize(accessUnit))
    }

    /// How many bytes the index at the end of a superframe has; 0 where there is none.
    private static func indexSize(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard let marker = bytes.last, marker & 0xE0 == 0xC0 else { return 0 }
        let size = 2 + (Int(marker >> 3 & 3) + 1) * (Int(marker & 7) + 1)
        return size <= bytes.count && bytes[bytes.count - size] == marker ? size : 0
    }

    /// The frames of a superframe (Annex B), or the one frame there is.
    private static func frames(_ bytes: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
        guard let marker = bytes.last, marker & 0xE0 == 0xC0 else { return bytes.isEmpty ? [] : [bytes] }
        let count = Int(marker & 7) + 1
        let width = Int(marker >> 3 & 3) + 1
        let index = bytes.count - 2 - width * count
        guard index >= 0, bytes[index] == marker else { return [bytes] }
        var frames: [UnsafeRawBufferPointer] = []
        var start = 0
        for number in 0..<count {
            var size = 0
            for byte in 0..<width { size |= Int(bytes[index + 1 + number * width + byte]) << (8 * byte) }
            guard size <= index - start else { return frames }
            if size > 0 { frames.append(UnsafeRawBufferPointer(rebasing: bytes[start..<start + size])) }
            start += size
        }
        return frames
    }

    private static func header(of frame: UnsafeRawBufferPointer) -> Frame? {
        var bits = BitReader(frame)
        return header(&bits)?.frame
    }

    /// The beginning of `uncompressed_header`, §6.2, up to and with the sync code of a key frame.
    private static func header(_ bits: inout BitReader) -> (frame: Frame, profile: Int)? {
        guard bits.bits(2) == 2, let low = bits.bits(1), let high = bits.bits(1) else { return nil }
        let profile = high << 1 | low
        if profile == 3, bits.flag() == nil { return nil }
        guard let isRepeated = bits.flag() else { return nil }
        if isRepeated { return (Frame(isRepeated: true), profile) }
        guard let type = bits.bits(1), let isShown = bits.flag(), bits.flag() != nil else { return nil }
        if type == 0, bits.bits(24) != 0x49_8342 { return nil }
        return (Frame(isKey: type == 0, isShown: isShown), profile)
    }
}
