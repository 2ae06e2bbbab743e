import Objects
import Records
import Statements
import CFFmpeg

/// Writes a viewing copy as fragmented MP4 into a sink, front to back, without ever seeking, or only its header, of which a
/// track's codec configuration is taken (``TrackDescription``): one
/// `AVFormatContext`.
///
/// No edit list, no metadata but the creation time, no index at the end: what is stored is what is played
/// (ISO/IEC 14496-12 §8.8). A fragment is closed after about ``fragmentBytes``, so memory does not grow
/// with the recording's groups of pictures.
///
/// Not `Sendable`: one stage writes it.
package final class MediaOutput {
    /// Takes the container's bytes in order.
    package typealias Sink = MediaSink.Sink

    /// How many payload bytes a fragment gathers before it is closed.
    static let fragmentBytes = 1 << 20
    /// From this many bytes on, a key frame closes the fragment, so that players can jump to it.
    static let fragmentBytesBeforeKey = 256 << 10

    /// How many access units a fragment has at most, so that its header fits ``bufferBytes``.
    static let fragmentSamples = 4096

    /// A track to be written.
    package struct Track {
        package var parameters: UnsafePointer<AVCodecParameters>
        package var sampleAspectRatio: AVRational
        /// The display matrix, so that a camera mounted on its side is shown upright; empty where there is none.
        package var displayMatrix: [UInt8]
        /// What the times given to ``write(_:)`` are counted in.
        package var timeBase: TimeBase
        /// What the parameters do not know of the pictures.
        package var pictureParameters = PictureParameters()

        /// A track of which the library's parameters know all.
        package init(
            parameters: UnsafePointer<AVCodecParameters>, sampleAspectRatio: AVRational,
            displayMatrix: [UInt8],
            timeBase: TimeBase
        ) {
            self.parameters = parameters
            self.sampleAspectRatio = sampleAspectRatio
            self.displayMatrix = displayMatrix
            self.timeBase = timeBase
        }
    }

    /// What an MP4 has to say about its pictures, and some demuxers leave to a decoder; nil what they know.
    package struct PictureParameters {
        /// VP9.
        var format: AVPixelFormat?
        var profile: Int32?
        /// What the first access unit says of how all are coded.
        var configuration: [UInt8]?
        /// MPEG-4.
        var size: (width: Int32, height: Int32)?

        /// Nothing but what the parameters know.
        package init() {}
    }

    private var context: UnsafeMutablePointer<AVFormatContext>?
    private let bytes: MediaSink
    private var bytesInFragment = 0
    private var samplesInFragment = 0

    /// Begins an object and writes its header.
    ///
    /// - Parameters:
    ///   - tracks: in the order of their `track_ID`, from 1.
    ///   - container: the format to write.
    ///   - created: the wall-clock time to put into the header.
    ///   - sink: takes the bytes. What it throws is rethrown by the call that caused it.
    package init(
        tracks: [Track], container: ObjectContainer, created: WallTime, sink: @escaping Sink
    ) throws {
        bytes = try MediaSink(bufferBytes: Self.bufferBytes, for: Self.beginning, sink)
        var code = avformat_alloc_output_context2(&context, nil, container.rawValue, nil)
        guard code >= 0, let context else { throw LibraryLog.failure(Self.beginning, code) }
        context.pointee.pb = bytes.context
        context.pointee.flags |= AVFMT_FLAG_BITEXACT | AVFMT_FLAG_CUSTOM_IO
        context.pointee.avoid_negative_ts = 0
        av_dict_set(&context.pointee.metadata, "creation_time", created.inOffset(seconds: 0).rfc3339, 0)
        for track in tracks { try Self.add(track, to: context) }

        var options: OpaquePointer?
        defer { av_dict_free(&options) }
        // Without frag_discont the muxer lets every track begin at zero, and sound slips against the picture.
        av_dict_set(
            &options, "movflags", "frag_custom+frag_discont+empty_moov+default_base_moof+skip_trailer", 0)
        av_dict_set(&options, "use_editlist", "0", 0)
        av_dict_set(&options, "write_tmcd", "0", 0)
        if let picture = tracks.first(where: { $0.parameters.pointee.codec_type == AVMEDIA_TYPE_VIDEO }) {
            // Otherwise the muxer picks a unit of its own and rounds.
            av_dict_set(&options, "video_track_timescale", String(picture.timeBase.denominator), 0)
        }
        code = avformat_write_header(context, &options)
        try check(code, "writing the header of an object")
    }

    deinit {
        // The context does not own `pb` (AVFMT_FLAG_CUSTOM_IO), so it is not freed twice.
        avformat_free_context(context)
    }

    /// Passes on what the header has, before any packet.
    func flushHeader() throws {
        try bytes.flush()
    }

    /// Bytes the sink has taken so far.
    var bytesWritten: UInt64 { bytes.written }

    /// What the container counts a track's times in; the muxer decides it when the header is written.
    package func timeBase(ofTrack index: Int) throws(FootageError) -> TimeBase {
        guard let context, index < Int(context.pointee.nb_streams),
            let stream = context.pointee.streams[index]
        else { throw .library(operation: "looking up track \(index)", cause: "there is none", path: nil) }
        return TimeBase(stream.pointee.time_base)
    }

    /// Writes one access unit, whose times are the object's, in the container's unit.
    ///
    /// The packet's track number is the object's. Its bytes are not touched.
    package func write(_ packet: UnsafeMutablePointer<AVPacket>, isKey: Bool) throws {
        let size = Int(packet.pointee.size)
        if bytesInFragment + size > Self.fragmentBytes && samplesInFragment > 0
            || samplesInFragment >= Self.fragmentSamples
            || isKey && bytesInFragment >= Self.fragmentBytesBeforeKey
        {
            try closeFragment()
        }
        packet.pointee.pos = -1
        try check(av_write_frame(context, packet), "writing a packet into an object")
        bytesInFragment += size
        samplesInFragment += 1
    }

    /// Ends the container, then fills it up to a size with a `free` box (ISO/IEC 14496-12 §8.1.2).
    ///
    /// - Parameter size: chooses the size of the whole object, at least 8 more than the bytes it is given.
    /// - Returns: how many bytes of padding there are, the box's own header included.
    package func finish(paddedTo size: (UInt64) throws -> UInt64) throws -> UInt64 {
        try closeFragment()
        try check(av_write_trailer(context), "ending an object")
        try bytes.flush()
        let wanted = try size(bytes.written)
        guard wanted >= bytes.written, wanted - bytes.written >= 8 else {
            throw FootageError.library(
                operation: "filling an object up to its size",
                cause: "\(bytes.written) bytes do not fit into \(wanted)", path: nil)
        }
        let padding = wanted - bytes.written
        try writePadding(padding)
        return padding
    }

    private func closeFragment() throws {
        guard samplesInFragment > 0 else { return }
        // The muxer goes back to fill in sizes, which it can only inside the buffer: each header starts an
        // empty one.
        try bytes.flush()
        try check(av_write_frame(context, nil), "closing a fragment of an object")
        // The flag holds for one fragment. Without it the next one begins where the durations of this one add up
        // to, not where its first packet says.
        try check(
            av_opt_set(context?.pointee.priv_data, "movflags", "+frag_discont", 0), "beginning a fragment")
        bytesInFragment = 0
        samplesInFragment = 0
    }

    private func writePadding(_ count: UInt64) throws {
        var box: [UInt8] = []
        let isLarge = count > UInt64(UInt32.max)
        box.appendBigEndian(isLarge ? 1 : UInt32(count))
        box += "free".utf8
        if isLarge { box.appendBigEndian(count) }
        guard UInt64(box.count) <= count else {
            throw FootageError.library(operation: "padding an object", cause: "too little room", path: nil)
        }
        try box.withUnsafeBytes { try bytes.put($0) }
        var rest = count - UInt64(box.count)
        let zeros = [UInt8](repeating: 0, count: Int(min(rest, 64 << 10)))
        try zeros.withUnsafeBytes { zeros in
            while rest > 0 {
                let part = UnsafeRawBufferPointer(rebasing: zeros[..<Int(min(rest, UInt64(zeros.count)))])
                try bytes.put(part)
                rest -= UInt64(part.count)
            }
        }
    }

    private func check(_ code: Int32, _ operation: String) throws { try bytes.check(code, operation) }

    /// Room for the largest header: 16 bytes for each of ``fragmentSamples``, and what stands around them.
    private static let bufferBytes = 256 << 10
    /// The tag `hvc1` as the library counts it, the first letter lowest (ISO/IEC 14496-15 §8.4.1).
    private static let hvc1: UInt32 = 0x3163_7668
    private static let beginning = "beginning an object"
    private static let noMemory = FootageError.outOfMemory(beginning)

    private static func add(_ track: Track, to context: UnsafeMutablePointer<AVFormatContext>) throws {
        guard let stream = avformat_new_stream(context, nil) else { throw noMemory }
        let code = avcodec_parameters_copy(stream.pointee.codecpar, track.parameters)
        guard code >= 0, let parameters = stream.pointee.codecpar else {
            throw LibraryLog.failure("describing a track", code)
        }
        // The source's tag belongs to its container. HEVC is called by the name that players look for.
        parameters.pointee.codec_tag =
            Codec(track.parameters)?.framing == .nalUnits(isHEVC: true) ? hvc1 : 0
        let facts = track.pictureParameters
        if let format = facts.format { parameters.pointee.format = format.rawValue }
        if let profile = facts.profile { parameters.pointee.profile = profile }
        if let size = facts.size { (parameters.pointee.width, parameters.pointee.height) = size }
        stream.pointee.time_base = AVRational(track.timeBase)
        stream.pointee.sample_aspect_ratio = track.sampleAspectRatio
        if !track.displayMatrix.isEmpty {
            guard
                let data = av_stream_new_side_data(
                    stream, AV_PKT_DATA_DISPLAYMATRIX, track.displayMatrix.count)
            else { throw noMemory }
            track.displayMatrix.withUnsafeBytes {
                data.update(
                    from: $0.bindMemory(to: UInt8.self).baseAddress ?? UnsafePointer(data), count: $0.count)
            }
        }
    }
}

extension TimeBase {
    package init(_ rational: AVRational) {
        self.init(numerator: Int64(rational.num), denominator: Int64(rational.den))
    }
}

extension AVRational {
    package init(_ timeBase: TimeBase) {
        self.init(num: Int32(clamping: timeBase.numerator), den: Int32(clamping: timeBase.denominator))
    }
}
