/// One clock code as a picture: a PNG file (ISO/IEC 15948) of one bit a pixel.
///
/// The picture data are not compressed: a code is some kilobytes, and no library is needed for them.
package enum ClockStill {
    /// Pixels a square of the code measures, and squares of light edge around it (ISO/IEC 18004 §6.3.8 asks
    /// for four).
    static let scale = 12
    static let edge = 4

    /// Draws a code.
    ///
    /// - Throws: ``ClockCodeError/notDrawable(text:cause:)``.
    package static func png(_ time: ShownTime) throws(ClockCodeError) -> [UInt8] {
        let matrix = try QRMatrix(time.text)
        let side = (matrix.size + 2 * edge) * scale
        var rows: [UInt8] = []
        for y in 0..<side {
            rows.append(0)  // no filter
            var row = [UInt8](repeating: 0, count: (side + 7) / 8)
            for x in 0..<side {
                let (column, line) = (x / scale - edge, y / scale - edge)
                let isCode = (0..<matrix.size).contains(column) && (0..<matrix.size).contains(line)
                let isDark = isCode && matrix.dark[line * matrix.size + column]
                if !isDark { row[x / 8] |= 0x80 >> (x % 8) }
            }
            rows += row
        }
        let header = bigEndian(UInt32(side)) + bigEndian(UInt32(side)) + [1, 0, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
            + chunk("IDAT", stored(rows)) + chunk("IEND", [])
    }

    /// A zlib stream (RFC 1950) of blocks that are stored as they are (RFC 1951 §3.2.4).
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let end = min(start + 0xFFFF, bytes.count)
            let length = UInt16(end - start)
            stream.append(end == bytes.count ? 1 : 0)
            for value in [length, ~length] { stream += [UInt8(value & 0xFF), UInt8(value >> 8)] }
            stream += bytes[start..<end]
            start = end
        } while start < bytes.count
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            a = (a + UInt32(byte)) % 65521
            b = (b + a) % 65521
        }
        return stream + bigEndian(b << 16 | a)
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let content = Array(type.utf8) + data
        var remainder: UInt32 = 0xFFFF_FFFF
        for byte in content {
            remainder ^= UInt32(byte)
            for _ in 0..<8 { remainder = remainder & 1 != 0 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1 }
        }
        return bigEndian(UInt32(data.count)) + content + bigEndian(~remainder)
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
    }
}
