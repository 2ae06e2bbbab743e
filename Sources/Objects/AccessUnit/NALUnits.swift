/// Walks the NAL units of one H.264 or HEVC access unit without copying it.
///
/// The framing is the container's: lengths where the codec header is an `avcC` or `hvcC` (ISO/IEC
/// 14496-15 §5.3.3, §8.3.3), start codes (ISO/IEC 14496-10 Annex B) otherwise.
package enum NALFraming: Sendable, Hashable {
    /// Each unit behind its length, written in so many bytes: 1, 2 or 4.
    case lengths(bytes: Int)
    /// Each unit behind `00 00 01`.
    case startCodes

    /// The framing a track's codec header announces.
    package init(codecHeader header: UnsafeRawBufferPointer, isHEVC: Bool) {
        let (size, width) = isHEVC ? (23, 21) : (7, 4)
        // Both headers start with a version; start codes start with a zero.
        self =
            header.count >= size && header[0] == 1
            ? .lengths(bytes: Int(header[width] & 3) + 1) : .startCodes
    }

    /// Calls `body` for each unit, header byte included, until it answers false.
    ///
    /// - Parameter includesEmpty: whether it is called for units of no bytes too, which only lengths can tell.
    /// - Returns: false where the access unit's framing is damaged.
    @discardableResult
    package func forEachUnit(
        in accessUnit: UnsafeRawBufferPointer, includesEmpty: Bool = false,
        _ body: (UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        switch self {
        case .lengths(let width):
            Self.walkLengths(accessUnit, width: width, includesEmpty: includesEmpty, body)
        case .startCodes: Self.walkStartCodes(accessUnit, body)
        }
    }

    private static func walkLengths(
        _ bytes: UnsafeRawBufferPointer, width: Int, includesEmpty: Bool,
        _ body: (UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        var position = 0
        while position < bytes.count {
            guard bytes.count - position >= width else { return false }
            var length = 0
            for offset in 0..<width { length = length << 8 | Int(bytes[position + offset]) }
            position += width
            guard length <= bytes.count - position else { return false }
            if length > 0 || includesEmpty,
                !body(UnsafeRawBufferPointer(rebasing: bytes[position..<position + length]))
            {
                return true
            }
            position += length
        }
        return true
    }

    private static func walkStartCodes(
        _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        var start: Int?
        var position = 0
        while position + 2 < bytes.count {
            guard bytes[position] == 0, bytes[position + 1] == 0, bytes[position + 2] == 1 else {
                position += 1
                continue
            }
            if let start, !emit(bytes, start..<position, body) { return true }
            position += 3
            start = position
        }
        guard let start else { return bytes.isEmpty }
        _ = emit(bytes, start..<bytes.count, body)
        return true
    }

    /// Hands out one unit without the zero bytes that may stand before the next start code.
    private static func emit(
        _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1] == 0 { end -= 1 }
        guard end > range.lowerBound else { return true }
        return body(UnsafeRawBufferPointer(rebasing: bytes[range.lowerBound..<end]))
    }
}
