import Cutting
import Objects
import Recordings
import CFFmpeg

extension Thumbnail {
    /// The picture as a JPEG file (ISO/IEC 10918-1), to be put on a page.
    ///
    /// - Throws: ``FootageError/library(operation:cause:path:)``.
    package func jpeg() throws -> [UInt8] {
        let source = try Frame()
        source.pointer.pointee.format = AV_PIX_FMT_BGR0.rawValue
        source.pointer.pointee.width = Int32(width)
        source.pointer.pointee.height = Int32(height)
        try check(av_frame_get_buffer(source.pointer, 0), Self.doing)
        guard let rows = source.pointer.pointee.data.0, pixels.count == width * height * 4 else {
            throw FootageError.outOfMemory(Self.doing)
        }
        let stride = Int(source.pointer.pointee.linesize.0)
        pixels.withUnsafeBytes { pixels in
            for row in 0..<height {
                UnsafeMutableRawBufferPointer(start: rows + row * stride, count: width * 4)
                    .copyMemory(
                        from: UnsafeRawBufferPointer(
                            rebasing: pixels[row * width * 4..<(row + 1) * width * 4]))
            }
        }
        return try JPEGEncoder(width: Int32(width), height: Int32(height)).encode(source)
    }

    fileprivate static let doing = "making a picture small"
}

/// Owns what one picture is encoded with: the conversion to the samples of a JPEG file, and the encoder.
private final class JPEGEncoder {
    private let context: UnsafeMutablePointer<AVCodecContext>
    private let scaler: OpaquePointer

    /// How coarse the coefficients are, from 2 to 31: nothing is to be seen of it at the size of a contact sheet.
    private static let quantiser: Int32 = 4

    init(width: Int32, height: Int32) throws(FootageError) {
        guard let codec = avcodec_find_encoder_by_name("mjpeg"),
            let context = avcodec_alloc_context3(codec)
        else {
            throw .library(
                operation: Thumbnail.doing, cause: "this build of the media library cannot write JPEG",
                path: nil)
        }
        guard
            let scaler = sws_getContext(
                width, height, AV_PIX_FMT_BGR0, width, height, AV_PIX_FMT_YUVJ420P,
                SWS_AREA | SWS_ACCURATE_RND | SWS_BITEXACT, nil, nil, nil)
        else {
            var context: UnsafeMutablePointer<AVCodecContext>? = context
            avcodec_free_context(&context)
            throw .outOfMemory(Thumbnail.doing)
        }
        self.context = context
        self.scaler = scaler
        context.pointee.width = width
        context.pointee.height = height
        context.pointee.pix_fmt = AV_PIX_FMT_YUVJ420P
        context.pointee.color_range = AVCOL_RANGE_JPEG
        context.pointee.time_base = AVRational(num: 1, den: 1)
        context.pointee.thread_count = 1
        context.pointee.flags |= AV_CODEC_FLAG_QSCALE | AV_CODEC_FLAG_BITEXACT
        context.pointee.global_quality = Self.quantiser * FF_QP2LAMBDA
        try check(avcodec_open2(context, codec, nil), Thumbnail.doing)
    }

    deinit {
        sws_freeContext(scaler)
        var context: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&context)
    }

    func encode(_ picture: Frame) throws -> [UInt8] {
        let frame = try Frame()
        frame.pointer.pointee.format = AV_PIX_FMT_YUVJ420P.rawValue
        frame.pointer.pointee.width = picture.layout.width
        frame.pointer.pointee.height = picture.layout.height
        frame.pointer.pointee.color_range = AVCOL_RANGE_JPEG
        frame.pointer.pointee.quality = Self.quantiser * FF_QP2LAMBDA
        try check(av_frame_get_buffer(frame.pointer, 0), Thumbnail.doing)
        try check(frame.fill(from: picture, by: scaler), Thumbnail.doing)
        frame.pointer.pointee.pts = 0
        try check(avcodec_send_frame(context, frame.pointer), Thumbnail.doing)
        try check(avcodec_send_frame(context, nil), Thumbnail.doing)
        let packet = try Packet()
        try check(avcodec_receive_packet(context, packet.pointer), Thumbnail.doing)
        return [UInt8](packet.bytes)
    }
}
