import Objects
import Recordings
import Records
import CFFmpeg

/// The ways pictures can be encoded anew.
package enum PictureEncoding: Sendable, Hashable {
    /// H.264 by libx264, finer than the eye sees, small in memory.
    case visuallyTransparent
    /// FFV1 version 3 (RFC 9043): it decodes to the very samples that went in, and is many times larger.
    case lossless
    /// H.264 by libx264 for a viewing copy: small, good to look at, with a place to jump to every few seconds.
    case viewing

    /// The encoder's name in the library.
    var encoder: String {
        switch self {
        case .visuallyTransparent, .viewing: "libx264"
        case .lossless: "ffv1"
        }
    }

    /// The file format such pictures are put into: FFV1 has a name in QuickTime only (RFC 9043 §4.3.3).
    var container: ObjectContainer {
        switch self {
        case .visuallyTransparent, .viewing: .mp4
        case .lossless: .mov
        }
    }

    /// What the encoder is told, in its own words. The figures were measured on 150 noisy 1080p pictures.
    ///
    /// - `qp=14`: every picture the same fine quantiser, 46 dB there and more where there is less noise. A
    ///   rate control would need the scaled-down copies of its look-ahead: 6 MiB.
    /// - `mvrange=32`: at its default x264 keeps 20 MiB of motion vector costs.
    /// - `subme=0` with `ultrafast`: no interpolated copies of the reference picture, 14 MiB.
    /// - One reference, no B-frames, no look-ahead: a picture goes in, its packet comes out, and decoding times
    ///   are presentation times.
    /// - An endless group of pictures that only its first picture opens.
    ///
    /// Of FFV1 every picture is a key frame, so that each stands alone, in four parts, each with a checksum. The
    /// coder is the library's choice: Golomb-Rice up to 8 bits, at twice the speed of the range coder for 4% more.
    var settings: [(name: String, value: String)] {
        switch self {
        case .visuallyTransparent:
            [
                ("preset", "ultrafast"),
                ("tune", "zerolatency"),
                (
                    "x264-params",
                    "qp=14:subme=0:ref=1:bframes=0:keyint=infinite:scenecut=0:rc-lookahead=0"
                        + ":sync-lookahead=0:mbtree=0:weightp=0:mvrange=32:threads=1"
                ),
            ]
        case .viewing:
            [
                ("preset", "superfast"),
                ("tune", "zerolatency"),
                (
                    "x264-params",
                    "crf=20:keyint=100:bframes=0:ref=1:rc-lookahead=0:sync-lookahead=0:mvrange=64:threads=1"
                ),
            ]
        case .lossless: [("level", "3"), ("g", "1"), ("slices", "4"), ("slicecrc", "1")]
        }
    }

    /// The encoder's name and the version of the library it is called through.
    var facts: EncoderFacts { .library(self == .lossless ? .ffv1 : .libx264, avcodec_version()) }

    /// What the encoder is told for pictures of a format.
    ///
    /// Where chroma is as large as luma, x264 quantises it more coarsely by 6, on its own account: so that many are taken
    /// off, as every plane has the same bounds (``BlockBounds``).
    func settings(for format: AVPixelFormat) -> [(name: String, value: String)] {
        guard self == .visuallyTransparent, let descriptor = format.descriptor,
            descriptor.log2_chroma_w == 0, descriptor.log2_chroma_h == 0
        else { return settings }
        return settings.map {
            $0.name == "x264-params" ? ($0.name, $0.value + ":chroma-qp-offset=-6") : $0
        }
    }

    /// Whether the encoder's own pixel format gives the decoder the very planes it was given.
    func takes(_ format: AVPixelFormat) -> Bool {
        switch self {
        // x264 takes grey and two-plane layouts too, but decoders do not hand these back.
        case .visuallyTransparent, .viewing:
            format.isPlanarLuma && format.descriptor?.nb_components == 3
        // What FFV1 calls `bgr0` has a byte a sample that is not kept.
        case .lossless:
            format.descriptor.map { av_pix_fmt_count_planes(format) == $0.nb_components } ?? false
        }
    }

    /// The pixel formats it takes, of those the encoder offers.
    var formats: [AVPixelFormat] {
        guard var next = avcodec_find_encoder_by_name(encoder)?.pointee.pix_fmts else { return [] }
        var formats: [AVPixelFormat] = []
        while next.pointee != AV_PIX_FMT_NONE {
            if takes(next.pointee) { formats.append(next.pointee) }
            next += 1
        }
        return formats
    }

    /// Gives a picture the name FFV1 has for its samples: that they are of full range is told by a tag there, and
    /// not by the format. No sample is touched.
    ///
    /// - Throws: ``FootageError/notLossless(path:format:)`` where FFV1 has no place for such samples.
    func checkLossless(_ picture: Frame) throws(FootageError) {
        guard self == .lossless else { return }
        let format = picture.layout.format
        let known: AVPixelFormat =
            switch format {
            case AV_PIX_FMT_YUVJ420P: AV_PIX_FMT_YUV420P
            case AV_PIX_FMT_YUVJ422P: AV_PIX_FMT_YUV422P
            case AV_PIX_FMT_YUVJ444P: AV_PIX_FMT_YUV444P
            case AV_PIX_FMT_YUVJ440P: AV_PIX_FMT_YUV440P
            case AV_PIX_FMT_YUVJ411P: AV_PIX_FMT_YUV411P
            default: format
            }
        guard formats.contains(known) else {
            throw .notLossless(path: "", format: format.name)
        }
        guard known != format else { return }
        picture.pointer.pointee.format = known.rawValue
        picture.pointer.pointee.color_range = AVCOL_RANGE_JPEG
    }
}
