/// A time of day as a person writes it: `21:40:30`, `21.40`, `9:40`, `9:40pm`, `9 p.m.`, `21h40`.
struct TimeOfDay: Sendable, Hashable {
    /// The hours it may be, the first of the day first: two where it may be before noon or after it.
    let hours: [Int64]
    let minute: Int64
    let second: Int64
    let nanosecond: Int64

    /// Reads a text; nil where it is none.
    ///
    /// An hour from 1 to 12 without a zero in front, and without `am` or `pm`, is one of two.
    init?(_ text: String) {
        var rest = text.lowercased()[...]
        let half = Self.takeHalf(&rest)
        guard let separator = rest.first(where: { !($0.isASCII && $0.isNumber) }) else {
            // Digits alone are an hour only where something says so.
            guard half != nil, let hour = Self.number(rest, 1...2) else { return nil }
            guard let hours = Self.hours(hour, half, hasZero: false) else { return nil }
            (self.hours, minute, second, nanosecond) = (hours, 0, 0, 0)
            return
        }
        guard ":.h".contains(separator) else { return nil }
        var parts = rest.split(separator: separator, omittingEmptySubsequences: false)
        if parts.count == 2, separator == "h", parts[1].isEmpty { parts[1] = "00" }
        guard (2...3).contains(parts.count), let hour = Self.number(parts[0], 1...2),
            let hours = Self.hours(hour, half, hasZero: parts[0].hasPrefix("0"))
        else { return nil }
        var nanosecond: Int64 = 0
        if parts.count == 3, separator != ".", let point = parts[2].firstIndex(of: ".") {
            let fraction = parts[2][parts[2].index(after: point)...]
            guard let digits = Self.number(fraction, 1...9) else { return nil }
            nanosecond = (fraction.count..<9).reduce(digits) { value, _ in value * 10 }
            parts[2] = parts[2][..<point]
        }
        let second = parts.count == 3 ? Self.number(parts[2], 2...2) : 0
        guard let minute = Self.number(parts[1], 2...2), minute < 60, let second, second < 60 else {
            return nil
        }
        self.hours = hours
        self.minute = minute
        self.second = second
        self.nanosecond = nanosecond
    }

    /// What it may be, in nanoseconds since midnight.
    var sinceMidnight: [Int64] {
        hours.map { (($0 * 60 + minute) * 60 + second) * WallTime.nanosecondsPerSecond + nanosecond }
    }

    private enum Half { case morning, evening }

    private static func takeHalf(_ text: inout Substring) -> Half? {
        for (ending, half) in [
            ("am", Half.morning), ("a.m.", .morning), ("pm", .evening), ("p.m.", .evening),
        ]
        where text.hasSuffix(ending) {
            text = text.dropLast(ending.count)
            while text.last == " " { text.removeLast() }
            return half
        }
        return nil
    }

    private static func hours(_ hour: Int64, _ half: Half?, hasZero: Bool) -> [Int64]? {
        switch half {
        case .morning: return (1...12).contains(hour) ? [hour % 12] : nil
        case .evening: return (1...12).contains(hour) ? [hour % 12 + 12] : nil
        case nil:
            guard hour < 24 else { return nil }
            return (1...12).contains(hour) && !hasZero ? [hour % 12, hour % 12 + 12] : [hour]
        }
    }

    private static func number(_ text: Substring, _ digits: ClosedRange<Int>) -> Int64? {
        guard digits.contains(text.count), text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int64(text)
    }
}
