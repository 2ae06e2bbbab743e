import Objects
import Recordings
import CFFmpeg

/// Owns a decoder: packets in decoding order go in, pictures come out in presentation order, each once and with
/// the presentation time of its packet.
///
/// It runs on the calling thread alone: each further thread would hold pictures of its own.
package final class VideoDecoder {
    private let context: UnsafeMutablePointer<AVCodecContext>

    /// How many pictures came out damaged, concealed by the decoder.
    private(set) var damagedFrames = 0
    /// How many packets the decoder refused; their pictures are missing.
    private(set) var refusedPackets = 0

    /// What decoders say of a packet that they cannot understand: data that is none, a feature that nobody uses, which spoiled
    /// bits may ask for all the same (`AVERROR_PATCHWELCOME`), and what a library beneath them says.
    private static let refused: Set<Int32> = [
        proffer_AVERROR_INVALIDDATA, proffer_AVERROR_EXTERNAL,
        -(0x50 | 0x41 << 8 | 0x57 << 16 | 0x45 << 24),
    ]

    /// Whether a picture may leave before the decoder could know that none comes between: only for streams
    /// known to have their pictures in presentation order.
    package enum Order {
        case any, presentation
    }

    /// - Parameters:
    ///   - parameters: of the track.
    ///   - timeBase: the unit of its times.
    ///   - order: in which its pictures come.
    ///   - isStrict: whether what stands behind a picture's samples makes its packet a broken one, which decoders pass
    ///     over otherwise.
    ///   - keepsAll: whether sound that a container wants to be thrown away at an end comes out too.
    package init(
        parameters: UnsafePointer<AVCodecParameters>, timeBase: AVRational, order: Order = .any,
        isStrict: Bool = false, keepsAll: Bool = false
    ) throws(FootageError) {
        LibraryLog.install()
        guard let codec = Codec.decoder(of: parameters) else {
            let name = String(cString: avcodec_get_name(parameters.pointee.codec_id))
            throw .library(operation: "decoding", cause: "no decoder for \(name)", path: nil)
        }
        guard let context = avcodec_alloc_context3(codec) else { throw .outOfMemory("opening a decoder") }
        self.context = context
        try check(avcodec_parameters_to_context(context, parameters), "opening the decoder")
        context.pointee.codec_id = codec.pointee.id
        context.pointee.pkt_timebase = timeBase
        context.pointee.thread_count = 1
        // Without it H.264 pictures before the recovery point, and broken ones, vanish without a word.
        context.pointee.flags |= AV_CODEC_FLAG_OUTPUT_CORRUPT
        if isStrict {
            context.pointee.err_recognition |= AV_EF_AGGRESSIVE | AV_EF_EXPLODE | AV_EF_BUFFER
        }
        if keepsAll { context.pointee.flags2 |= AV_CODEC_FLAG2_SKIP_MANUAL }
        switch order {
        case .any:
            // H.264 streams need not say how far their pictures are reordered (Annex E, max_num_reorder_frames).
            // By default libavcodec guesses from what it has seen and loses pictures when it guessed too low;
            // strict, it waits as long as the level allows.
            if Codec(parameters)?.framing == .nalUnits(isHEVC: false) {
                context.pointee.strict_std_compliance = FF_COMPLIANCE_STRICT
            }
        case .presentation:
            context.pointee.flags |= AV_CODEC_FLAG_LOW_DELAY
        }
        try check(avcodec_open2(context, codec, nil), "opening the decoder")
    }

    /// What decodes, with the version of the library it is of: `h264, libavcodec 59.37.100`.
    package var name: String {
        let codec = context.pointee.codec.map { String(cString: $0.pointee.name) } ?? "unknown"
        return "\(codec), libavcodec \(MediaLibraries.versions["libavcodec"] ?? "unknown")"
    }

    deinit {
        var context: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&context)
    }

    /// Gives the next packet; nil says that there is none, so that the pictures held back come out.
    ///
    /// Receive until nothing comes before sending again. A packet that cannot be understood is counted, not
    /// thrown: one broken packet is no reason to lose the pictures around it.
    func send(_ packet: UnsafePointer<AVPacket>?) throws(FootageError) {
        let code = avcodec_send_packet(context, packet)
        if Self.refused.contains(code) {
            refusedPackets += 1
        } else if !(packet == nil && code == proffer_AVERROR_EOF) {
            try check(code, "decoding")
        }
    }

    /// Takes the next picture.
    ///
    /// - Returns: false when there is none until another packet is sent, or none at all after the end.
    func receive(into frame: Frame) throws(FootageError) -> Bool {
        while true {
            let code = avcodec_receive_frame(context, frame.pointer)
            switch code {
            case proffer_AVERROR_EAGAIN, proffer_AVERROR_EOF:
                return false
            case _ where Self.refused.contains(code):
                refusedPackets += 1
            default:
                try check(code, "decoding")
                if frame.isDamaged { damagedFrames += 1 }
                return true
            }
        }
    }
}

/// Throws what the library has to say when its code is one of failure.
package func check(_ code: Int32, _ operation: String) throws(FootageError) {
    if code < 0 { throw LibraryLog.failure(operation, code) }
}
