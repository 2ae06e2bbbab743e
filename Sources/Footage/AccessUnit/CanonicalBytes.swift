import CFFmpeg
import Sealing

/// The bytes of an access unit that every container has alike, so that a hash over them holds for a copy in
/// another container too.
///
/// Remuxing adds and drops delimiters, parameter sets and SEI of H.264 and HEVC, but not the slices. So of
/// these two the VCL NAL units count, each behind its length in 32 bits and without trailing zero bytes; of
/// AAC the raw frame without an ADTS header; of everything else the packet (docs/spec/commitment.md,
/// Canonical bytes).
public struct CanonicalBytes: Sendable, Hashable {
    /// What kind of access unit was hashed: flags of its leaf.
    public struct Flags: OptionSet, Sendable, Hashable {
        /// The flags as their byte.
        public let rawValue: UInt8
        /// Flags from their byte.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Every VCL NAL unit is one that decoding can start at: an IDR in H.264, an IRAP in HEVC.
        public static let randomAccess = Flags(rawValue: 1)
        /// What was hashed are VCL NAL units, not the packet as it is.
        public static let pictureUnits = Flags(rawValue: 2)
    }

    private enum Form: Sendable, Hashable {
        case h264(NALFraming)
        case hevc(NALFraming)
        /// AAC that may have ADTS headers, as there is no codec header that would say what they do.
        case adts
        case asIs
    }

    private let form: Form
    /// The codec header where it is an `avcC` or `hvcC` record, which a faithful copy keeps byte for byte; otherwise
    /// empty.
    public let codecHeader: [UInt8]

    /// For a track of a source file.
    init(_ parameters: UnsafePointer<AVCodecParameters>) {
        let header = UnsafeRawBufferPointer(
            start: parameters.pointee.extradata, count: Int(max(0, parameters.pointee.extradata_size)))
        let codec = parameters.pointee.codec_id
        switch codec {
        case AV_CODEC_ID_H264: form = .h264(NALFraming(codecHeader: header, codec: codec))
        case AV_CODEC_ID_HEVC: form = .hevc(NALFraming(codecHeader: header, codec: codec))
        case AV_CODEC_ID_AAC where header.isEmpty: form = .adts
        default: form = .asIs
        }
        codecHeader = Self.keepsHeader(form) ? [UInt8](header) : []
    }

    /// For a track of an object, by its sample description (ISO/IEC 14496-15 §5.4.2, §8.4.1).
    ///
    /// - Parameter codecHeader: the content of its `avcC` or `hvcC` box; empty where there is none.
    package init(sampleEntry: String, codecHeader: [UInt8]) {
        form = codecHeader.withUnsafeBytes { header in
            switch sampleEntry {
            case "avc1", "avc3": .h264(NALFraming(codecHeader: header, codec: AV_CODEC_ID_H264))
            case "hvc1", "hev1": .hevc(NALFraming(codecHeader: header, codec: AV_CODEC_ID_HEVC))
            default: .asIs
            }
        }
        self.codecHeader = Self.keepsHeader(form) ? codecHeader : []
    }

    private static func keepsHeader(_ form: Form) -> Bool {
        switch form {
        case .h264(.lengths), .hevc(.lengths): true
        default: false
        }
    }

    /// Whether access units of both are framed alike, so that a copy has the same packets byte for byte.
    func isFramed(like other: CanonicalBytes) -> Bool { form == other.form }

    /// Adds the canonical bytes of an access unit to a hash.
    ///
    /// - Returns: what kind of access unit it is.
    public func hash(_ unit: UnsafeRawBufferPointer, into hasher: SHA256Hasher) throws -> Flags {
        switch form {
        case .h264(let framing):
            try hashUnits(unit, framing, into: hasher) { first in
                let type = first & 0x1F
                return (1...5).contains(type) ? type == 5 : nil
            }
        case .hevc(let framing):
            try hashUnits(unit, framing, into: hasher) { first in
                let type = first >> 1 & 0x3F
                return type < 32 ? (16...21).contains(type) : nil
            }
        case .adts: try whole(Self.withoutADTSHeader(unit), into: hasher)
        case .asIs: try whole(unit, into: hasher)
        }
    }

    private func whole(_ bytes: UnsafeRawBufferPointer, into hasher: SHA256Hasher) throws -> Flags {
        try hasher.update(bytes)
        return []
    }

    /// - Parameter isRandomAccess: of a unit by its first byte; nil where it is not a VCL NAL unit.
    private func hashUnits(
        _ bytes: UnsafeRawBufferPointer, _ framing: NALFraming, into hasher: SHA256Hasher,
        _ isRandomAccess: (UInt8) -> Bool?
    ) throws -> Flags {
        // First whether the units can be walked to the end and there is a picture: what is hashed is hashed.
        var flags: Flags = [.randomAccess, .pictureUnits]
        var pictures = 0
        let isSound = framing.forEachUnit(in: bytes) { unit in
            guard let first = unit.first, let isRandomAccess = isRandomAccess(first) else { return true }
            pictures += 1
            if !isRandomAccess { flags.remove(.randomAccess) }
            return true
        }
        guard isSound, pictures > 0 else { return try whole(bytes, into: hasher) }
        var failure: (any Error)?
        framing.forEachUnit(in: bytes) { unit in
            guard let first = unit.first, isRandomAccess(first) != nil else { return true }
            var end = unit.count
            while end > 0, unit[end - 1] == 0 { end -= 1 }
            do {
                try withUnsafeBytes(of: UInt32(truncatingIfNeeded: end).bigEndian) { try hasher.update($0) }
                try hasher.update(UnsafeRawBufferPointer(rebasing: unit[..<end]))
                return true
            } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
        return flags
    }

    /// The raw frame behind an ADTS header (ISO/IEC 13818-7 §6.2), or everything where there is none.
    private static func withoutADTSHeader(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard bytes.count >= 7, bytes[0] == 0xFF, bytes[1] & 0xF6 == 0xF0 else { return bytes }
        let header = bytes[1] & 1 == 1 ? 7 : 9
        return bytes.count > header ? UnsafeRawBufferPointer(rebasing: bytes[header...]) : bytes
    }
}

extension CanonicalBytes {
    /// The SHA-256 of the canonical bytes of every access unit of a file's track, in order, in memory.
    package static func digests(of path: String, track: Int) throws -> [SHA256Digest] {
        let input = try MediaInput(path: path)
        let canonical = CanonicalBytes(try input.parameters(track))
        try input.select([track])
        let packet = try Packet()
        let hasher = try SHA256Hasher()
        var digests: [SHA256Digest] = []
        while try input.read(into: packet) {
            _ = try canonical.hash(packet.bytes, into: hasher)
            digests.append(try hasher.finalizeAndRestart())
        }
        return digests
    }
}
