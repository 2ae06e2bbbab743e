import Objects
import Recordings
import Records
import CFFmpeg

/// Owns the conversion of pictures into a layout the encoder takes, for sources in another.
///
/// The size stays. The nearest format is chosen, so that nothing is lost where the encoder has one as deep and
/// as finely sampled; ``facts`` says what was done, and what was lost where something was.
final class PictureConversion {
    private let context: OpaquePointer
    private let source: PictureLayout
    private let target: AVPixelFormat
    /// What is converted into what, for the record.
    let facts: DerivativeSettings.Conversion

    /// - Returns: nil where the encoder takes the pictures as they are.
    static func needed(
        for frame: Frame, encoding: PictureEncoding
    ) throws(FootageError) -> PictureConversion? {
        let format = frame.layout.format
        // An odd number of pixels has no half: such pictures keep their size where chroma is as large as luma.
        let (isOddWide, isOddHigh) = (frame.layout.width % 2 != 0, frame.layout.height % 2 != 0)
        let accepted = encoding.formats.filter { format in
            guard encoding != .lossless, let descriptor = format.descriptor else { return true }
            return !(isOddWide && descriptor.log2_chroma_w > 0)
                && !(isOddHigh && descriptor.log2_chroma_h > 0)
        }
        if accepted.isEmpty || accepted.contains(format) { return nil }
        var loss: Int32 = 0
        let target = avcodec_find_best_pix_fmt_of_list(accepted + [AV_PIX_FMT_NONE], format, 0, &loss)
        guard target != AV_PIX_FMT_NONE else {
            throw .library(
                operation: "encoding the pictures anew", cause: "no encoder takes \(format.name)", path: nil)
        }
        return try PictureConversion(from: frame, to: target)
    }

    private init(from frame: Frame, to target: AVPixelFormat) throws(FootageError) {
        source = frame.layout
        self.target = target
        // Exact arithmetic, the same on every processor.
        let flags = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP
        guard
            let context = sws_getContext(
                source.width, source.height, source.format, source.width, source.height, target, flags, nil,
                nil, nil)
        else {
            throw .library(
                operation: "encoding the pictures anew",
                cause: "\(source.format.name) cannot be converted to \(target.name)", path: nil)
        }
        self.context = context
        let depth = source.format.descriptor?.comp.0.depth ?? 8
        let targetDepth = target.descriptor?.comp.0.depth ?? 8
        facts = DerivativeSettings.Conversion(
            from: source.format.name, to: target.name, fromBits: Int(depth), toBits: Int(targetDepth))
        // Left alone, swscale takes grey for full range and stretches it.
        let isFull: Int32 = frame.pointer.pointee.color_range == AVCOL_RANGE_JPEG ? 1 : 0
        let isRGB = (source.format.descriptor?.flags ?? 0) & UInt64(AV_PIX_FMT_FLAG_RGB) != 0
        let matrix = sws_getCoefficients(SWS_CS_ITU709)
        sws_setColorspaceDetails(
            context, matrix, isRGB ? 1 : isFull, matrix, isRGB ? 0 : isFull, 0, 1 << 16, 1 << 16)
    }

    deinit { sws_freeContext(context) }

    /// The picture in the target format, with its times and tags.
    func convert(_ frame: Frame) throws(FootageError) -> Frame {
        let result = try Frame()
        result.pointer.pointee.format = target.rawValue
        result.pointer.pointee.width = source.width
        result.pointer.pointee.height = source.height
        try check(av_frame_get_buffer(result.pointer, 0), "converting a picture")
        try check(av_frame_copy_props(result.pointer, frame.pointer), "converting a picture")
        if (source.format.descriptor?.flags ?? 0) & UInt64(AV_PIX_FMT_FLAG_RGB) != 0 {
            result.pointer.pointee.colorspace = AVCOL_SPC_BT709
            result.pointer.pointee.color_range = AVCOL_RANGE_MPEG
        }
        try check(result.fill(from: frame, by: context), "converting a picture")
        return result
    }
}

extension Frame {
    /// Converts another picture of the same size into this one's buffers, and returns the library's code.
    package func fill(from frame: Frame, by scaler: OpaquePointer) -> Int32 {
        // sws_scale_frame would reset the colour details of the scaler from the frames' tags.
        withUnsafeBytes(of: &frame.pointer.pointee.data) { planes in
            withUnsafeBytes(of: &frame.pointer.pointee.linesize) { strides in
                withUnsafeBytes(of: &pointer.pointee.data) { targets in
                    withUnsafeBytes(of: &pointer.pointee.linesize) { targetStrides in
                        let planes = planes.assumingMemoryBound(to: UnsafePointer<UInt8>?.self)
                        let targets = targets.assumingMemoryBound(to: UnsafeMutablePointer<UInt8>?.self)
                        return sws_scale(
                            scaler, planes.baseAddress,
                            strides.assumingMemoryBound(to: Int32.self).baseAddress, 0, frame.layout.height,
                            targets.baseAddress,
                            targetStrides.assumingMemoryBound(to: Int32.self).baseAddress)
                    }
                }
            }
        }
    }
}
