import Cutting
import Objects
import Recordings
import Records
import Statements
import CFFmpeg

/// The sound of one clip, resampled to what a viewing copy has, with its times.
///
/// Not `Sendable`: one stage reads it.
final class ViewingSound {
    /// Samples a second.
    static let rate: Int64 = 48_000
    /// Left and right.
    static let channels = 2

    private let reader: PictureReader
    /// When a tick of the track is heard.
    private let time: (Int64) -> WallTime
    private let resampled: Frame
    private var filters: (graph: FilterGraph, description: String)?

    /// - Returns: nil where the clip has no sound.
    convenience init?(_ clip: ViewingCopyPlan.Clip, at path: String) throws {
        guard let clock = try ObjectClock(.audio, of: clip.object, in: clip.recording) else { return nil }
        let input = try MediaInput(path: path)
        guard let index = try input.first(AVMEDIA_TYPE_AUDIO) else { return nil }
        let unit = try input.track(index).pointee.time_base
        try self.init(input, index, { try input.read(into: $0) }) { clock.time(ofTick: $0, in: unit) }
    }

    /// Reads the sound of an object that lies in no file, once from front to back; its times are counted from ``zero``.
    ///
    /// - Returns: nil where it has no sound.
    convenience init?(object name: String, readAt: @escaping MediaBytes.ReadAt) throws {
        let input = try MediaInput(object: name, readAt: readAt)
        guard let index = try input.first(AVMEDIA_TYPE_AUDIO) else { return nil }
        let unit = TimeBase(try input.track(index).pointee.time_base)
        try self.init(input, index, { try input.readObject(into: $0) }) {
            Self.zero.adding(nanoseconds: Placement.nanoseconds($0, in: unit))
        }
    }

    /// What the beginning of an object is called whose place on the wall clock does not matter.
    static let zero = WallTime(nanoseconds: 0)

    private init(
        _ input: MediaInput, _ index: Int, _ read: @escaping PictureReader.NextPacket,
        time: @escaping (Int64) -> WallTime
    ) throws {
        self.time = time
        resampled = try Frame()
        try input.select([index])
        let unit = try input.track(index).pointee.time_base
        // What decodes pictures decodes sound in the same way: packets in, frames out.
        reader = try PictureReader(
            VideoDecoder(parameters: try input.parameters(index), timeBase: unit)
        ) { packet in
            while try read(packet) { if packet.track == index { return true } }
            return false
        }
    }

    /// The next samples of each channel and when the first is heard; nil after the last.
    func next() throws -> (samples: [[Float]], time: WallTime)? {
        while let frame = try reader.next() {
            guard let pts = frame.presentationTime else { continue }
            let time = time(pts)
            let description = try Self.description(of: frame)
            if filters?.description != description {
                let chain =
                    "aresample=\(Self.rate),aformat=sample_fmts=fltp:sample_rates=\(Self.rate):channel_layouts=stereo"
                filters = (
                    try FilterGraph(source: ("abuffer", description), chain: chain, sink: "abuffersink"),
                    description
                )
            }
            guard let graph = filters?.graph else { continue }
            try graph.send(frame)
            var samples = [[Float]](repeating: [], count: Self.channels)
            while try graph.receive(into: resampled) {
                let count = Int(resampled.pointer.pointee.nb_samples)
                for channel in 0..<Self.channels {
                    guard let plane = resampled.pointer.pointee.extended_data[channel] else { continue }
                    plane.withMemoryRebound(to: Float.self, capacity: count) {
                        samples[channel] += UnsafeBufferPointer(start: $0, count: count)
                    }
                }
            }
            return (samples, time)
        }
        return nil
    }

    /// What `abuffer` is told of frames like this one.
    private static func description(of frame: Frame) throws(FootageError) -> String {
        let rate = frame.pointer.pointee.sample_rate
        var layout = AVChannelLayout()
        defer { av_channel_layout_uninit(&layout) }
        // A channel count alone has no name that the filters would know. Layouts made up of channels have names that
        // may come from the recording, and no text from there is ever part of the filters' own language.
        if frame.pointer.pointee.ch_layout.order != AV_CHANNEL_ORDER_NATIVE {
            av_channel_layout_default(&layout, frame.pointer.pointee.ch_layout.nb_channels)
            av_channel_layout_copy(&frame.pointer.pointee.ch_layout, &layout)
        } else {
            try check(
                av_channel_layout_copy(&layout, &frame.pointer.pointee.ch_layout), "drawing a viewing copy")
        }
        var name = [CChar](repeating: 0, count: 128)
        try check(av_channel_layout_describe(&layout, &name, name.count), "drawing a viewing copy")
        let text = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return
            "time_base=1/\(max(1, rate)):sample_rate=\(rate):sample_fmt=\(frame.pointer.pointee.format):channel_layout=\(text)"
    }
}

/// Owns the encoder of a viewing copy's sound: AAC-LC (ISO/IEC 14496-3).
///
/// Samples lie where they are told to; between them is silence. Not `Sendable`: one stage feeds it.
final class ViewingSoundEncoder {
    private let context: UnsafeMutablePointer<AVCodecContext>
    private let codecParameters: UnsafeMutablePointer<AVCodecParameters>
    private let packet: Packet
    /// Samples that do not fill a frame of the encoder yet.
    private var waiting = [[Float]](repeating: [], count: ViewingSound.channels)
    /// How many samples were encoded.
    private var encoded: Int64 = 0

