/// How long an Opus packet lasts, by its own first bytes (RFC 6716 §3.1).
package enum OpusPacket {
    /// What Opus counts in, whatever the rate of the sound: 48,000 a second.
    package static let rate: Int64 = 48_000

    /// Its length in samples at 48 kHz; nil for what is no packet.
    package static func samples(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        guard let contents = bytes.first else { return nil }
        let configuration = Int(contents >> 3)
        let frame: Int64 =
            switch configuration {
            case 0..<12: [480, 960, 1920, 2880][configuration & 3]
            case 12..<16: [480, 960][configuration & 1]
            default: [120, 240, 480, 960][configuration & 3]
            }
        switch contents & 3 {
        case 0: return frame
        case 1, 2: return 2 * frame
        default: return bytes.count > 1 ? Int64(bytes[1] & 0x3F) * frame : nil
        }
    }

    /// How many bytes of padding it has at its end, by its own count (§3.2.5).
    static func padding(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard bytes.count > 2, bytes[0] & 3 == 3, bytes[1] & 0x40 != 0 else { return 0 }
        var size = 0
        for byte in bytes.dropFirst(2) {
            size += byte == 255 ? 254 : Int(byte)
            if byte < 255 { break }
        }
        return min(size, bytes.count - 2)
    }
}
