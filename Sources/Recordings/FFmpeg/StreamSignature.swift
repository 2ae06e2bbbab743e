/// Tells MPEG transport and program streams, which have no mark at their start: they may begin in the middle of
/// something, and what tells them is how their parts follow one another.
enum StreamSignature {
    // MARK: - Transport streams

    /// The lengths of packets: plain, behind a time (M2TS), before check bytes (ISO/IEC 13818-1 §2.4.3.2).
    private static let packetLengths = [188, 192, 204]
    /// So many packets in a row are no accident: less than one in 10¹⁴ starts of other files.
    private static let packetsInARow = 5

    /// Whether packets of a transport stream follow one another somewhere.
    static func isTransportStream(_ bytes: [UInt8]) -> Bool {
        bytes.indices.contains { first in
            guard isPacket(bytes, first) else { return false }
            return packetLengths.contains { length in
                (1..<packetsInARow).allSatisfy { isPacket(bytes, first + $0 * length) }
            }
        }
    }

    /// A sync byte, a way of scrambling and content that are not reserved.
    private static func isPacket(_ bytes: [UInt8], _ place: Int) -> Bool {
        guard place + 3 < bytes.count, bytes[place] == 0x47 else { return false }
        return bytes[place + 3] & 0xC0 != 0x40 && bytes[place + 3] & 0x30 != 0
    }

    // MARK: - Program streams

    private static let pack: UInt8 = 0xBA
    private static let systemHeader: UInt8 = 0xBB

    /// Whether a pack of a program stream (ISO/IEC 13818-1 §2.5.3, ISO/IEC 11172-1 §2.4.3) is somewhere, or packets of
    /// elementary streams follow one another from the very start.
    ///
    /// Recorders write things of their own before the first pack: Hikvision forty bytes that begin with `IMKH`.
    static func isProgramStream(_ bytes: [UInt8]) -> Bool {
        if parts(bytes, 0) >= 3 { return true }
        return bytes.indices.contains { place in
            guard place + 3 < bytes.count, bytes[place] == 0, bytes[place + 3] == pack else { return false }
            return parts(bytes, place) >= 2
        }
    }

    /// How many parts follow one another, each where the one before says that it ends; 3 stands for more.
    private static func parts(_ bytes: [UInt8], _ start: Int) -> Int {
        var place = start
        for count in 0..<3 {
            guard let next = end(bytes, ofPartAt: place) else { return count }
            place = next
        }
        return 3
    }

    /// Where a pack header, a system header or a packet ends; nil where there is none.
    private static func end(_ bytes: [UInt8], ofPartAt place: Int) -> Int? {
        guard place + 14 <= bytes.count, bytes[place] == 0, bytes[place + 1] == 0, bytes[place + 2] == 1
        else {
            return nil
        }
        switch bytes[place + 3] {
        case pack where bytes[place + 4] & 0xC0 == 0x40: return place + 14 + Int(bytes[place + 13] & 7)
        case pack where bytes[place + 4] & 0xF0 == 0x20: return place + 12
        case systemHeader...:
            let length = Int(bytes[place + 4]) << 8 | Int(bytes[place + 5])
            return length > 0 ? place + 6 + length : nil
        default: return nil
        }
    }
}