    /// A sample this far from its place is put there; nearer, it follows the one before, as clocks and resamplers
    /// are never quite even.
    private static let tolerance = ViewingSound.rate / 20

    private static let doing = "encoding the sound of a viewing copy"

    /// What a muxer needs to know of the track.
    var parameters: UnsafePointer<AVCodecParameters> { UnsafePointer(codecParameters) }

    /// Samples so far: where the next one lies.
    var position: Int64 { encoded + Int64(waiting[0].count) }

    init() throws(FootageError) {
        guard let codec = avcodec_find_encoder_by_name("aac"), let context = avcodec_alloc_context3(codec)
        else {
            throw .library(
                operation: Self.doing, cause: "this build of the media library cannot write AAC", path: nil)
        }
        guard let parameters = avcodec_parameters_alloc() else {
            var context: UnsafeMutablePointer<AVCodecContext>? = context
            avcodec_free_context(&context)
            throw .outOfMemory(Self.doing)
        }
        self.context = context
        codecParameters = parameters
        packet = try Packet()
        context.pointee.sample_rate = Int32(ViewingSound.rate)
        context.pointee.sample_fmt = AV_SAMPLE_FMT_FLTP
        context.pointee.bit_rate = 128_000
        context.pointee.time_base = AVRational(num: 1, den: Int32(ViewingSound.rate))
        context.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT
        av_channel_layout_default(&context.pointee.ch_layout, Int32(ViewingSound.channels))
        // By default the encoder searches so long that sound costs twice what the pictures do.
        try check(av_opt_set(context, "aac_coder", "fast", AV_OPT_SEARCH_CHILDREN), Self.doing)
        try check(avcodec_open2(context, codec, nil), Self.doing)
        try check(avcodec_parameters_from_context(parameters, context), Self.doing)
    }

    deinit {
        var context: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&context)
        var parameters: UnsafeMutablePointer<AVCodecParameters>? = codecParameters
        avcodec_parameters_free(&parameters)
    }

    /// Puts samples where they belong, counted from the copy's start.
    func put(_ samples: [[Float]], at place: Int64, emit: (UnsafeMutablePointer<AVPacket>) throws -> Void)
        throws
    {
        if place > position + Self.tolerance { try fill(until: place, emit: emit) }
        // Sound that was there already, as where two recordings overlap.
        guard place >= position - Self.tolerance else { return }
        for channel in 0..<ViewingSound.channels { waiting[channel] += samples[channel] }
        try encodeWaiting(emit: emit)
    }

    /// Silence up to a place.
    func fill(until place: Int64, emit: (UnsafeMutablePointer<AVPacket>) throws -> Void) throws {
        while position < place {
            let count = Int(min(place - position, ViewingSound.rate))
            for channel in 0..<ViewingSound.channels {
                waiting[channel] += [Float](repeating: 0, count: count)
            }
            try encodeWaiting(emit: emit)
        }
    }

    /// Ends the sound.
    func finish(emit: (UnsafeMutablePointer<AVPacket>) throws -> Void) throws {
        if !waiting[0].isEmpty { try encode(waiting[0].count, emit: emit) }
        try check(avcodec_send_frame(context, nil), Self.doing)
        try drain(emit: emit)
    }

    private func encodeWaiting(emit: (UnsafeMutablePointer<AVPacket>) throws -> Void) throws {
        let size = Int(max(1, context.pointee.frame_size))
        while waiting[0].count >= size { try encode(size, emit: emit) }
    }

    private func encode(_ count: Int, emit: (UnsafeMutablePointer<AVPacket>) throws -> Void) throws {
        let frame = try Frame()
        frame.pointer.pointee.nb_samples = Int32(count)
        frame.pointer.pointee.format = AV_SAMPLE_FMT_FLTP.rawValue
        frame.pointer.pointee.sample_rate = Int32(ViewingSound.rate)
        try check(
            av_channel_layout_copy(&frame.pointer.pointee.ch_layout, &context.pointee.ch_layout), Self.doing)
        try check(av_frame_get_buffer(frame.pointer, 0), Self.doing)
        frame.pointer.pointee.pts = encoded
        for channel in 0..<ViewingSound.channels {
            guard let plane = frame.pointer.pointee.extended_data[channel] else { continue }
            waiting[channel].withUnsafeBytes { samples in
                guard let base = samples.baseAddress else { return }
                UnsafeMutableRawPointer(plane).copyMemory(
                    from: base, byteCount: count * MemoryLayout<Float>.stride)
            }
            waiting[channel].removeFirst(count)
        }
        encoded += Int64(count)
        try check(avcodec_send_frame(context, frame.pointer), Self.doing)
        try drain(emit: emit)
    }

    private func drain(emit: (UnsafeMutablePointer<AVPacket>) throws -> Void) throws {
        while true {
            let code = avcodec_receive_packet(context, packet.pointer)
            if code == proffer_AVERROR_EAGAIN || code == proffer_AVERROR_EOF { return }
            try check(code, Self.doing)
            defer { packet.unreference() }
            // The encoder's own delay: sound before the first sample, which no player needs to hear.
            if packet.pointer.pointee.pts >= 0 { try emit(packet.pointer) }
        }
    }
}
