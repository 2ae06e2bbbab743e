/// A moment of a window a person answers: a full time, or only the time of day, `21:40:30`, as the window's own
/// clock shows it.
package struct MomentInWindow: Sendable, Hashable {
    private let text: String
    private let time: WallTime?

    /// Reads what a person wrote.
    ///
    /// - Throws: ``StatementError/timeNotUnderstood(text:)`` for a text that is neither.
    package init(_ text: String) throws(StatementError) {
        self.text = text
        time = Self.isTimeOfDay(text) ? nil : try WallTime(rfc3339: text)
    }

    /// The moment meant; a time of day earlier than the window's start is that of the next day.
    ///
    /// - Throws: ``StatementError/timeNotUnderstood(text:)``.
    package func moment(in window: Window) throws(StatementError) -> WallTime {
        if let time { return time }
        let start = window.from.rfc3339
        let full = text.split(separator: ":").count == 2 ? text + ":00" : text
        let offset = start.dropFirst(19).drop { $0 == "." || $0.isNumber }
        let sameDay = try WallTime(rfc3339: start.prefix(11) + full + offset)
        return sameDay < window.from ? sameDay.adding(days: 1) : sameDay
    }

    private static func isTimeOfDay(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return (2...3).contains(parts.count) && parts[0].count <= 2
            && text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ":" || $0 == ".") }
    }
}
