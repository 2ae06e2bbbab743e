import CFFmpeg
import Custody

/// Which packets of a sound track lie inside a window, what they carry of their neighbours included.
///
/// A block of a transform codec spans two frames. Whether the second half lies after the packet's time or
/// before it depends on who wrote the time, so a packet is taken only where both would lie inside
/// (docs/decisions/0010-audio-overlap-at-both-ends.md).
struct SoundCut: Sendable, Hashable {
    /// How the packets of a codec hang together.
    enum Coding: Sendable, Hashable {
        /// Each sample stands for itself.
        case samples
        /// A packet also carries sound of the frame beside it.
        case overlapping
        /// As before, and the decoder must have heard 80 ms before what it gives is right (RFC 7845 §4.6).
        case opus
        /// As ``overlapping``, and a packet's bytes may hold sound of later ones.
        case reservoir
    }

    /// The track, by its position in the file.
    var track: Int
    /// The window in the track's unit: first tick inside, first tick outside again.
    var window: Range<Int64>
    /// How the codec's packets hang together.
    var coding: Coding
    /// How long one packet lasts where it does not say so itself, in the track's unit.
    var frameDuration: Int64
    /// How many frames beside it a packet may carry sound of, at either end.
    var overlap: Int64 = 1
    /// Samples in a packet; 0 where packets differ.
    var frameSamples: Int
    /// The first packet whose bytes hold sound from after the window; nil where there is none in it.
    var endPTS: Int64?

    private let unit: TimeBase
    /// Samples a second.
    private let rate: Int64
    /// Bytes of one bare sample of every channel; 0 where samples are not bare.
    private let bytesOfSample: Int

    /// - Returns: nil for a codec whose packets cannot be taken one by one.
    init?(_ track: SourceTrack, parameters: UnsafePointer<AVCodecParameters>, window: Range<Int64>) {
        let known = parameters.pointee.frame_size > 0 ? Int(parameters.pointee.frame_size) : nil
        var rate = Int64(max(1, parameters.pointee.sample_rate))
        switch parameters.pointee.codec_id {
        case AV_CODEC_ID_AAC: (coding, frameSamples) = (.overlapping, known ?? 1024)
        case AV_CODEC_ID_MP2, AV_CODEC_ID_MP3: (coding, frameSamples) = (.reservoir, known ?? 1152)
        case AV_CODEC_ID_OPUS:
            (coding, frameSamples) = (.opus, 960)
            rate = OpusPacket.rate
        case let codec where Self.samplesAlone.contains(codec.rawValue):
            (coding, frameSamples) = (.samples, 0)
        default: return nil
        }
        self.track = track.index
        self.window = window
        unit = track.timeBase
        self.rate = rate
        let bits = Int(av_get_bits_per_sample(parameters.pointee.codec_id))
        bytesOfSample =
            coding == .samples ? max(1, Int(parameters.pointee.ch_layout.nb_channels) * bits / 8) : 0
        frameDuration = Self.ticks(max(1, frameSamples), rate: rate, unit)
    }

    /// The codecs that are one sample after the other, each in bytes of its own.
    private static let samplesAlone: Set<UInt32> = Set(
        [
            AV_CODEC_ID_PCM_S16LE, AV_CODEC_ID_PCM_S16BE, AV_CODEC_ID_PCM_S24LE, AV_CODEC_ID_PCM_S24BE,
            AV_CODEC_ID_PCM_S32LE, AV_CODEC_ID_PCM_S32BE, AV_CODEC_ID_PCM_F32LE, AV_CODEC_ID_PCM_F32BE,
            AV_CODEC_ID_PCM_U8, AV_CODEC_ID_PCM_S8, AV_CODEC_ID_PCM_ALAW, AV_CODEC_ID_PCM_MULAW,
        ].map(\.rawValue))

    private static func ticks(_ samples: Int, rate: Int64, _ unit: TimeBase) -> Int64 {
        max(
            1,
            min(
                MediaTicks.longestPacket,
                Placement.convert(Int64(samples), from: TimeBase(numerator: 1, denominator: rate), to: unit)))
    }

    /// How long a packet lasts, in the track's unit: what its container says, and by its own bits at least that, since an
    /// object says the latter of the last one (docs/spec/objects.md, Length of sound).
    func length(_ packet: Packet) -> Int64 {
        switch coding {
        case .opus:
            guard let samples = OpusPacket.samples(packet.bytes) else { break }
            return Self.ticks(Int(samples), rate: OpusPacket.rate, unit)
        case .samples:
            let samples = Int64(packet.size / bytesOfSample)
            let own = -Placement.convert(-samples, from: TimeBase(numerator: 1, denominator: rate), to: unit)
            return max(packet.duration, min(MediaTicks.longestPacket, own))
        case .overlapping, .reservoir: break
        }
        return max(packet.duration, frameDuration)
    }

    /// Whether a packet, with what it carries of the frames beside it, lies inside the window.
    func takes(_ packet: Packet, pts: Int64) -> Bool {
        // How far a packet of bare samples reaches is not to be guessed.
        guard coding != .samples || packet.duration > 0 else { return false }
        return isInside(pts: pts, length: length(packet)) && endPTS.map { pts < $0 } ?? true
    }

    /// How far a packet of the usual length must stay from the window's ends.
    var margin: Int64 { coding == .samples ? 0 : frameDuration * overlap }

    /// The same, judged by time alone.
    func isInside(pts: Int64, length: Int64) -> Bool {
        let margin = coding == .samples ? 0 : length * overlap
        return pts - margin >= window.lowerBound && pts + length + margin <= window.upperBound
    }
}
