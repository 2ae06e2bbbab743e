import Foundation

/// The clock that all times of one page are shown by, and times of day about it are read by.
///
/// Statements hold offsets and no zones. It is this machine's zone where clocks of that zone show the start of what the page is about as
/// the statement has it: then a time in winter is shown as it is then. Otherwise it is the clock the statement was written by.
package struct PageClock: Sendable {
    /// This machine's zone; nil where that is not the statement's.
    package let zone: TimeZone?
    private let window: Window

    /// The clock of a page about a window.
    ///
    /// - Parameter zone: this machine's.
    package init(_ window: Window, zone: TimeZone = .current) {
        self.window = window
        self.zone =
            Self.offset(of: zone, at: window.from) == window.from.utcOffsetSeconds ? zone : nil
    }

    /// A moment, written as this clock shows it.
    package func shown(_ time: WallTime) -> WallTime {
        if let zone { return time.inOffset(seconds: Self.offset(of: zone, at: time)) }
        let like = time < window.to ? window.from : window.to
        return time.inOffset(seconds: like.utcOffsetSeconds)
    }

    /// The same window, written so.
    package func shown(_ window: Window) -> Window {
        (try? Window(from: shown(window.from), to: shown(window.to))) ?? window
    }

    /// The moments at which this clock shows a date and time of day, the earliest first: one as a rule, two where clocks were
    /// put back over it, none where they were put forward.
    ///
    /// - Parameter civil: what a clock in Greenwich shows, in nanoseconds since 1970.
    func moments(civil: Int64) -> [WallTime] {
        if let zone { return Self.moments(of: zone, civil: civil) }
        let offsets = Set([window.from.utcOffsetSeconds, window.to.utcOffsetSeconds])
        guard offsets.count > 1 else {
            return offsets.map { Self.moment(civil, $0) }
        }
        // The clocks changed in the window, and which clocks they are nothing tells: those that fit it change at one moment.
        let fitting = TimeZone.knownTimeZoneIdentifiers.lazy.compactMap(TimeZone.init(identifier:)).filter {
            Self.offset(of: $0, at: window.from) == window.from.utcOffsetSeconds
                && Self.offset(of: $0, at: window.to) == window.to.utcOffsetSeconds
        }
        var moments: Set<WallTime> = []
        var isKnown = false
        for zone in fitting {
            isKnown = true
            moments.formUnion(Self.moments(of: zone, civil: civil))
        }
        return isKnown ? moments.sorted() : offsets.map { Self.moment(civil, $0) }.sorted()
    }

    private static func moments(of zone: TimeZone, civil: Int64) -> [WallTime] {
        let noon = WallTime(nanoseconds: civil)
        var offsets: Set<Int32> = []
        for hours in stride(from: Int64(-36), through: 36, by: 12) {
            offsets.insert(
                offset(of: zone, at: noon.adding(nanoseconds: hours * 3600 * WallTime.nanosecondsPerSecond)))
        }
        return offsets.map { moment(civil, $0) }
            .filter { offset(of: zone, at: $0) == $0.utcOffsetSeconds }.sorted()
    }

    private static func moment(_ civil: Int64, _ offset: Int32) -> WallTime {
        WallTime(nanoseconds: civil, utcOffsetSeconds: offset)
            .adding(nanoseconds: -Int64(offset) * WallTime.nanosecondsPerSecond)
    }

    private static func offset(of zone: TimeZone, at time: WallTime) -> Int32 {
        let (seconds, rest) = time.nanoseconds.quotientAndRemainder(dividingBy: WallTime.nanosecondsPerSecond)
        let whole = rest < 0 ? seconds - 1 : seconds
        return Int32(
            clamping: zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(whole))) / 60 * 60)
    }
}
