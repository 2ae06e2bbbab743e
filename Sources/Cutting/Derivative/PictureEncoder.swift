import Objects
import Recordings
import Records
import CFFmpeg

/// Owns an encoder for pictures of one layout: pictures in presentation order go in, packets come out in the same
/// order, with the pictures' times in the source's time base.
///
/// The same pictures give the same bytes: one thread, and no decision that depends on time.
package final class PictureEncoder {
    private let context: UnsafeMutablePointer<AVCodecContext>
    private let codecParameters: UnsafeMutablePointer<AVCodecParameters>

    /// Whether a picture's packet tells nothing but its samples: of FFV1, which would tell a shape and a scan of each.
    private let isPlain: Bool
    /// Whether the first picture is interlaced, and its upper field first.
    private let scan: (isInterlaced: Int32, topFieldFirst: Int32)

    /// The encoder's name and the version of the library it was called through.
    package let facts: EncoderFacts
    /// What it was told, as it was told.
    package let settings: DerivativeSettings

    /// What a muxer needs to know of the track, out-of-band headers included.
    package var parameters: UnsafePointer<AVCodecParameters> { UnsafePointer(codecParameters) }

    /// Opens the encoder for pictures like `first`, whose colour tags and scan it takes over.
    package init(
        _ encoding: PictureEncoding, first: Frame, timeBase: AVRational, sampleAspectRatio: AVRational,
        conversion: DerivativeSettings.Conversion?
    ) throws(FootageError) {
        LibraryLog.install()
        // 3 MiB at 1080p; where the kernel refuses, it stays as it was.
        _ = proffer_decline_huge_pages()
        guard let codec = avcodec_find_encoder_by_name(encoding.encoder) else {
            throw .library(
                operation: "encoding the pictures anew",
                cause: "this build of the media library lacks \(encoding.encoder)", path: nil)
        }
        guard let context = avcodec_alloc_context3(codec) else { throw .outOfMemory("opening an encoder") }
        guard let parameters = avcodec_parameters_alloc() else {
            var context: UnsafeMutablePointer<AVCodecContext>? = context
            avcodec_free_context(&context)
            throw .outOfMemory("opening an encoder")
        }
        self.context = context
        self.codecParameters = parameters
        facts = encoding.facts
        let options = encoding.settings(for: first.layout.format)
        settings = DerivativeSettings(
            options: Dictionary(options.map { ($0.name, $0.value) }) { first, _ in first },
            conversion: conversion, samples: encoding == .lossless ? Self.samples(of: first) : nil)

        isPlain = encoding == .lossless
        scan = (first.pointer.pointee.interlaced_frame, first.pointer.pointee.top_field_first)

        Self.describe(first.pointer.pointee, to: context)
        context.pointee.time_base = timeBase
        if sampleAspectRatio.num > 0, sampleAspectRatio.den > 0 {
            context.pointee.sample_aspect_ratio = sampleAspectRatio
        }
        context.pointee.thread_count = 1
        context.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER
        for (name, value) in options {
            try check(
                av_opt_set(context, name, value, AV_OPT_SEARCH_CHILDREN), "setting \(name) of the encoder")
        }
        try check(avcodec_open2(context, codec, nil), "opening the encoder")
        try check(avcodec_parameters_from_context(parameters, context), "describing the new track")
        if encoding == .lossless { Self.boundPackets(of: context, first.layout) }
    }

    deinit {
        var context: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&context)
        var parameters: UnsafeMutablePointer<AVCodecParameters>? = codecParameters
        avcodec_parameters_free(&parameters)
    }

    /// Gives the next picture; nil says that there is none.
    package func send(_ frame: Frame?) throws(FootageError) {
        // The source's picture type would be taken for a wish.
        frame?.pointer.pointee.pict_type = AV_PICTURE_TYPE_NONE
        if isPlain {
            frame?.pointer.pointee.sample_aspect_ratio = AVRational(num: 0, den: 1)
            frame?.pointer.pointee.interlaced_frame = scan.isInterlaced
            frame?.pointer.pointee.top_field_first = scan.topFieldFirst
        }
        try check(avcodec_send_frame(context, frame?.pointer), "encoding a picture anew")
    }

    /// Takes the next packet; false when there is none until another picture is sent, or none at all.
    package func receive(into packet: UnsafeMutablePointer<AVPacket>) throws(FootageError) -> Bool {
        let code = avcodec_receive_packet(context, packet)
        if code == proffer_AVERROR_EAGAIN || code == proffer_AVERROR_EOF { return false }
        try check(code, "encoding a picture anew")
        return true
    }

    /// What a lossless picture's samples are, in the library's words.
    private static func samples(of picture: Frame) -> DerivativeSettings.Samples {
        let range: DerivativeSettings.Range =
            switch picture.pointer.pointee.color_range {
            case AVCOL_RANGE_JPEG: .full
            case AVCOL_RANGE_MPEG: .limited
            default: .unknown
            }
        return DerivativeSettings.Samples(pixelFormat: picture.layout.format.name, range: range)
    }

    /// Lets a packet of FFV1 have twice the bytes of its picture instead of 148 for each pixel.
    ///
    /// The encoder (libavcodec 59, encode_frame in ffv1enc.c) fills that room with zeros first: 307 MiB at 1080p. It
    /// reckons it from the context's size, and everything else from the size it was opened with. Should a
    /// picture not fit, the encoder says so; should another version think otherwise, the comparison with the
    /// recording afterwards does.
    private static func boundPackets(
        of context: UnsafeMutablePointer<AVCodecContext>, _ layout: PictureLayout
    ) {
        let bytes = Int64(av_image_get_buffer_size(layout.format, layout.width, layout.height, 1))
        // Each part wants room for one more line at its largest.
        let room = 2 * bytes + 4 * 35 * Int64(layout.width) + 64 << 10
        let lines = room / (148 * Int64(layout.width)) + 1
        context.pointee.height = Int32(clamping: min(lines, Int64(layout.height)))
    }

    private static func describe(_ frame: AVFrame, to context: UnsafeMutablePointer<AVCodecContext>) {
        context.pointee.width = frame.width
        context.pointee.height = frame.height
        context.pointee.pix_fmt = AVPixelFormat(frame.format)
        context.pointee.sample_aspect_ratio = frame.sample_aspect_ratio
        context.pointee.color_range = frame.color_range
        context.pointee.color_primaries = frame.color_primaries
        context.pointee.color_trc = frame.color_trc
        context.pointee.colorspace = frame.colorspace
        context.pointee.chroma_sample_location = frame.chroma_location
        if frame.interlaced_frame != 0 {
            context.pointee.flags |= AV_CODEC_FLAG_INTERLACED_DCT
            context.pointee.field_order = frame.top_field_first != 0 ? AV_FIELD_TT : AV_FIELD_BB
        }
    }
}

extension EncoderFacts {
    /// An encoder of libavcodec, with the version as the library tells it.
    static func library(_ name: Name, _ version: UInt32) -> EncoderFacts {
        EncoderFacts(
            name: name, library: "libavcodec",
            version: "\(version >> 16).\(version >> 8 & 0xff).\(version & 0xff)")
    }
}
