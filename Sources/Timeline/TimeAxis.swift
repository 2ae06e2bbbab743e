import Statements

/// Where moments lie on the page, and which of them are written below each other's line.
struct TimeAxis {
    /// What is shown: the time asked for and a little on both sides.
    let shown: Window
    let left: Double
    let width: Double
    private let offset: Int32

    private static let second = WallTime.nanosecondsPerSecond
    /// How far apart labels may be, in seconds.
    private static let steps: [Int64] = [
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
        172_800,
        604_800,
    ]

    init(_ requested: Window, left: Double, width: Double) {
        let margin = max(1, requested.durationNanoseconds / 12)
        let from = requested.from.adding(nanoseconds: -margin)
        let to = requested.to.adding(nanoseconds: margin)
        shown = (try? Window(from: from, to: to)) ?? requested
        self.left = left
        self.width = width
        offset = requested.from.utcOffsetSeconds
    }

    /// Where a moment lies, kept on the page.
    func place(_ time: WallTime) -> Double {
        let since = max(shown.from, min(shown.to, time)).nanoseconds(since: shown.from)
        return left + width * Double(since) / Double(shown.durationNanoseconds)
    }

    /// A window as a place and a width; nil where nothing of it is shown.
    func span(_ window: Window) -> (x: Double, width: Double)? {
        guard let part = window.intersection(shown) else { return nil }
        let x = place(part.from)
        return (x, place(part.to) - x)
    }

    /// The moments to label, at most so many.
    func ticks(atMost count: Int64) -> [WallTime] {
        let seconds = shown.durationNanoseconds / Self.second
        let step = Int128((Self.steps.first { seconds / $0 < count } ?? seconds / count + 1) * Self.second)
        let shift = Int128(offset) * Int128(Self.second)
        let local = Int128(shown.from.nanoseconds) + shift
        var next = (local / step + (local % step > 0 ? 1 : 0)) * step - shift
        var ticks: [WallTime] = []
        while next <= Int128(shown.to.nanoseconds) {
            ticks.append(WallTime(nanoseconds: Int64(clamping: next), utcOffsetSeconds: offset))
            next += step
        }
        return ticks
    }

    /// `21:40`, with seconds where there are any.
    func clock(_ time: WallTime, seconds: Bool = false) -> String {
        let text = time.inOffset(seconds: offset).rfc3339.dropFirst(11)
        return String(!seconds && text.dropFirst(6).hasPrefix("00") ? text.prefix(5) : text.prefix(8))
    }

    /// `2026-07-04`.
    func date(_ time: WallTime) -> String { String(time.inOffset(seconds: offset).rfc3339.prefix(10)) }

    /// `UTC+2`, `UTC−3:30`.
    var zone: String {
        let minutes = abs(offset) / 60
        let rest = minutes % 60
        guard minutes > 0 else { return "UTC" }
        return "UTC" + (offset < 0 ? "−" : "+") + "\(minutes / 60)"
            + (rest > 0 ? ":\(rest < 10 ? "0" : "")\(rest)" : "")
    }
}
