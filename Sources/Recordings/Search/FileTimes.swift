import Statements

/// When the times of a file show that it changed.
package enum FileTimes {
    /// How old the times must be before what was seen then is remembered, in nanoseconds: clocks of file systems tick
    /// coarsely, and a file that is written to through a mapping gets new times only when its pages are written back,
    /// which Linux does every 30 s.
    package static let settling = 60 * WallTime.nanosecondsPerSecond

    /// Whether what was seen in a file may be remembered by its stamp: a later change will show in it.
    package static func tell(_ stamp: FileStamp, at now: Int64, settling: Int64) -> Bool {
        let newest = max(stamp.modified, stamp.changed)
        // Whole seconds in both are a clock that knows no others.
        let second = WallTime.nanosecondsPerSecond
        guard stamp.modified % second != 0 || stamp.changed % second != 0 else { return false }
        let (age, overflow) = now.subtractingReportingOverflow(newest)
        return !overflow && age >= settling
    }
}
