import Objects
import Recordings
import Records
import CFFmpeg

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
    /// The first packet at the window's end that holds sound from after it, or may; nil where there is none in it.
    var endPTS: Int64?
    /// The last packet at the window's start that may hold sound from before it; nil where there is none in it.
    var beforePTS: Int64?

    private let unit: TimeBase
    /// Samples a second.
    private let rate: Int64
    /// Bytes of one bare sample of every channel; 0 where samples are not bare.
    private let bytesOfSample: Int
    /// The blocks that sound comes in; nil where it comes in none.
    private var blocks: SoundBlocks?
    /// Whether a packet lasts as long as the frames of AC-3 in it.
    private var isAC3 = false

    /// - Returns: nil for a codec whose packets cannot be taken one by one.
    init?(_ track: SourceTrack, parameters: UnsafePointer<AVCodecParameters>, window: Range<Int64>) {
        guard let sound = Codec(parameters)?.sound else { return nil }
        let known = parameters.pointee.frame_size > 0 ? Int(parameters.pointee.frame_size) : nil
        var rate = Int64(max(1, parameters.pointee.sample_rate))
        coupling = sound.coupling
        switch sound.length {
        case .audioSpecificConfig:
            let config = AudioSpecificConfig(parameters.header)
            let own = parameters.header.isEmpty ? 1024 : config.frameSamples * Int(rate) / config.coreRate
            frameSamples = max(known ?? 0, own)
        case .mpegAudio: frameSamples = known ?? 1152
        case .opus: (frameSamples, rate) = (960, OpusPacket.rate)
        case .ac3: (frameSamples, isAC3) = (AC3Frame.samples, true)
        case .blocks:
            guard let blocks = parameters.soundBlocks else { return nil }
            (frameSamples, self.blocks) = (blocks.samples, blocks)
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

    /// Samples of a packet by its own bits; nil where its bits do not say.
    func ownSamples(_ packet: Packet) -> Int64? {
        switch coupling {
        case .lapped where isAC3: Int64(AC3Frame.samples * max(1, AC3Frame.count(packet.bytes)))
        case .lapped, .reservoir, .lappedWithPreRoll: nil
        case .none, .carried: blocks?.samples(packet.bytes) ?? Int64(packet.size / max(1, bytesOfSample))
        }
    }

    /// How long so many samples of bare sound, or of blocks, last together, rounded up, in the track's unit.
    func ticks(_ samples: Int64) -> Int64 {
        -Placement.convert(-samples, from: TimeBase(numerator: 1, denominator: rate), to: unit)
    }

    /// How long a packet lasts by its own bits, in the track's unit (docs/spec/objects.md, Length of sound).
    func ownLength(_ packet: Packet) -> Int64 {
        switch coupling {
        case .lappedWithPreRoll:
            OpusPacket.samples(packet.bytes).map { Self.ticks(Int($0), rate: OpusPacket.rate, unit) }
                ?? frameDuration
        case .lapped where isAC3:
            frameDuration * Int64(max(1, AC3Frame.count(packet.bytes)))
        case .lapped, .reservoir: frameDuration
        case .none, .carried:
            max(1, min(MediaTicks.longestPacket, ticks(ownSamples(packet) ?? 0)))
        }
    }

    /// Whether a packet, with what it carries of the frames beside it, lies inside the window.
    func takes(_ packet: Packet, pts: Int64) -> Bool {
        // How far a packet of bare samples reaches is not to be guessed.
        guard !coupling.isApart || packet.duration > 0 else { return false }
        guard !packet.isCodedOtherwise, isInside(packet, pts: pts) else { return false }
        return endPTS.map { pts < $0 } ?? true && beforePTS.map { pts > $0 } ?? true
    }

    /// How far a packet of the usual length must stay from the window's ends.
    var margin: Int64 { coupling.isApart ? 0 : frameDuration * overlap }

    /// How far a packet that lasts so long must stay from the window's ends.
    func overlap(of length: Int64) -> Int64 { coupling.isApart ? 0 : length * overlap }

    /// The same, judged by times alone.
    ///
    /// A packet lasts as long as its codec's frame. What the container says is the distance of its times: longer before a
    /// pause, shorter where packets came together.
    func isInside(_ packet: Packet, pts: Int64) -> Bool {
        let own = ownLength(packet)
        return isInside(pts: pts, length: own, own: own)
    }

    /// Whether a packet of the usual length lies inside the window.
    func isInside(pts: Int64) -> Bool { isInside(pts: pts, length: frameDuration, own: frameDuration) }

    private func isInside(pts: Int64, length: Int64, own: Int64) -> Bool {
        let margin = coupling.isApart ? 0 : own * overlap
        return pts - margin >= window.lowerBound && pts + length + margin <= window.upperBound
    }
}
