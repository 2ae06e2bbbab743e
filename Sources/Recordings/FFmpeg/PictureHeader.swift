import CFFmpeg

/// Reads what a coded picture says of itself, without decoding it: one `AVCodecParserContext` and the
/// `AVCodecContext` it works with.
///
/// Not `Sendable`: one stage uses it.
package final class PictureHeader {
    /// What one access unit says.
    package struct Content {
        /// Size in pixels; 0 where it does not say.
        var width: Int
        var height: Int
        /// Whether it is of the kind that is shown before a picture stored ahead of it.
        var isShownEarlier: Bool
        /// Which of two fields it is, where it is not a whole picture.
        package var field: Field?
    }

    /// One half of an interlaced picture, coded for itself.
    package enum Field { case top, bottom }

    private var parser: UnsafeMutablePointer<AVCodecParserContext>?
    private var codec: UnsafeMutablePointer<AVCodecContext>?

    /// A reader for one track; nil for a codec whose pictures cannot be read so.
    package init?(_ parameters: UnsafePointer<AVCodecParameters>) {
        guard let parser = av_parser_init(Int32(bitPattern: parameters.pointee.codec_id.rawValue)) else {
            return nil
        }
        self.parser = parser
        codec = avcodec_alloc_context3(nil)
        // Each packet is one whole access unit: nothing is held back for the next.
        parser.pointee.flags |= PARSER_FLAG_COMPLETE_FRAMES
        guard let codec, avcodec_parameters_to_context(codec, parameters) >= 0 else { return nil }
    }

    deinit {
        if let parser { av_parser_close(parser) }
        avcodec_free_context(&codec)
    }

    /// Reads one access unit.
    package func read(_ bytes: UnsafeRawBufferPointer) -> Content {
        guard let parser, let codec, let base = bytes.bindMemory(to: UInt8.self).baseAddress else {
            return Content(width: 0, height: 0, isShownEarlier: false)
        }
        var output: UnsafeMutablePointer<UInt8>?
        var size: Int32 = 0
        av_parser_parse2(
            parser, codec, &output, &size, base, Int32(clamping: bytes.count), proffer_AV_NOPTS_VALUE,
            proffer_AV_NOPTS_VALUE, -1)
        return Content(
            width: Int(parser.pointee.width), height: Int(parser.pointee.height),
            isShownEarlier: parser.pointee.pict_type == Int32(AV_PICTURE_TYPE_B.rawValue),
            field: field(parser.pointee.picture_structure))
    }

    private func field(_ structure: AVPictureStructure) -> Field? {
        switch structure {
        case AV_PICTURE_STRUCTURE_TOP_FIELD: .top
        case AV_PICTURE_STRUCTURE_BOTTOM_FIELD: .bottom
        default: nil
        }
    }
}
