import Objects
import Recordings
import Records
import CFFmpeg
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
    /// How far the worst blocks are from the recording's; nothing where it is lossless.
    package var blocks = BlockBounds()
    /// The digest of the packets' bytes.
    package var digest: SHA256Digest

    /// Reads the file's first video track from its start.
    ///
    /// - Parameters:
    ///   - wanted: the presentation times of the pictures to encode, sorted.
    ///   - isLossless: whether they are encoded without loss.
    ///   - bytes: is lent the headers and then each packet's bytes: an H.264 byte stream (Annex B), or FFV1.
    package init(
        path: String, wanted: [Int64], isLossless: Bool = false,
        bytes: (UnsafeRawBufferPointer) throws -> Void = { _ in }
    ) throws {
        let source = try TrialSource(path)
        let encoding: PictureEncoding = isLossless ? .lossless : .visuallyTransparent
        let encoder = try DerivativeEncoder(
            parameters: source.parameters, timeBase: source.timeBase,
            sampleAspectRatio: source.sampleAspectRatio, wanted: wanted, reason: .betweenKeyFrames,
            encoding: encoding)
        var kept: [Packet] = []
        let hash = try SHA256Hasher()
        func emit(_ packet: UnsafeMutablePointer<AVPacket>) throws {
            if kept.isEmpty, let parameters = encoder.codecParameters?.pointee {
                try bytes(
                    UnsafeRawBufferPointer(start: parameters.extradata, count: Int(parameters.extradata_size))
                )
            }
            let copy = try Packet()
            try check(av_packet_ref(copy.pointer, packet), "keeping a packet")
            kept.append(copy)
            try hash.update(copy.bytes)
            try bytes(copy.bytes)
        }
        let packet = try Packet()
        while try source.read(into: packet) { try encoder.feed(packet.pointer, emit: emit) }
        try encoder.feed(nil, emit: emit)

        facts = encoder.facts()
        times = encoder.encodedTimes
        missing = encoder.missing
        damagedFrames = encoder.damagedFrames
        packets = kept.map { ($0.pointer.pointee.pts, $0.pointer.pointee.dts, $0.duration) }
        size = kept.reduce(0) { $0 + $1.size }
        digest = try hash.finalize()
        let difference = try Self.difference(of: kept, by: encoder, encoding, path: path)
        facts.psnrDecibels = difference.psnrDecibels
        facts.leastDecibels = difference.leastDecibels
        blocks = difference.blocks
    }

    private static func difference(
        of packets: [Packet], by encoder: DerivativeEncoder, _ encoding: PictureEncoding, path: String
    ) throws -> PictureDifference {
        guard let parameters = encoder.codecParameters else { return PictureDifference() }
        let source = try TrialSource(path)
        var rest = packets[...]
        let new = try PictureReader(
            VideoDecoder(parameters: parameters, timeBase: source.timeBase, order: .presentation)
        ) { place in
            guard let next = rest.popFirst() else { return false }
            place.unreference()
            try check(av_packet_ref(place.pointer, next.pointer), "decoding")
            return true
        }
        let originals = try PictureReader(
            VideoDecoder(parameters: source.parameters, timeBase: source.timeBase),
            nextPacket: source.read)
        return try PictureComparison.difference(
            of: new, from: originals, count: packets.count, encoding: encoding
        ) { $0 }
    }
}

/// The first video track of a file.
private final class TrialSource {
    private let input: MediaInput
    private let index: Int
    let parameters: UnsafePointer<AVCodecParameters>
    let timeBase: AVRational
    let sampleAspectRatio: AVRational

    init(_ path: String) throws {
        input = try MediaInput(path: path)
        guard let index = try input.first(AVMEDIA_TYPE_VIDEO) else {
            throw FootageError.library(operation: "opening", cause: "no video track", path: path)
        }
        self.index = index
        parameters = UnsafePointer(try input.parameters(index))
        timeBase = try input.track(index).pointee.time_base
        sampleAspectRatio = try input.track(index).pointee.sample_aspect_ratio
        try input.select([index])
    }

    /// Reads the track's next packet; false at the end of the file.
    func read(into packet: Packet) throws -> Bool { try input.read(into: packet) }
}
