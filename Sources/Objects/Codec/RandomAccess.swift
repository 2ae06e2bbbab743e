/// Tells from an access unit's own bits whether decoding can start at it, and whether it holds pictures that are
/// shown only after it.
///
/// The container's key flag is not enough, as containers lie: the bits decide. Which codecs these are, and what
/// counts in each, is a table in docs/spec/cutting.md.
package struct RandomAccess {
    /// How a codec says it.
    package enum Rule: Sendable, Hashable {
        /// By the types of NAL units and what slices say.
        case nalUnits(isHEVC: Bool)
        /// By the headers behind start codes.
        case startCodes(MPEGVideo)
        /// By the headers of VP9's frames.
        case frames
        /// By the tags of VP8's frames.
        case frameTags
        /// By AV1's open bitstream units.
        case openBitstreamUnits
        /// Every access unit is an image of its own.
        case wholePictures
    }

    private enum Reader {
        case nalUnits(NALRandomAccess)
        case startCodes(MPEGVideo)
        case frames(VP9)
        case frameTags
        case openBitstreamUnits(AV1)
        case wholePictures
    }

    private let reader: Reader

    /// A judge for a track by the name of its codec, `h264` or `av1`, and its codec header; nil for a codec whose access
    /// units we cannot judge.
    package init?(codecName: String, header: UnsafeRawBufferPointer) {
        guard let codec = Codec.named(codecName) else { return nil }
        self.init(codec, header: header)
    }

    /// A judge for a track; nil for a codec whose access units we cannot judge.
    package init?(_ codec: Codec, header: UnsafeRawBufferPointer) {
        guard let rule = codec.randomAccess else { return nil }
        switch rule {
        case .nalUnits(let isHEVC):
            reader = .nalUnits(
                NALRandomAccess(isHEVC: isHEVC, NALFraming(codecHeader: header, isHEVC: isHEVC)))
        case .startCodes(let video): reader = .startCodes(video)
        case .frames: reader = .frames(VP9())
        case .frameTags: reader = .frameTags
        case .openBitstreamUnits: reader = .openBitstreamUnits(AV1())
        case .wholePictures: reader = .wholePictures
        }
    }

    /// What an access unit's own bits say about it.
    package func traits(_ accessUnit: UnsafeRawBufferPointer) -> AccessUnitTraits {
        switch reader {
        case .nalUnits(let units):
            AccessUnitTraits(
                isClean: units.isClean(accessUnit), holdsPicture: units.holdsPicture(accessUnit))
        case .startCodes(let video): video.traits(accessUnit)
        case .frames(let frames): frames.traits(accessUnit)
        case .frameTags: VP8.traits(accessUnit)
        case .openBitstreamUnits(let units): units.traits(accessUnit)
        // Each is a JPEG image of its own, which opens with SOI (ISO/IEC 10918-1 §B.1.1.3).
        case .wholePictures:
            AccessUnitTraits(isClean: accessUnit.count > 2 && accessUnit[0] == 0xFF && accessUnit[1] == 0xD8)
        }
    }

    /// Whether the access unit is a clean random-access point.
    package func isClean(_ accessUnit: UnsafeRawBufferPointer) -> Bool { traits(accessUnit).isClean }
}
