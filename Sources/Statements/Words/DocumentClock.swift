/// The clock that all times of a document about a bundle are written by: one offset from UTC.
///
/// Whoever reads a page compares times on it, and two of the same moment must look the same. The offset is a value of the
/// record and not of the machine that draws the page, so that two people who draw it get the same digits.
package struct DocumentClock: Sendable, Hashable, Codable {
    /// How far it is ahead of UTC, in seconds.
    package let utcOffsetSeconds: Int32

    /// The clock that is so many seconds ahead of UTC.
    package init(utcOffsetSeconds: Int32) { self.utcOffsetSeconds = utcOffsetSeconds }

    /// The clock of pages about things that are written in UTC, such as a custody chain.
    package static let universal = DocumentClock(utcOffsetSeconds: 0)

    /// A moment as this clock shows it.
    package func shown(_ time: WallTime) -> WallTime { time.inOffset(seconds: utcOffsetSeconds) }

    /// The same window as this clock shows it.
    package func shown(_ window: Window) -> Window {
        (try? Window(from: shown(window.from), to: shown(window.to))) ?? window
    }

    /// `Sat 2026-07-04 21:40:00 +02:00`.
    package func inWords(_ time: WallTime) -> String { shown(time).inWords }

    /// A moment beside another of the same line: `21:40:46.4`, with the date where that is another.
    package func inWords(_ time: WallTime, beside first: WallTime) -> String {
        let parts = inWords(time).split(separator: " ")
        guard parts.count == 4 else { return inWords(time) }
        return inWords(first).split(separator: " ").prefix(2) == parts.prefix(2)
            ? String(parts[2]) : parts.prefix(3).joined(separator: " ")
    }

    /// `Sat 2026-07-04 21:40:30 +02:00 to Sat 2026-07-04 21:42:30 +02:00 (2 min)`.
    package func inWords(_ window: Window) -> String {
        "\(inWords(window.from)) to \(inWords(window.to)) (\(window.lengthInWords))"
    }

    /// What the clock is, for the line of a page that names it once.
    package var inWords: String {
        guard utcOffsetSeconds != 0 else { return "UTC" }
        let offset = WallTime(nanoseconds: 0, utcOffsetSeconds: utcOffsetSeconds).inWords.split(
            separator: " ")
        let ahead = utcOffsetSeconds > 0
        let length = durationInWords(
            nanoseconds: Int64(utcOffsetSeconds.magnitude) * WallTime.nanosecondsPerSecond)
        return "\(offset.last ?? ""), \(length) \(ahead ? "ahead of" : "behind") UTC"
    }

    /// A sentence of ours with the times in it as this clock shows them. What stands between “ and ”, or on a line that is
    /// marked as somebody else's, stays as they wrote it.
    package func shown(_ text: String) -> String {
        var rewriting = TimesInText(text, clock: self)
        return rewriting.rewritten()
    }
}
