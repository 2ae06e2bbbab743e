import CFFmpeg
import Cutting
import Objects
import Recordings
import Records

/// The MD5 of each decoded picture of a clip, in the form that FFmpeg's muxer `framemd5` writes, which writes it here too.
///
/// Whoever decodes the clip by another program, in another year, sees by it whether each picture is the one that was looked
/// at. Format: docs/spec/verification.md, Pictures.
package enum FrameSums {
    /// What came of it.
    package struct Summary: Sendable {
        /// What decoded: `h264, libavcodec 59.37.100`.
        package let decoder: String
        /// How many pictures came out.
        package let pictures: UInt64
        /// How many of them the decoder calls damaged.
        package let damaged: UInt64
    }

    /// Decodes the pictures of a clip from the first to the last, one in memory at a time.
    ///
    /// - Parameters:
    ///   - path: where the clip lies.
    ///   - name: what the command in the text calls it.
    ///   - sink: takes the text.
    /// - Returns: nil where the clip has no pictures; then nothing was written.
    /// - Throws: what reading and decoding throws, and what `sink` throws.
    package static func write(
        of path: String, named name: String, sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Summary? {
        let input = try MediaInput(path: path)
        guard let track = try input.first(AVMEDIA_TYPE_VIDEO) else { return nil }
        try input.select([track])
        let stream = try input.track(track)
        let decoder = try VideoDecoder(
            parameters: try input.parameters(track), timeBase: stream.pointee.time_base)
        let reader = try PictureReader(decoder) { packet in try input.read(into: packet) }
        var output: FrameSumsOutput?
        var (pictures, damaged): (UInt64, UInt64) = (0, 0)
        while let picture = try reader.next() {
            let writer =
                try output
                ?? FrameSumsOutput(
                    like: picture, timeBase: stream.pointee.time_base,
                    aspect: stream.pointee.sample_aspect_ratio,
                    comments: ["decoder 0: \(decoder.name)", "command: \(command(for: name))"], sink: sink)
            output = writer
            try writer.write(picture)
            pictures += 1
            if picture.isDamaged { damaged += 1 }
        }
        try output?.finish()
        guard output != nil else {
            throw FootageError.incomplete(path: name, reason: "none of its pictures can be decoded")
        }
        return Summary(decoder: decoder.name, pictures: pictures, damaged: damaged)
    }

    /// The command of the same version of FFmpeg that gives the same text but for the comments: every picture once, at its own
    /// time, as the decoder gave it. H.264 is decoded strictly, so that a reordering the stream does not announce loses none.
    package static func command(for name: String) -> String {
        "ffmpeg -copyts -noautorotate -strict strict -flags output_corrupt -i \(name) -map 0:v:0 -fps_mode passthrough "
            + "-enc_time_base -1 -f framemd5 -"
    }
}

/// Owns the muxer that writes the sums.
///
/// Not `Sendable`: one stage writes it.
private final class FrameSumsOutput {
    private var context: UnsafeMutablePointer<AVFormatContext>?
    private let bytes: MediaSink
    private let header: Header
    private let sink: MediaSink.Sink
    private let packet: Packet

    /// The header while it is kept back, to put our comments into it.
    private final class Header {
        var bytes: [UInt8]? = []
    }

    private static let doing = "writing the sums of pictures"
    private static let bufferBytes = 32 << 10

    init(
        like picture: Frame, timeBase: AVRational, aspect: AVRational, comments: [String],
        sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        packet = try Packet()
        let header = Header()
        self.header = header
        self.sink = sink
        bytes = try MediaSink(bufferBytes: Self.bufferBytes, for: Self.doing) { written in
            if header.bytes == nil { try sink(written) } else { header.bytes?.append(contentsOf: written) }
        }
        try check(avformat_alloc_output_context2(&context, nil, "framemd5", nil), Self.doing)
        guard let context, let stream = avformat_new_stream(context, nil),
            let parameters = stream.pointee.codecpar
        else { throw FootageError.outOfMemory(Self.doing) }
        context.pointee.pb = bytes.context
        context.pointee.flags |= AVFMT_FLAG_CUSTOM_IO
        context.pointee.avoid_negative_ts = 0
        parameters.pointee.codec_type = AVMEDIA_TYPE_VIDEO
        // The samples as they are, in no coding of which a track could be.
        parameters.pointee.codec_id =
            avcodec_descriptor_get_by_name("rawvideo")?.pointee.id ?? AV_CODEC_ID_NONE
        parameters.pointee.format = picture.layout.format.rawValue
        (parameters.pointee.width, parameters.pointee.height) = (picture.layout.width, picture.layout.height)
        let told = picture.pointer.pointee.sample_aspect_ratio
        let shape = told.num > 0 ? told : aspect
        parameters.pointee.sample_aspect_ratio = shape
        stream.pointee.sample_aspect_ratio = shape
        stream.pointee.time_base = timeBase
        try bytes.check(avformat_write_header(context, nil), Self.doing)
        try bytes.flush()
        try giveHeader(with: comments)
    }

    deinit {
        // The context does not own `pb` (AVFMT_FLAG_CUSTOM_IO), so it is not freed twice.
        avformat_free_context(context)
    }

    /// Puts our comments before the line that names the columns.
    private func giveHeader(with comments: [String]) throws {
        let text = String(decoding: header.bytes ?? [], as: UTF8.self)
        header.bytes = nil
        var lines = text.split(separator: "\n").map(String.init)
        lines.insert(contentsOf: comments.map { "#\($0)" }, at: max(0, lines.count - 1))
        try Array(lines.map { $0 + "\n" }.joined().utf8).withUnsafeBytes { try sink($0) }
    }

    /// Writes the sum of a picture's samples as they lie in a file of raw video: plane after plane, row after row.
    func write(_ picture: Frame) throws {
        let layout = picture.layout
        let size = av_image_get_buffer_size(layout.format, layout.width, layout.height, 1)
        try check(size, Self.doing)
        if packet.size != Int(size) || av_buffer_is_writable(packet.pointer.pointee.buf) == 0 {
            packet.unreference()
            try check(av_new_packet(packet.pointer, size), Self.doing)
        }
        let code = withUnsafeBytes(of: &picture.pointer.pointee.data) { planes in
            withUnsafeBytes(of: &picture.pointer.pointee.linesize) { strides in
                av_image_copy_to_buffer(
                    packet.pointer.pointee.data, size,
                    planes.assumingMemoryBound(to: UnsafePointer<UInt8>?.self).baseAddress,
                    strides.assumingMemoryBound(to: Int32.self).baseAddress, layout.format, layout.width,
                    layout.height, 1)
            }
        }
        try check(code, Self.doing)
        packet.pointer.pointee.stream_index = 0
        packet.pointer.pointee.pts = picture.pointer.pointee.pts
        packet.pointer.pointee.dts = picture.pointer.pointee.pts
        packet.pointer.pointee.duration = picture.pointer.pointee.pkt_duration
        packet.pointer.pointee.flags |= AV_PKT_FLAG_KEY
        try bytes.check(av_write_frame(context, packet.pointer), Self.doing)
    }

    func finish() throws {
        try bytes.check(av_write_trailer(context), Self.doing)
        try bytes.flush()
    }
}
