/// A codec that Proffer cuts: all that finding places to start, hashing, cutting and writing must know of it.
///
/// ``table`` has one row a codec. Adding a codec is a row, the parser that its rules name, and a clip of the matrix that
/// the tests cut (CONTRIBUTING.md, Recipes); no other place names codecs.
package struct Codec: Sendable, Hashable {
    /// How a track says which bytes of its packets are what.
    package enum Framing: Sendable, Hashable {
        /// NAL units (ISO/IEC 14496-10, ISO/IEC 23008-2).
        case nalUnits(isHEVC: Bool)
        /// Packets that are hashed as they are.
        case whole
        /// Raw frames, which may have an ADTS header where no codec header says what it would (ISO/IEC 13818-7 §6.2).
        case perhapsADTS
    }

    /// What of a packet is no picture or sound, where it is not taken apart into NAL units (docs/spec/commitment.md, What
    /// is no picture or sound).
    enum OtherBytes: Sendable, Hashable {
        case none
        /// All of it: its NAL units cannot be told apart, so that it may hold anything.
        case undivided
        /// User data and headers no picture needs, between the start codes of MPEG video.
        case headers(isMPEG4: Bool)
        /// JPEG's segments beside the image.
        case segments
        /// AV1's units that decoding does not need.
        case openBitstreamUnits
        /// VP9's frames that are not shown, and bytes outside frames.
        case unseenFrames
        /// VP8's frames that are not shown, each a packet of its own.
        case unseenPackets
        /// AAC's data and fill elements.
        case elements
        /// The padding of Opus packets.
        case padding
    }

    /// Where the configuration that an object has comes from.
    package enum ConfigurationOrigin: Sendable, Hashable {
        /// There is none.
        case none
        /// The track's codec header as it is.
        case header
        /// The track's codec header where it has the form of this box, or else what libavformat makes of it.
        case headerOrMade(BoxType)
        /// What libavformat makes for this box.
        case made(BoxType)
        /// What the first access unit says for itself: of VP8 the first key frame, of AC-3 the first frame.
        case firstUnit
        /// How large the blocks of sound are (``SoundBlocks``).
        case blockSize
    }

    /// What a sample entry is called in a container, and what it has of the configuration.
    struct SampleName: Sendable, Hashable {
        /// What of the configuration the sample entry has, and in which box.
        enum Configuration: Sendable, Hashable {
            case nothing
            /// The configuration is the box's content.
            case box(BoxType)
            /// In `wave`, as a `WAVEFORMATEX` under the name of the entry.
            case waveFormat
            /// In the descriptors of `esds`, with this `objectTypeIndication` (ISO/IEC 14496-1 §7.2.6.6).
            case descriptors(UInt8)
        }

        var entry: BoxType
        var configuration: Configuration
    }

    /// What is asked of sound only.
    package struct Sound: Sendable, Hashable {
        package let coupling: SoundCoupling
        package let length: SoundLength.Origin
    }

    /// Its name in libavcodec, by which a record calls it.
    package let name: String
    let inMP4: SampleName?
    let inQuickTime: SampleName?
    package let framing: Framing
    /// How a packet tells whether decoding can start at it; nil for sound, and for pictures that no master has.
    package let randomAccess: RandomAccess.Rule?
    let otherBytes: OtherBytes
    package let configuration: ConfigurationOrigin
    /// Nil for pictures.
    package let sound: Sound?
    /// Whether the library hands out the samples of an ISO base media file as they are stored, without a parser that looks
    /// ahead, so that its tables can be thinned (docs/decisions/0016-thinned-sample-tables.md).
    package let isReadWhole: Bool

    /// What the codec is called in a container; nil where the container has no name for it.
    func name(in container: ObjectContainer) -> SampleName? {
        switch container {
        case .mp4: inMP4
        case .mov: inQuickTime
        case .png: nil
        }
    }

    /// The row of a codec by its name in libavcodec; nil for a codec that is not cut.
    package static func named(_ name: String) -> Codec? { rows[name] }

    private static let rows = [String: Codec](uniqueKeysWithValues: table.map { ($0.name, $0) })
}

/// How the packets of a codec of sound hang together (docs/spec/cutting.md, Sound).
package enum SoundCoupling: Sendable, Hashable {
    /// Each sample stands for itself, or each packet.
    case none
    /// A packet holds no sound of others, and a decoder goes on from where the one before left it: what is decoded from another
    /// packet on comes close and is never quite the same (`ima4`).
    case carried
    /// A packet carries sound of the frame on either side.
    case lapped
    /// As ``lapped``, and a decoder must have heard 80 ms before what it gives is right (RFC 7845 §4.6).
    case lappedWithPreRoll
    /// As ``lapped``, as far as a frame's own header says, and in layer III its bytes may begin in earlier frames.
    case reservoir

    /// Whether a packet carries sound of no other.
    package var isApart: Bool { self == .none || self == .carried }
}
