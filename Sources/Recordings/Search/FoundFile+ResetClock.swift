import Records
import Statements

extension FoundFile {
    /// Whether the clock of its camera had probably been set back by a loss of power: clocks that know nothing begin with a
    /// year, or before there were such cameras.
    ///
    /// It is no proof, so nothing follows from it: whoever chooses is told.
    package var seemsReset: Bool {
        guard start.how == .fileName || start.how == .container else { return false }
        let date = start.time.rfc3339.prefix(10)
        let isFirst = date.hasSuffix("-01-01") || date.hasSuffix("-01-02")
        guard isFirst || date.prefix(4) < Self.firstYear else { return false }
        return start.time.adding(nanoseconds: Self.apart) < lastChanged
    }

    /// No camera wrote files before.
    private static let firstYear = "2000"
    /// A recording of New Year's Day is last changed on that day or soon after: a month.
    private static let apart = 30 * 86_400 * WallTime.nanosecondsPerSecond
}
