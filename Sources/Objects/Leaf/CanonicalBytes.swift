import Records
import Sealing

/// How the access units of a track are framed, so that what every container has alike can be told from what a container
/// adds: of H.264 and HEVC the NAL units behind lengths or start codes, of AAC the raw frame behind an ADTS header, of
/// everything else the packet (docs/spec/commitment.md, What is hashed of an access unit).
package struct CanonicalBytes: Sendable, Hashable {
    /// What kind of access unit was hashed: flags of its leaf.
    package struct Flags: OptionSet, Sendable, Hashable {
        /// The flags as their byte.
        package let rawValue: UInt8
        /// Flags from their byte.
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// There are VCL NAL units, and decoding can start at each: an IDR in H.264, an IRAP in HEVC.
        package static let randomAccess = Flags(rawValue: 1)
        /// The packet was taken apart into NAL units, and not hashed as it is.
        package static let pictureUnits = Flags(rawValue: 2)
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
    package let codecHeader: [UInt8]

    /// For a track of a source file.
    ///
    /// - Parameter codec: nil for one that is not cut, whose packets are hashed as they are.
    package init(_ codec: Codec?, header: UnsafeRawBufferPointer) {
        form =
            switch codec?.framing {
            case .nalUnits(isHEVC: false): .h264(NALFraming(codecHeader: header, isHEVC: false))
            case .nalUnits(isHEVC: true): .hevc(NALFraming(codecHeader: header, isHEVC: true))
            case .perhapsADTS where header.isEmpty: .adts
            case .perhapsADTS, .whole, nil: .asIs
            }
        codecHeader = Self.keepsHeader(form) ? [UInt8](header) : []
    }

    /// For a track of an object, by its description: its sound has no ADTS headers.
    init(_ description: TrackDescription) {
        guard description.kind == .video else {
            (form, codecHeader) = (.asIs, [])
            return
        }
        self = description.configuration.withUnsafeBytes {
            CanonicalBytes(Codec.named(description.codec), header: $0)
        }
    }

    private static func keepsHeader(_ form: Form) -> Bool {
        switch form {
        case .h264(.lengths), .hevc(.lengths): true
        default: false
        }
    }

    /// Whether access units of both are framed alike, so that a copy has the same packets byte for byte.
    func isFramed(like other: CanonicalBytes) -> Bool { form == other.form }

    /// How its NAL units are framed; nil for a codec without them.
    var nalUnits: (isHEVC: Bool, NALFraming)? {
        switch form {
        case .h264(let framing): (false, framing)
        case .hevc(let framing): (true, framing)
        case .adts, .asIs: nil
        }
    }

    /// What is hashed of an access unit that is not taken apart into NAL units.
    func whole(_ unit: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        form == .adts ? Self.withoutADTSHeader(unit) : unit
    }

    /// The raw frame behind an ADTS header (ISO/IEC 13818-7 §6.2), or everything where there is none.
    private static func withoutADTSHeader(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard bytes.count >= 7, bytes[0] == 0xFF, bytes[1] & 0xF6 == 0xF0 else { return bytes }
        let header = bytes[1] & 1 == 1 ? 7 : 9
        return bytes.count > header ? UnsafeRawBufferPointer(rebasing: bytes[header...]) : bytes
    }
}
