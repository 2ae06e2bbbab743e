import Objects
import Recordings
import CFFmpeg

/// Finds out which packets at a window's two ends may be heard outside it although their times lie inside, and whether the sound
/// there is coded as its track announces.
///
/// A packet lasts as long as its codec's frame, whatever its container says. Some writers stamp packets when they come, several
/// at once: their sound then lies before or behind their times, as each is heard after the one before. So where times stand
/// closer together than frames are long, a packet is taken only where both would lie inside: as early as the packets behind it
/// let it be, and as late as those before it do (docs/spec/cutting.md, Sound).
struct SoundSurvey {
    /// What came of it.
    enum Outcome {
        case cut(SoundCut)
        /// A packet of the window is coded otherwise than its track announces.
        case change
    }

    private let input: MediaInput
    private let packet: Packet
    private var cut: SoundCut

    /// So many packets are known to come at once: half a second of sound and more. Further away only the clock of a camera
    /// drifts, which moves nothing.
    private static let packets = 64

    /// A packet by its time and how long it lasts by its own bits.
    private struct Frame {
        var pts: Int64
        var length: Int64
        /// What counts its length exactly where that stands for itself: many that are each rounded up would be too long together.
        var samples: Int64?
        var isInside: Bool
    }

    /// Lengths added up.
    private struct Sum {
        private var ticks: Int64 = 0
        private var samples: Int64 = 0
        private let cut: SoundCut

        init(_ cut: SoundCut) { self.cut = cut }

        mutating func add(_ frame: Frame) {
            if let own = frame.samples { samples += own } else { ticks += frame.length }
        }

        var inTicks: Int64 { ticks + (samples > 0 ? cut.ticks(samples) : 0) }
    }

    init(_ input: MediaInput, _ cut: SoundCut) throws(FootageError) {
        self.input = input
        self.cut = cut
        packet = try Packet()
    }

    /// The cut with its ends known.
    mutating func refined() throws(FootageError) -> Outcome {
        try input.select([cut.track])
        let reach = Int64(Self.packets + 1) * cut.frameDuration
        let (from, to) = (cut.window.lowerBound, cut.window.upperBound)
        guard let start = try frames(from: from - reach, to: min(from + 2 * reach, to + reach)) else {
            return .change
        }
        for (place, frame) in start.enumerated() where frame.isInside {
            // As early as those behind it let it be.
            var (earliest, sum) = (frame.pts, Sum(cut))
            for other in place..<min(start.count, place + Self.packets) {
                earliest = min(earliest, start[other].pts - sum.inTicks)
                sum.add(start[other])
            }
            if earliest - cut.overlap(of: frame.length) < from {
                cut.beforePTS = max(cut.beforePTS ?? .min, frame.pts)
            }
        }
        let end = max(from - reach, to - 2 * reach)
        guard let frames = try frames(from: end, to: to + reach) else { return .change }
        for (place, frame) in frames.enumerated() where frame.isInside {
            // As late as those before it let it be.
            var latest = frame.pts
            var sum = Sum(cut)
            for other in stride(from: place - 1, through: max(0, place - Self.packets), by: -1) {
                sum.add(frames[other])
                latest = max(latest, frames[other].pts + sum.inTicks)
            }
            if latest + frame.length + cut.overlap(of: frame.length) > to {
                cut.endPTS = min(cut.endPTS ?? .max, frame.pts)
            }
        }
        return .cut(cut)
    }

    /// The packets of a stretch; nil where one that would be taken is coded otherwise than its track announces.
    private func frames(from: Int64, to: Int64) throws(FootageError) -> [Frame]? {
        try input.seek(track: cut.track, atOrBefore: from)
        var frames: [Frame] = []
        while true {
            do { guard try input.read(into: packet) else { break } } catch .truncated { break }
            guard packet.track == cut.track, let pts = packet.pts else { continue }
            if pts >= to { break }
            guard pts >= from else { continue }
            let isInside = cut.isInside(packet, pts: pts)
            if isInside, packet.isCodedOtherwise { return nil }
            frames.append(
                Frame(
                    pts: pts, length: cut.ownLength(packet),
                    samples: cut.coupling.isApart ? cut.ownSamples(packet) : nil, isInside: isInside))
        }
        return frames
    }
}
