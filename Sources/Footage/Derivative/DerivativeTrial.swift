import CFFmpeg
import Custody
import Sealing

/// Encodes chosen pictures of one file anew and keeps nothing but what describes the result, so that how faithful,
/// fast and large a derivative would be can be measured without a cut.
package struct DerivativeTrial {
    /// What the record would say.
    package var facts: DerivativeFacts
    /// The times of the pictures encoded, in the track's time base.
    package var times: [Int64] = []
    /// The wanted times that were not delivered.
    package var missing: [Int64] = []
    /// How many of the pictures were damaged.
    package var damagedFrames = 0
    /// Each packet's presentation and decoding time and its duration.
    package var packets: [(pts: Int64, dts: Int64, duration: Int64)] = []
    /// How many bytes the packets have together.
    package var size = 0
    /// The digest of the packets' bytes.
    package var digest: SHA256Digest

    /// Reads the file's first video track from its start.
    ///
    /// - Parameters:
    ///   - wanted: the presentation times of the pictures to encode, sorted.
    ///   - bytes: is lent the headers and then each packet's bytes: an H.264 byte stream (Annex B).
    package init(
        path: String, wanted: [Int64], bytes: (UnsafeRawBufferPointer) throws -> Void = { _ in }
    ) throws {
        LibraryLog.install()
        var context: UnsafeMutablePointer<AVFormatContext>?
        let code = avformat_open_input(&context, path, nil, nil)
        guard code >= 0, let input = context else { throw LibraryLog.failure("opening", code, path: path) }
        defer { avformat_close_input(&context) }
        try check(avformat_find_stream_info(input, nil), "reading the tracks")
        let index = av_find_best_stream(input, AVMEDIA_TYPE_VIDEO, -1, -1, nil, 0)
        try check(index, "looking for a video track")
        guard let stream = input.pointee.streams[Int(index)], let parameters = stream.pointee.codecpar else {
            throw FootageError.library(operation: "opening", cause: "no video track", path: path)
        }
        let reencoder = try PictureReencoder(
            parameters: parameters, timeBase: stream.pointee.time_base,
            sampleAspectRatio: stream.pointee.sample_aspect_ratio, wanted: wanted, reason: "a trial")

        var packets: [(pts: Int64, dts: Int64, duration: Int64)] = []
        var size = 0
        let hash = try SHA256Hasher()
        func emit(_ packet: UnsafeMutablePointer<AVPacket>) throws {
            if packets.isEmpty, let parameters = reencoder.codecParameters?.pointee {
                try bytes(
                    UnsafeRawBufferPointer(start: parameters.extradata, count: Int(parameters.extradata_size))
                )
            }
            packets.append((packet.pointee.pts, packet.pointee.dts, packet.pointee.duration))
            let content = UnsafeRawBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size))
            size += content.count
            try hash.update(content)
            try bytes(content)
        }

        var packet = av_packet_alloc()
        defer { av_packet_free(&packet) }
        guard let packet else { throw FootageError.outOfMemory("holding a packet") }
        while av_read_frame(input, packet) >= 0 {
            defer { av_packet_unref(packet) }
            if packet.pointee.stream_index == index { try reencoder.feed(packet, emit: emit) }
        }
        try reencoder.feed(nil, emit: emit)
        facts = reencoder.facts()
        times = reencoder.encodedTimes
        missing = reencoder.missing
        damagedFrames = reencoder.damagedFrames
        self.packets = packets
        self.size = size
        digest = try hash.finalize()
    }
}
