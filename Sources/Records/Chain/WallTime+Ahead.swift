import Statements

extension WallTime {
    /// No two clocks that anybody looks at differ by more: what is dated further ahead was not done then.
    private static let aheadNanoseconds = 24 * 3600 * nanosecondsPerSecond

    /// Whether a time somebody signed is more than 24 hours after now, so that it cannot be when it was done.
    package func isAhead(of now: WallTime) -> Bool { nanoseconds(since: now) > Self.aheadNanoseconds }
}
