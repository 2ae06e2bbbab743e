import Records
import Sealing

/// Counts what of a track's access units is no picture or sound (docs/spec/commitment.md, What is no picture or sound).
///
/// Not `Sendable`: one stage feeds it.
package final class OtherBytesTally {
    private var rows: [String: (count: UInt64, bytes: UInt64)] = [:]
    /// The parameter sets of the track's description, which every access unit may repeat.
    private let sets: Set<SHA256Digest>
    /// Its sequence headers, of AV1.
    private let headers: Set<[UInt8]>
    /// What of the access unit at hand need not be counted once more.
    private var isFirst = true
    private var told: Set<SHA256Digest> = []

    /// A tally of nothing yet, for a track of this description; nil where nobody can describe it.
    package init(_ description: TrackDescription?) throws {
        sets = try ParameterSets(description).digests
        headers =
            description?.codec == "av1"
            ? AV1.sequenceHeaders(inConfiguration: [UInt8](description?.configuration ?? .init())) : []
    }

    /// The table, ordered by kind.
    package var table: [OtherBytes] { Self.table(of: [self]) }

    /// The table of several together, ordered by kind.
    package static func table(of tallies: [OtherBytesTally]) -> [OtherBytes] {
        var rows: [String: (count: UInt64, bytes: UInt64)] = [:]
        for tally in tallies {
            rows.merge(tally.rows) { ($0.count + $1.count, $0.bytes + $1.bytes) }
        }
        return rows.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { OtherBytes(kind: $0.key, count: $0.value.count, bytes: $0.value.bytes) }
    }

    private func add(_ kind: String, bytes: Int) {
        let row = rows[kind, default: (0, 0)]
        rows[kind] = (row.count + 1, row.bytes + UInt64(bytes))
    }

    // MARK: - H.264 and HEVC

    /// Begins an access unit.
    func begin() {
        isFirst = true
        told.removeAll(keepingCapacity: true)
    }

    /// Counts the next NAL unit of an access unit.
    func count(_ nal: NALUnit, _ role: UnitHasher.Role, isHEVC: Bool) {
        defer { isFirst = false }
        if nal.zeros > 0 || nal.bytes.isEmpty { add("zeros", bytes: nal.zeros) }
        if role == .picture || nal.bytes.isEmpty { return }
        if case .set(let digest) = role, sets.contains(digest), told.insert(digest).inserted { return }
        if nal.isDelimiter(isHEVC) {
            if !isFirst { add("delimiter", bytes: nal.bytes.count) }
        } else if nal.isFiller(isHEVC) {
            add("filler", bytes: nal.bytes.count)
        } else if let type = nal.type(isHEVC) {
            count(nal, type: type, isHEVC: isHEVC)
        } else {
            add("nal:0", bytes: nal.bytes.count)
        }
    }

    private func count(_ nal: NALUnit, type: Int, isHEVC: Bool) {
        if isHEVC ? (32...34).contains(type) : type == 7 || type == 8 {
            add("sets", bytes: nal.bytes.count)
        } else if isHEVC ? type == 39 || type == 40 : type == 6,
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

    /// Counts what can be told of a packet that is not taken apart into NAL units.
    func count(_ packet: UnsafeRawBufferPointer, _ rule: Codec.OtherBytes) {
        switch rule {
        case .none: break
        case .undivided: add("undivided", bytes: packet.count)
        case .headers(let isMPEG4): countHeaders(packet, isMPEG4: isMPEG4)
        case .segments: countSegments(packet)
        case .openBitstreamUnits: countUnits(packet)
        case .unseenFrames:
            let (frames, unused) = VP9.unseen(packet)
            for frame in frames { add("unseen", bytes: frame) }
            if unused > 0 { add("unused", bytes: unused) }
        case .unseenPackets: if VP8.isUnseen(packet) { add("unseen", bytes: packet.count) }
        case .elements: countElements(packet)
        case .padding:
            let padding = OpusPacket.padding(packet)
            if padding > 0 { add("padding", bytes: padding) }
        }
    }

    /// `user_data()` (ISO/IEC 13818-2 §6.2.2.2.2, ISO/IEC 14496-2 §6.2.2.1) and what is behind start codes that no decoder
    /// needs, each up to the next start code; what is before the first one.
    private func countHeaders(_ packet: UnsafeRawBufferPointer, isMPEG4: Bool) {
        var open: (kind: String, place: Int)?
        var end = 0
        func close(_ place: Int) {
            if let open { add(open.kind, bytes: place - open.place) }
            if end == 0, place > 0 { add("undivided", bytes: place) }
        }
        MPEGVideo.forEachHeader(packet) { code, rest in
            let place = packet.count - rest.count
            close(place - 4)
            open = MPEGVideo.isNeeded(code, isMPEG4: isMPEG4) ? nil : (Self.kind(ofStartCode: code), place)
            end = place
            return true
        }
        close(packet.count)
    }

    private static func kind(ofStartCode code: UInt8) -> String {
        code == 0xB2 ? "user_data" : "start_code:\(code)"
    }

    /// The open bitstream units that hold no picture shown at once, and a sequence header that the track's description has
    /// not (AV1 §5.3).
    private func countUnits(_ packet: UnsafeRawBufferPointer) {
        var (isFirst, hasHeader, isStill) = (true, false, false)
        var end = 0
        let isWhole = AV1().forEachUnit(packet) { type, payload in
            let isKnown: Bool
            switch type {
            case 1:
                isKnown = !hasHeader && headers.contains([UInt8](payload))
                (hasHeader, isStill) = (true, AV1.isStill(payload))
            case 2: isKnown = isFirst && payload.isEmpty
            case 3, 6: isKnown = AV1.isShown(payload, isStill: isStill) == true
            case 4: isKnown = true
            default: isKnown = false
            }
            if !isKnown { add("obu:\(type)", bytes: payload.count) }
            isFirst = false
            if let start = packet.baseAddress, let place = payload.baseAddress {
                end = place - start + payload.count
            }
            return true
        }
        if !isWhole { add("undivided", bytes: packet.count - end) }
    }

    /// The segments of JPEG images that hold no picture, and what lies behind the last one (ISO/IEC 10918-1 §B.1.1).
    private func countSegments(_ packet: UnsafeRawBufferPointer) {
        var place = 0
        while place + 2 <= packet.count {
            guard packet[place] == 0xFF else { break }
            let marker = packet[place + 1]
            switch marker {
            case 0xFF: place += 1
            // A second image may follow the first, as with two fields.
            case 0xD8: place += 2
            case 0xD9:
                place += 2
                if packet[place...].starts(with: [0xFF, 0xD8]) { continue }
                if place < packet.count { add("unused", bytes: packet.count - place) }
                return
            default:
                guard place + 4 <= packet.count else { return add("undivided", bytes: packet.count - place) }
                let length = Int(packet[place + 2]) << 8 | Int(packet[place + 3])
                guard length >= 2, length <= packet.count - place - 2 else {
                    return add("undivided", bytes: packet.count - place)
                }
                if let kind = Self.kind(ofMarker: marker) { add(kind, bytes: length - 2) }
                place += 2 + length
                if marker == 0xDA { place = Self.endOfScan(packet, place) }
            }
        }
        if place < packet.count { add("undivided", bytes: packet.count - place) }
    }

    /// Nil for the tables, frames and scans that a picture is made of.
    private static func kind(ofMarker marker: UInt8) -> String? {
        switch marker {
        case 0xC0...0xCF, 0xDA, 0xDB, 0xDD: marker == 0xC8 ? "segment:200" : nil
        case 0xE0...0xEF: "app:\(marker - 0xE0)"
        case 0xFE: "com"
        default: "segment:\(marker)"
        }
    }

    /// Where the next marker is that is none of those inside a scan.
    private static func endOfScan(_ packet: UnsafeRawBufferPointer, _ begin: Int) -> Int {
        var place = begin
        while place + 1 < packet.count {
            if packet[place] == 0xFF, ![0, 0xFF].contains(packet[place + 1]),
                !(0xD0...0xD7).contains(packet[place + 1])
            {
                return place
            }
            place += 1
        }
        // Cameras leave the last marker out.
        return packet.count
    }

    /// The data stream and fill elements that a raw frame of AAC begins with (ISO/IEC 14496-3 §4.4.2.1); those behind sound
    /// are found by a decoder only.
    private func countElements(_ packet: UnsafeRawBufferPointer) {
        var bits = BitReader(packet)
        var read = 0
        func take(_ count: Int) -> Int? {
            read += count
            return bits.bits(count)
        }
        while let element = take(3), element == 4 || element == 6 {
            let size: Int
            if element == 4 {
                guard take(4) != nil, let isAligned = take(1), let count = take(8),
                    let more = count == 255 ? take(8) : 0
                else { return }
                if isAligned == 1, read % 8 != 0 { _ = take(8 - read % 8) }
                size = count + more
            } else {
                guard let count = take(4), let more = count == 15 ? take(8) : 1 else { return }
                size = count + more - 1
            }
            for _ in 0..<size where take(8) == nil { return add("element:\(element)", bytes: size) }
            add("element:\(element)", bytes: size)
        }
    }
}
