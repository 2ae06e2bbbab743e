import Sealing

// How times, lengths and lists are said to a person.

extension WallTime {
    /// `Sat 2026-07-04 21:40:00 +02:00`.
    package var inWords: String {
        let text = rfc3339
        let date = text.prefix(10)
        let rest = text.dropFirst(11)
        let offsetStart = rest.lastIndex { "+-Z".contains($0) } ?? rest.endIndex
        let offset = rest[offsetStart...] == "Z" ? "UTC" : String(rest[offsetStart...])
        return "\(weekday) \(date) \(rest[..<offsetStart]) \(offset)"
    }

    private var weekday: String {
        let second = Self.nanosecondsPerSecond
        let seconds =
            (nanoseconds - ((nanoseconds % second) + second) % second) / second + Int64(utcOffsetSeconds)
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        // 1 January 1970 was a Thursday.
        let names = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        return names[Int((day % 7 + 7) % 7)]
    }

    /// The present moment to the whole second, as people date what they sign, in the offset given.
    package static func nowToTheSecond(offsetSeconds: Int32) -> WallTime {
        WallTime.now().toTheSecond.inOffset(seconds: offsetSeconds)
    }

    /// The time so many days later.
    package func adding(days: Int64) -> WallTime {
        // What is beyond the years there are stays beyond them.
        adding(nanoseconds: max(-100_000, min(100_000, days)) * 86_400 * Self.nanosecondsPerSecond)
    }
}

extension Window {
    /// `3 min`, `1 h 20 min`, `2 d`, `1 min 23.7 s`.
    package var lengthInWords: String { durationInWords(nanoseconds: durationNanoseconds) }
}

/// A length of time in its units: days to seconds, with milliseconds where there are any. Nothing is rounded away
/// above one, so that lengths which belong together add up.
package func durationInWords(nanoseconds: Int64) -> String {
    let second = WallTime.nanosecondsPerSecond
    guard nanoseconds >= second else { return "\(nanoseconds / 1_000_000) ms" }
    var rest = nanoseconds / second
    var parts: [String] = []
    for (length, unit) in [(86_400, "d"), (3600, "h"), (60, "min")] as [(Int64, String)] {
        if rest >= length { parts.append("\(rest / length) \(unit)") }
        rest %= length
    }
    let milliseconds = nanoseconds % second / 1_000_000
    if rest > 0 || milliseconds > 0 { parts.append("\(rest)\(fraction(milliseconds)) s") }
    return parts.joined(separator: " ")
}

/// Milliseconds as the end of a decimal number, without zeros at its end: `.7`.
private func fraction(_ milliseconds: Int64) -> String {
    guard milliseconds > 0 else { return "" }
    var digits = String(1000 + milliseconds).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "." + digits
}

/// `340 bytes`, `3.4 MB`, `34 GB`: in steps of a thousand, as disks are sold.
package func bytesInWords(_ bytes: UInt64) -> String {
    guard bytes >= 1000 else { return counted(bytes, "byte") }
    var (value, unit) = (bytes, 0)
    while value >= 1_000_000 {
        value /= 1000
        unit += 1
    }
    let whole = value / 1000
    let tenth = whole < 10 ? ".\(value % 1000 / 100)" : ""
    return "\(whole)\(tenth) \(["kB", "MB", "GB", "TB", "PB", "EB"][unit])"
}

/// `a`, `a and b`, `a, b and c`.
package func listInWords(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "nothing" }
    return items.dropLast().joined(separator: ", ") + " and " + last
}
