import Objects
import Recordings
import Records
import CFFmpeg

/// Turns a decoded picture into one of red, green and blue, as a PNG holds it: the one step in which a still differs
/// from what the decoder gave, so it is the same on every processor and told in the record.
package struct StillConversion {
    /// Bits of each of the three colours: 8, or 16 where the recording has more than 8.
    package let depth: Int
    /// What is converted and how, for the record.
    package let facts: DerivativeSettings.Conversion

    private let matrix: Int32
    private let isFull: Bool
    private static let flags =
        SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP

    /// The conversion for pictures like this one.
    package init(for picture: Frame) {
        let frame = picture.pointer.pointee
        let format = picture.layout.format
        depth = (format.descriptor?.comp.0.depth ?? 8) > 8 ? 16 : 8
        var facts = DerivativeSettings.Conversion(
            from: format.name, to: depth > 8 ? "rgb48be" : "rgb24",
            fromBits: Int(format.descriptor?.comp.0.depth ?? 8), toBits: depth)
        let isRGB = (format.descriptor?.flags ?? 0) & UInt64(AV_PIX_FMT_FLAG_RGB) != 0
        let (name, table, isKnown) = Self.matrix(frame)
        matrix = table
        let isJPEG = format.name.hasPrefix("yuvj")
        isFull = isRGB || isJPEG || frame.color_range == AVCOL_RANGE_JPEG
        if !isRGB {
            (facts.matrix, facts.isMatrixAssumed) = (name, isKnown ? nil : true)
            let isTold = isJPEG || frame.color_range != AVCOL_RANGE_UNSPECIFIED
            (facts.range, facts.isRangeAssumed) = (isFull ? .full : .limited, isTold ? nil : true)
        }
        self.facts = facts
    }

    /// The picture in red, green and blue.
    package func convert(_ picture: Frame) throws(FootageError) -> Frame {
        let layout = picture.layout
        let target = depth > 8 ? AV_PIX_FMT_RGB48BE : AV_PIX_FMT_RGB24
        guard
            let scaler = sws_getContext(
                layout.width, layout.height, layout.format, layout.width, layout.height, target, Self.flags,
                nil,
                nil, nil)
        else {
            throw .notCuttable(
                path: "", reason: "its pictures (\(layout.format.name)) cannot be turned into stills")
        }
        defer { sws_freeContext(scaler) }
        let coefficients = sws_getCoefficients(matrix)
        sws_setColorspaceDetails(
            scaler, coefficients, isFull ? 1 : 0, coefficients, 1, 0, 1 << 16, 1 << 16)
        let result = try Frame()
        result.pointer.pointee.format = target.rawValue
        result.pointer.pointee.width = layout.width
        result.pointer.pointee.height = layout.height
        try check(av_frame_get_buffer(result.pointer, 0), "making a still")
        try check(result.fill(from: picture, by: scaler), "making a still")
        return result
    }

    /// The matrix between luma and colour, and whether the recording names it. Where it does not, players go by the
    /// size: pictures larger than those of standard definition television are taken for ITU-R BT.709.
    private static func matrix(_ frame: AVFrame) -> (
        name: DerivativeSettings.Matrix, table: Int32, isKnown: Bool
    ) {
        switch frame.colorspace {
        case AVCOL_SPC_BT709: (.bt709, SWS_CS_ITU709, true)
        case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M: (.bt601, SWS_CS_ITU601, true)
        case AVCOL_SPC_SMPTE240M: (.smpte240m, SWS_CS_SMPTE240M, true)
        case AVCOL_SPC_FCC: (.fcc, SWS_CS_FCC, true)
        case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL: (.bt2020, SWS_CS_BT2020, true)
        default:
            frame.width >= 1280 || frame.height > 576
                ? (.bt709, SWS_CS_ITU709, false) : (.bt601, SWS_CS_ITU601, false)
        }
    }
}
