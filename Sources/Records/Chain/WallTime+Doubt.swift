import Statements

extension WallTime {
    /// No two clocks that anybody looks at differ by more: what is dated further ahead was not done then.
    private static let aheadNanoseconds = 24 * 3600 * nanosecondsPerSecond
    /// The first day on which anything of these formats can have been signed, 2026-01-01 in UTC.
    private static let firstDay = WallTime(
        nanoseconds: 1_767_225_600 * nanosecondsPerSecond, utcOffsetSeconds: 0)

    /// Why a time that somebody signed cannot be when it was done; nil where it can.
    ///
    /// Clocks go wrong without anybody's doing, so that is told, and nothing is called wrong for it.
    ///
    /// - Parameter now: the time by the clock of who reads it.
    package func doubt(at now: WallTime) -> String? {
        if nanoseconds(since: now) > Self.aheadNanoseconds {
            return
                "lies ahead of this machine's clock (\(now.toTheSecond)): a clock is wrong, or a time was made up"
        }
        return self < Self.firstDay
            ? "is before anything of this format was signed: a clock was wrong, or a time was made up" : nil
    }
}
