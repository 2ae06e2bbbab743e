import Statements

/// How far the times that media count may go. They come from a file, which may say anything: they are held to these bounds
/// where they come in, so that nothing that is done with them later can overflow.
package enum MediaTicks {
    /// No time of a packet is this many ticks or more from 0: more than a year, in the finest unit that is accepted.
    package static let limit: UInt64 = 1 << 56
    /// The longest a packet may say it is shown or heard, in ticks.
    package static let longestPacket: Int64 = 1 << 40
    /// What comes of converting such times stays below this, so that four of them can be added.
    package static let sumLimit: UInt64 = 1 << 60

    /// No recording is longer: a file that claims more than ten years, in nanoseconds, does not know.
    package static let longestRecording: Int64 = 3660 * 86_400 * WallTime.nanosecondsPerSecond

    /// A result of a conversion, held to ``sumLimit``.
    static func clamped(_ ticks: Int128) -> Int64 {
        let limit = Int128(sumLimit)
        return Int64(truncatingIfNeeded: max(-limit, min(limit, ticks)))
    }
}
