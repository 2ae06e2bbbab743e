import Objects
import CFFmpeg

/// Completes the times of one picture track whose container stores only one of the two.
///
/// Matroska stores when a picture is shown, AVI the order of decoding, ASF one time that writers take for either. What libavformat makes up for the other
/// depends on where reading began, and then the same packet would have different times in two passes. These
/// rules give the same times everywhere (docs/decisions/0013-times-and-containers.md).
struct PictureTimes {
    private enum Rule {
        /// Presentation times only; so many pictures may be decoded before one that is shown earlier.
        case presentationOnly(delay: Int)
        /// Decoding times only, which are presentation times as long as nothing is reordered.
        case decodingOnly(PictureHeader?)
    }

    private let rule: Rule
    /// The latest presentation times, ascending; at most one more than the delay.
    private var latest: [Int64] = []
    /// The presentation times of the file's first packets, ascending.
    private var first: [Int64] = []

    /// For presentation times only.
    init(reordering delay: Int) { rule = .presentationOnly(delay: max(0, min(delay, 16))) }

    /// For decoding times only.
    init(decodingTimesOnly parameters: UnsafePointer<AVCodecParameters>) throws(FootageError) {
        rule = .decodingOnly(parameters.pointee.video_delay == 0 ? PictureHeader(parameters) : nil)
    }

    /// Whether decoding times must be worked out from the packets before.
    var isReordered: Bool {
        guard case .presentationOnly(let delay) = rule else { return false }
        return delay > 0
    }

    /// Whether the packets read so far settle the next decoding time.
    var isSettled: Bool {
        guard case .presentationOnly(let delay) = rule else { return true }
        return latest.count >= delay
    }

    // MARK: - The file's first packets

    /// Whether the first packets of the file have to be looked at before any is given out.
    var needsFirstPackets: Bool {
        guard case .presentationOnly(let delay) = rule else { return false }
        return delay > 0 && first.count <= delay
    }

    /// Takes note of one of the file's first packets.
    mutating func look(atFirst packet: Packet) {
        guard needsFirstPackets, let pts = packet.pts else { return }
        first.insert(pts, at: first.firstIndex { $0 > pts } ?? first.count)
    }

    /// Reading begins elsewhere: at the file's first packet, or so far ahead of what is wanted that the packets in
    /// between settle its times.
    mutating func restart() { latest = [] }

    // MARK: - Completing

    /// Gives a packet both times.
    ///
    /// - Returns: what is wrong where that cannot be done; nil where it could.
    mutating func complete(_ packet: Packet) -> String? {
        switch rule {
        case .presentationOnly(let delay):
            guard let pts = packet.pts ?? packet.dts else { return "a picture carries no time" }
            let dts = decodingTime(of: pts, delay: delay)
            guard dts <= pts else { return "a picture is stored later than its codec allows" }
            packet.pointer.pointee.pts = pts
            packet.pointer.pointee.dts = dts
        case .decodingOnly(let header):
            guard packet.pts == nil else { return nil }
            guard let dts = packet.dts else { return "a picture carries no time" }
            guard let header, !header.read(packet.bytes).isShownEarlier else {
                return
                    "its pictures are not stored in the order they are shown in, and this container does not "
                    + "say when each is shown"
            }
            packet.pointer.pointee.pts = dts
        }
        return nil
    }

    /// The decoding time: the presentation time so many pictures back in the order they are shown in. That is
    /// never later than the packet's own, and rises with every packet.
    private mutating func decodingTime(of pts: Int64, delay: Int) -> Int64 {
        latest.insert(pts, at: latest.firstIndex { $0 > pts } ?? latest.count)
        if latest.count > delay + 1 { latest.removeFirst() }
        guard latest.count <= delay, let earliest = first.first, let last = first.last else {
            return latest.first ?? pts
        }
        // The file's first packets have none so far back: evenly before the first that is shown.
        let step = max(1, (last - earliest) / Int64(max(1, first.count - 1)))
        return earliest - step * Int64(delay + 1 - latest.count)
    }
}
