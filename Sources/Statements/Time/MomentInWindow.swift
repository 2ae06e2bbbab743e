import Foundation

/// A moment of a window a person answers: a full time, or a time of day as people write it, `21:40:30`, `9:40pm`, `21.40`, with
/// the date in front or without, as the page about the window shows it.
package struct MomentInWindow: Sendable, Hashable {
    /// What the person wrote.
    package let text: String
    private let form: Form

    private enum Form: Hashable {
        case full(WallTime)
        /// A time of day, of the date in front of it where there is one: `2026-07-04`.
        case clock(TimeOfDay, date: String?)
    }

    /// Reads what a person wrote.
    ///
    /// - Throws: ``StatementError/timeNotUnderstood(text:reason:)`` for a text that is neither.
    package init(_ text: String) throws(StatementError) {
        self.text = text
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        if let time = TimeOfDay(trimmed) {
            form = .clock(time, date: nil)
            return
        }
        if trimmed.count > 11, " Tt".contains(trimmed[trimmed.index(trimmed.startIndex, offsetBy: 10)]),
            let time = TimeOfDay(String(trimmed.dropFirst(11)))
        {
            let date = String(trimmed.prefix(10))
            _ = try Self.midnight(date)
            form = .clock(time, date: date)
            return
        }
        form = .full(try WallTime(rfc3339: trimmed))
    }

    /// A moment that is known.
    package init(_ time: WallTime) {
        text = time.rfc3339
        form = .full(time)
    }

    /// The moment meant.
    ///
    /// Of what it may be, what lies in the window is meant. A time of day of which nothing does stays on its day, the nearest
    /// to the window.
    ///
    /// - Parameter zone: this machine's.
    /// - Throws: ``StatementError/timeOpen(text:moments:)`` where it may be several, and
    ///   ``StatementError/timeSkipped(text:)`` where clocks never showed it.
    package func moment(in window: Window, zone: TimeZone = .current) throws(StatementError) -> WallTime {
        switch form {
        case .full(let moment): return moment
        case .clock(let time, let date): return try self.moment(time, date, in: window, zone)
        }
    }

    private func moment(
        _ time: TimeOfDay, _ date: String?, in window: Window, _ zone: TimeZone
    ) throws(StatementError) -> WallTime {
        let clock = PageClock(window, zone: zone)
        var midnights: [Int64] = []
        if let date {
            midnights = [try Self.midnight(date)]
        } else {
            let last = try Self.midnight(String(clock.shown(window.to).rfc3339.prefix(10)))
            var midnight = try Self.midnight(String(clock.shown(window.from).rfc3339.prefix(10)))
            // A window of years would have a candidate for each of its days, and what is meant is none of them.
            while midnight <= last, midnights.count < 400 {
                midnights.append(midnight)
                midnight += 86_400 * WallTime.nanosecondsPerSecond
            }
        }
        var candidates: [WallTime] = []
        var isSkipped = false
        for midnight in midnights {
            for sinceMidnight in time.sinceMidnight {
                let moments = clock.moments(civil: midnight + sinceMidnight)
                isSkipped = isSkipped || moments.isEmpty
                candidates += moments
            }
        }
        let inside = candidates.filter { window.from <= $0 && $0 <= window.to }.sorted()
        if inside.count == 1 { return inside[0] }
        if inside.count > 1 { throw .timeOpen(text: text, moments: Array(inside.prefix(Self.shown))) }
        func distance(_ moment: WallTime) -> Int64 {
            moment < window.from
                ? window.from.nanoseconds(since: moment) : moment.nanoseconds(since: window.to)
        }
        if isSkipped { throw .timeSkipped(text: text) }
        if time.hours.count > 1 {
            let near = candidates.sorted { distance($0) < distance($1) }.prefix(2)
            throw .timeOpen(text: text, moments: near.sorted())
        }
        guard let nearest = candidates.min(by: { distance($0) < distance($1) }) else {
            throw .timeSkipped(text: text)
        }
        return nearest
    }

    /// Of how many a person is told.
    private static let shown = 4

    /// What a clock in Greenwich shows at the beginning of a date, in nanoseconds since 1970.
    private static func midnight(_ date: String) throws(StatementError) -> Int64 {
        try WallTime(rfc3339: date + "T00:00:00Z").nanoseconds
    }
}
