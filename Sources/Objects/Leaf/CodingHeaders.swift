import Records
import Sealing

/// Tells where a track begins to be coded by other headers than before, by what its access units repeat of these.
///
/// Not `Sendable`: one stage feeds it, with every access unit that decoding can start at and all of sound.
package final class CodingHeaders {
    private enum Rule {
        /// Parameter sets among the NAL units.
        case sets(UnitHasher)
        /// What an access unit says of how it and those behind it are coded; nil where it says nothing.
        case header((UnsafeRawBufferPointer) -> [UInt8]?)
    }

    private let rule: Rule
    private var last: [UInt8]?
    private var isFirst = true

    /// - Parameters:
    ///   - codec: of the track.
    ///   - header: its codec header, as the packets' container has it.
    ///   - description: of it, for the parameter sets that are in force from the start.
    /// - Returns: nil for a codec that has no headers which could change.
    package init?(
        _ codec: Codec?, header: UnsafeRawBufferPointer, describedBy description: TrackDescription
    ) throws {
        guard let codec else { return nil }
        switch codec.randomAccess {
        case .nalUnits:
            rule = .sets(
                try UnitHasher(
                    CanonicalBytes(codec, header: header), codec: codec.name, sets: ParameterSets(description)
                ))
        case .startCodes(let video): rule = .header { Self.sequence($0, isMPEG4: video == .mpeg4) }
        case .openBitstreamUnits: rule = .header(Self.sequence)
        case .frames: rule = .header { VP9.format($0).map { Array("\($0)".utf8) } }
        case .frameTags: rule = .header(VP8.size)
        case .wholePictures: return nil
        case nil:
            switch codec.sound?.length {
            case .mpegAudio: rule = .header(Self.frame)
            case .ac3:
                rule = .header { AC3Frame($0).map { [$0.rate, $0.version, $0.channels, $0.hasLow ? 1 : 0] } }
            default: return nil
            }
        }
    }

    /// Whether an access unit comes with other headers than those before it.
    package func isChanged(by bytes: UnsafeRawBufferPointer) throws -> Bool {
        defer { isFirst = false }
        switch rule {
        case .sets(let hasher):
            let before = hasher.sets
            try hasher.follow(bytes)
            return !isFirst && hasher.sets != before
        case .header(let read):
            guard let header = read(bytes), header != last else { return false }
            defer { last = header }
            return last != nil
        }
    }

    /// The sequence header and its extension of MPEG-2, the video object layer of MPEG-4.
    private static func sequence(_ bytes: UnsafeRawBufferPointer, isMPEG4: Bool) -> [UInt8]? {
        var (found, start): ([UInt8], Int?) = ([], nil)
        func close(_ end: Int) {
            if let start { found += bytes[start..<end] }
            start = nil
        }
        MPEGVideo.forEachHeader(bytes) { code, rest in
            let place = bytes.count - rest.count
            close(place - 4)
            let isWanted =
                isMPEG4
                ? (0x20...0x2F).contains(code)
                : code == 0xB3 || code == 0xB5 && rest.first.map { $0 >> 4 } == 1
            if isWanted { start = place }
            // A picture ends the headers: slices of MPEG-2, a video object plane of MPEG-4.
            return isMPEG4 ? code != 0xB6 : code != 0
        }
        if start != nil { close(bytes.count) }
        return found.isEmpty ? nil : found
    }

    /// AV1's sequence header.
    private static func sequence(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        var header: [UInt8]?
        _ = AV1().forEachUnit(bytes) { type, payload in
            if type == 1 { header = [UInt8](payload) }
            return type != 1
        }
        return header
    }

    /// Version, layer, rate and whether there is one channel, of MPEG audio (ISO/IEC 11172-3 §2.4.1.3).
    private static func frame(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        guard bytes.count > 3, bytes[0] == 0xFF else { return nil }
        return [bytes[1] & 0xFE, bytes[2] & 0x0C, bytes[3] >> 6 == 3 ? 1 : 0]
    }
}
