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
    /// How long one packet lasts where it does not say so itself, in the track's unit.
    var frameDuration: Int64

    /// The codecs whose packets can be taken one by one.
    static func canCut(_ codec: AVCodecID) -> Bool { codec == AV_CODEC_ID_AAC }

    init(_ track: SourceTrack, parameters: UnsafePointer<AVCodecParameters>, window: Range<Int64>) {
        self.track = track.index
        self.window = window
        let samples = Int64(parameters.pointee.frame_size > 0 ? parameters.pointee.frame_size : 1024)
        let rate = Int64(max(1, parameters.pointee.sample_rate))
        frameDuration = max(
            1, Placement.convert(samples, from: TimeBase(numerator: 1, denominator: rate), to: track.timeBase)
        )
    }

    /// The length to reckon a packet with.
    func length(_ duration: Int64) -> Int64 { duration > 0 ? duration : frameDuration }

    /// Whether a packet, with what it carries of the frames beside it, lies inside the window.
    func takes(pts: Int64, duration: Int64) -> Bool {
        let length = length(duration)
        return pts - length >= window.lowerBound && pts + 2 * length <= window.upperBound
    }
}
