import Custody

/// Counts what of a track's access units is no picture or sound (docs/spec/commitment.md, What is no picture or sound).
///
/// Not `Sendable`: one stage feeds it.
public final class OtherBytesTally {
    private var rows: [String: (count: UInt64, bytes: UInt64)] = [:]

    /// A tally of nothing yet.
    public init() {}

    /// The table, ordered by kind.
    public var table: [OtherBytes] {
        rows.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { OtherBytes(kind: $0.key, count: $0.value.count, bytes: $0.value.bytes) }
    }

    private func add(_ kind: String, bytes: Int) {
        let row = rows[kind, default: (0, 0)]
        rows[kind] = (row.count + 1, row.bytes + UInt64(bytes))
    }

    // MARK: - H.264 and HEVC

    /// Counts a NAL unit.
    ///
    /// - Parameter isRest: whether it is neither picture nor anything that need not be told.
    func count(_ nal: NALUnit, isRest: Bool, isHEVC: Bool) {
        if nal.zeros > 0 || isRest && nal.bytes.isEmpty { add("zeros", bytes: nal.zeros) }
        guard isRest, let type = nal.type(isHEVC) else {
            if isRest, !nal.bytes.isEmpty { add("nal:0", bytes: nal.bytes.count) }
            return
        }
        if isHEVC ? type == 39 || type == 40 : type == 6,
            let messages = Self.messages(nal.bytes, header: isHEVC ? 2 : 1)
        {
            for message in messages { add("sei:\(min(256, message.type))", bytes: message.size) }
        } else {
            add("nal:\(type)", bytes: nal.bytes.count)
        }
    }

    /// The messages of an SEI unit (ISO/IEC 14496-10 §7.3.2.3.1); nil where they do not fill it.
    private static func messages(
        _ unit: UnsafeRawBufferPointer, header: Int
    ) -> [(type: Int, size: Int)]? {
        var bits = BitReader(UnsafeRawBufferPointer(rebasing: unit.dropFirst(header)), isNALUnit: true)
        var messages: [(type: Int, size: Int)] = []
        while bits.hasMoreMessages {
            guard let type = bits.messageNumber(), let size = bits.messageNumber(), bits.skip(bytes: size)
            else { return nil }
            messages.append((type, size))
        }
        guard !messages.isEmpty, bits.nextByte() == 0x80, bits.nextByte() == nil else { return nil }
        return messages
    }

    // MARK: - Other codecs

    /// Counts what can be told of a packet of another codec.
    func count(_ packet: UnsafeRawBufferPointer, _ rule: Codec.OtherBytes) {
        switch rule {
        case .none: break
        case .userData: countUserData(packet)
        case .segments: countSegments(packet)
        case .openBitstreamUnits:
            _ = AV1().forEachUnit(packet) { type, payload in
                if ![1, 2, 3, 4, 6, 7].contains(type) { add("obu:\(type)", bytes: payload.count) }
                return true
            }
        }
    }

    /// `user_data()` (ISO/IEC 13818-2 §6.2.2.2.2, ISO/IEC 14496-2 §6.2.2.1): up to the next start code.
    private func countUserData(_ packet: UnsafeRawBufferPointer) {
        var open: Int?
        MPEGVideo.forEachHeader(packet) { code, rest in
            let place = packet.count - rest.count
            if let begin = open { add("user_data", bytes: place - 4 - begin) }
            open = code == 0xB2 ? place : nil
            return true
        }
        if let begin = open { add("user_data", bytes: packet.count - begin) }
    }

    /// The segments before the first scan of a JPEG image (ISO/IEC 10918-1 §B.1.1.4).
    private func countSegments(_ packet: UnsafeRawBufferPointer) {
        var place = 2
        while place + 4 <= packet.count, packet[place] == 0xFF {
            let marker = packet[place + 1]
            if marker == 0xFF {
                place += 1
                continue
            }
            let length = Int(packet[place + 2]) << 8 | Int(packet[place + 3])
            guard marker != 0xDA, length >= 2 else { return }
            let size = min(length - 2, packet.count - place - 4)
            if marker == 0xFE { add("com", bytes: size) }
            if (0xE0...0xEF).contains(marker) { add("app:\(marker - 0xE0)", bytes: size) }
            place += 2 + length
        }
    }
}
