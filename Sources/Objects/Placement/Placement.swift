import Records
import Statements

/// Where a recording's media times lie on the wall clock.
///
/// All arithmetic is exact: a frame is inside a window or outside it, and both ends of the road must
/// come to the same answer, so nothing here is rounded but what is shown to people.
package struct Placement: Sendable, Hashable {
    /// The true wall-clock time of the origin: what the camera's clock said, less its error.
    package let originTime: WallTime
    /// The source time that ``originTime`` belongs to: the first picture's, counted in ``originTimeBase``.
    package let origin: Int64
    /// The unit ``origin`` is counted in.
    package let originTimeBase: TimeBase

    /// A placement from the evidence of a recording's start.
    ///
    /// - Throws: ``FootageError/timesNotUsable(path:reason:)`` for units of time that no recording has.
    package init(
        start: WallTime, clockErrorNanoseconds: Int64, origin: Int64, originTimeBase: TimeBase,
        path: String = ""
    ) throws(FootageError) {
        guard Self.isUsable(originTimeBase), origin.magnitude < MediaTicks.limit else {
            throw .timesNotUsable(path: path, reason: "its unit of time is not one")
        }
        originTime = try Self.trueTime(start, clockErrorNanoseconds: clockErrorNanoseconds, path: path)
        self.origin = origin
        self.originTimeBase = originTimeBase
    }

    /// When it truly was, where a camera's clock that is wrong by so much showed a time.
    ///
    /// - Throws: ``FootageError/timesNotUsable(path:reason:)`` where that is in no year there is.
    package static func trueTime(
        _ shown: WallTime, clockErrorNanoseconds error: Int64, path: String
    ) throws(FootageError) -> WallTime {
        let (nanoseconds, overflow) = shown.nanoseconds.subtractingReportingOverflow(error)
        guard !overflow,
            let time = WallTime(exactNanoseconds: nanoseconds, utcOffsetSeconds: shown.utcOffsetSeconds)
        else {
            throw .timesNotUsable(
                path: path, reason: "less its clock's error it starts outside the years 1950 to 2199")
        }
        return time
    }

    private init(originTime: WallTime, _ placement: Placement) {
        self.originTime = originTime
        origin = placement.origin
        originTimeBase = placement.originTimeBase
    }

    /// The same recording at another time.
    package func moved(to originTime: WallTime) -> Placement { Placement(originTime: originTime, self) }

    /// The first tick of a unit that is not before a wall-clock time.
    ///
    /// As windows are half-open at both ends, `tick(from)` is the first tick inside and `tick(to)` the first
    /// outside again.
    ///
    /// - Throws: ``FootageError/timesNotUsable(path:reason:)`` where the tick does not fit ``MediaTicks/sumLimit``.
    package func firstTick(notBefore time: WallTime, in timeBase: TimeBase) throws(FootageError) -> Int64 {
        // tick·b ≥ origin·b₀ + elapsed, each side multiplied by every denominator. The bounds of
        // isUsable and of 64-bit nanoseconds keep every product below 2¹²⁶.
        let origin = reducedOrigin(with: timeBase)
        let elapsed = Int128(time.nanoseconds(since: originTime))
        let (scaled, overflow) = elapsed.multipliedReportingOverflow(by: Int128(timeBase.denominator))
        guard Self.isUsable(timeBase), !overflow else { throw outOfRange }
        let (right, overflowing) = scaled.multipliedReportingOverflow(by: origin.denominator)
        let (left, overflowed) = origin.numerator.multipliedReportingOverflow(by: Self.second)
        let (sum, tooLarge) = right.addingReportingOverflow(left)
        guard !overflowing, !overflowed, !tooLarge else { throw outOfRange }
        let divisor = Int128(timeBase.numerator) * origin.denominator * Self.second
        let quotient = sum / divisor
        let tick = sum % divisor > 0 ? quotient + 1 : quotient
        guard tick.magnitude < MediaTicks.sumLimit else { throw outOfRange }
        return Int64(tick)
    }

    /// The wall-clock time of a tick, rounded down to the nanosecond.
    package func time(ofTick tick: Int64, in timeBase: TimeBase) -> WallTime {
        originTime.adding(
            nanoseconds: TimeBase.nanoseconds(from: origin, in: originTimeBase, to: tick, in: timeBase))
    }

    /// A tick of one unit as the last tick of another that is not after it; at most ``MediaTicks/sumLimit`` away from 0.
    package static func convert(_ tick: Int64, from: TimeBase, to: TimeBase) -> Int64 {
        let product = Int128(tick) * Int128(from.numerator) * Int128(to.denominator)
        let divisor = Int128(from.denominator) * Int128(to.numerator)
        let quotient = product / divisor
        return MediaTicks.clamped(product % divisor < 0 ? quotient - 1 : quotient)
    }

    /// Whether a unit of time is one that media can be counted in, and safe to calculate with.
    package static func isUsable(_ timeBase: TimeBase) -> Bool {
        (1...Int64(Int32.max)).contains(timeBase.numerator)
            && (1...Int64(Int32.max)).contains(timeBase.denominator)
    }

    private static let second = Int128(WallTime.nanosecondsPerSecond)

    private var outOfRange: FootageError {
        .timesNotUsable(path: "", reason: "a time of the window is beyond what the recording can count")
    }

    /// `origin·b₀·den` as a fraction, reduced where both units are the same, as they are for pictures.
    private func reducedOrigin(with timeBase: TimeBase) -> (numerator: Int128, denominator: Int128) {
        if timeBase == originTimeBase { return (Int128(origin) * Int128(timeBase.numerator), 1) }
        return (
            Int128(origin) * Int128(originTimeBase.numerator) * Int128(timeBase.denominator),
            Int128(originTimeBase.denominator)
        )
    }
}
