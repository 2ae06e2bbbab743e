import CFFmpeg
import Custody

/// Which packets of a sound track lie inside a window, what they carry of their neighbours included.
///
/// A block of a transform codec spans two frames. Whether the second half lies after the packet's time or
/// before it depends on who wrote the time, so a packet is taken only where both would lie inside
/// (docs/decisions/0010-audio-overlap-at-both-ends.md).
struct SoundCut: Sendable, Hashable {
    /// The track, by its position in the file.
    var track: Int
    /// The window in the track's unit: first tick inside, first tick outside again.
    var window: Range<Int64>
    /// How the codec's packets hang together.
    var coupling: SoundCoupling
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
        guard let sound = Codec(parameters)?.sound else { return nil }
        let known = parameters.pointee.frame_size > 0 ? Int(parameters.pointee.frame_size) : nil
        var rate = Int64(max(1, parameters.pointee.sample_rate))
        coupling = sound.coupling
        switch sound.length {
        case .audioSpecificConfig: frameSamples = known ?? 1024
        case .mpegAudio: frameSamples = known ?? 1152
        case .opus: (frameSamples, rate) = (960, OpusPacket.rate)
        case .samples: frameSamples = 0
        }
        self.track = track.index
        self.window = window
        unit = track.timeBase
        self.rate = rate
        bytesOfSample =
            if case .samples(let bits) = sound.length {
                max(1, Int(parameters.pointee.ch_layout.nb_channels) * bits / 8)
            } else {
                0
            }
        frameDuration = Self.ticks(max(1, frameSamples), rate: rate, unit)
    }

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
        switch coupling {
        case .lappedWithPreRoll:
            guard let samples = OpusPacket.samples(packet.bytes) else { break }
            return Self.ticks(Int(samples), rate: OpusPacket.rate, unit)
        case .none:
            let samples = Int64(packet.size / bytesOfSample)
            let own = -Placement.convert(-samples, from: TimeBase(numerator: 1, denominator: rate), to: unit)
            return max(packet.duration, min(MediaTicks.longestPacket, own))
        case .lapped, .reservoir: break
        }
        return max(packet.duration, frameDuration)
    }

    /// Whether a packet, with what it carries of the frames beside it, lies inside the window.
    func takes(_ packet: Packet, pts: Int64) -> Bool {
        // How far a packet of bare samples reaches is not to be guessed.
        guard coupling != .none || packet.duration > 0 else { return false }
        return isInside(pts: pts, length: length(packet)) && endPTS.map { pts < $0 } ?? true
    }

    /// How far a packet of the usual length must stay from the window's ends.
    var margin: Int64 { coupling == .none ? 0 : frameDuration * overlap }

    /// The same, judged by time alone.
    func isInside(pts: Int64, length: Int64) -> Bool {
        let margin = coupling == .none ? 0 : length * overlap
        return pts - margin >= window.lowerBound && pts + length + margin <= window.upperBound
    }
}
