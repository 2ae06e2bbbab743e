/// The header of one frame of MPEG audio, and for layer III how deep it reaches back (ISO/IEC 11172-3 §2.4,
/// ISO/IEC 13818-3 §2.4).
package struct MPEGAudioFrame: Equatable {
    /// 1 to 3.
    package var layer: Int
    /// Samples of each channel that it stands for.
    package var samples: Int
    /// Layer III: how many bytes of earlier frames its own sound begins in (`main_data_begin`). 0 elsewhere.
    package var reach: Int
    /// Layer III: how many of its bytes hold sound, its own or that of later frames.
    package var room: Int

    /// Samples of each channel that a frame stands for, by its header; nil where the bytes begin with none.
    static func samples(_ bytes: UnsafeRawBufferPointer) -> Int? { header(bytes)?.samples }

    /// How many frames on either side a frame carries sound of: as much as the filter bank of all layers, and the hybrid
    /// one of layer III, carry beyond it, which is what encoder and decoder together delay by. At low rates a frame of
    /// layer III is shorter than that.
    package static func overlap(layer: Int, samples: Int) -> Int64 {
        let carried = layer == 3 ? 1105 : 481
        return Int64((carried + samples - 1) / samples)
    }

    /// The same by a frame's header; as of the longest frame of layer III where the bytes begin with none.
    static func overlap(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        header(bytes).map { overlap(layer: $0.layer, samples: $0.samples) } ?? 1
    }

    /// syncword, ID, layer, protection_bit; then bitrate_index, sampling_frequency.
    private static func header(
        _ bytes: UnsafeRawBufferPointer
    ) -> (layer: Int, samples: Int, isMPEG1: Bool)? {
        guard bytes.count > 3, bytes[0] == 0xFF, bytes[1] & 0xE0 == 0xE0 else { return nil }
        let version = bytes[1] >> 3 & 3  // 3 is MPEG-1, 2 MPEG-2, 0 its extension to low rates
        let layerCode = Int(bytes[1] >> 1 & 3)
        guard version != 1, layerCode != 0, bytes[2] >> 4 != 15, bytes[2] >> 2 & 3 != 3 else { return nil }
        let isMPEG1 = version == 3
        let layer = 4 - layerCode
        switch layer {
        case 1: return (layer, 384, isMPEG1)
        case 3 where !isMPEG1: return (layer, 576, isMPEG1)
        default: return (layer, 1152, isMPEG1)
        }
    }

    /// Reads a frame; nil where the bytes begin with none.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 6, let found = Self.header(bytes) else { return nil }
        let isMPEG1 = found.isMPEG1
        (layer, samples) = (found.layer, found.samples)
        let isMono = bytes[3] >> 6 == 3
        guard layer == 3 else {
            (reach, room) = (0, bytes.count)
            return
        }
        let header = 4 + (bytes[1] & 1 == 0 ? 2 : 0)
        let sideInformation = isMPEG1 ? (isMono ? 17 : 32) : (isMono ? 9 : 17)
        guard bytes.count >= header + sideInformation else { return nil }
        reach =
            isMPEG1
            ? Int(bytes[header]) << 1 | Int(bytes[header + 1] >> 7) : Int(bytes[header])
        room = bytes.count - header - sideInformation
    }
}
