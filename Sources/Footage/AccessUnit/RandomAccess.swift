import CFFmpeg

/// Tells from an access unit's own bits whether decoding can start at it, and whether it holds pictures that are
/// shown only after it.
///
/// The container's key flag is not enough, as containers lie: the bits decide. Which codecs these are, and what
/// counts in each, is a table in docs/spec/cutting.md.
package struct RandomAccess {
    /// What an access unit is to a cut.
    struct Traits: Equatable {
        /// Decoding can start here and everything shown from here on comes out exact; leading pictures, which are
        /// decoded after it and shown before it, are not covered.
        var isClean = false
        /// It also holds a picture that is not shown at its time but at that of a later access unit.
        var holdsLaterPicture = false
    }

    private enum Reader {
        case nalUnits(NALRandomAccess)
        case startCodes(MPEGVideo)
        case frames(VP9)
        case openBitstreamUnits(AV1)
        case wholePictures
    }

    private let reader: Reader

    /// A judge for one track; nil for a codec whose access units we cannot judge.
    init?(_ parameters: UnsafePointer<AVCodecParameters>) {
        let header = UnsafeRawBufferPointer(
            start: parameters.pointee.extradata, count: Int(max(0, parameters.pointee.extradata_size)))
        self.init(codec: parameters.pointee.codec_id, header: header)
    }

    /// A judge for a codec by its name, `h264` or `av1`, with the codec header of its track.
    package init?(codecName: String, header: UnsafeRawBufferPointer) {
        guard let codec = avcodec_descriptor_get_by_name(codecName)?.pointee.id else { return nil }
        self.init(codec: codec, header: header)
    }

    private init?(codec: AVCodecID, header: UnsafeRawBufferPointer) {
        switch codec {
        case AV_CODEC_ID_H264, AV_CODEC_ID_HEVC:
            reader = .nalUnits(
                NALRandomAccess(
                    isHEVC: codec == AV_CODEC_ID_HEVC, NALFraming(codecHeader: header, codec: codec)))
        case AV_CODEC_ID_MPEG1VIDEO, AV_CODEC_ID_MPEG2VIDEO: reader = .startCodes(.mpeg2)
        case AV_CODEC_ID_MPEG4: reader = .startCodes(.mpeg4)
        case AV_CODEC_ID_VP9: reader = .frames(VP9())
        case AV_CODEC_ID_AV1: reader = .openBitstreamUnits(AV1())
        case AV_CODEC_ID_MJPEG: reader = .wholePictures
        default: return nil
        }
    }

    /// What an access unit's own bits say about it.
    func traits(_ accessUnit: UnsafeRawBufferPointer) -> Traits {
        switch reader {
        case .nalUnits(let units): Traits(isClean: units.isClean(accessUnit))
        case .startCodes(let video): video.traits(accessUnit)
        case .frames(let frames): frames.traits(accessUnit)
        case .openBitstreamUnits(let units): units.traits(accessUnit)
        // Each is a JPEG image of its own, which opens with SOI (ISO/IEC 10918-1 §B.1.1.3).
        case .wholePictures:
            Traits(isClean: accessUnit.count > 2 && accessUnit[0] == 0xFF && accessUnit[1] == 0xD8)
        }
    }

    /// Whether the access unit is a clean random-access point.
    package func isClean(_ accessUnit: UnsafeRawBufferPointer) -> Bool { traits(accessUnit).isClean }
}
