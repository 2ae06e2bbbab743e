import Foundation
import Outcomes

/// Times as a page shows them: by the clock of the place, with the zone named, as the browser's language writes them.
package struct PortalTimes {
    let words: PortalWords
    /// The zone of the place; nil where only its offset is known.
    let zone: TimeZone?

    package init(words: PortalWords, zone: TimeZone?) {
        self.words = words
        self.zone = zone
    }

    /// `Saturday, 4 July 2026 at 21:40:00`.
    func full(_ time: GivenTime) -> String { text(time, .full, .medium) }

    /// `Saturday, 4 July 2026 at 21:40:00, Central European Time (UTC+2)`.
    package func moment(_ time: GivenTime) -> String { "\(full(time)), \(zoneName(at: time))" }

    /// `4 July 2026 at 21:40 (UTC+2)`.
    package func short(_ time: GivenTime) -> String {
        "\(text(time, .long, .short)) (\(Self.offset(at: time)))"
    }

    /// When something was done, by this computer's clock as it was then: `30 November 2026 at 09:00 (UTC+1)`. The clock of the
    /// place may be known for the time that is asked about alone.
    package func act(_ time: GivenTime, in zone: TimeZone = .current) -> String { short(time.on(zone)) }

    /// `Saturday, 4 July 2026, from 21:40:00 to 21:43:00`, or with both days where they differ; with the offset of each where
    /// clocks were changed between the two, as one of the times may then come twice.
    package func span(_ from: GivenTime, _ to: GivenTime) -> String {
        guard from.utcOffsetSeconds == to.utcOffsetSeconds else {
            return words(
                "who.from-to",
                [
                    "from": "\(full(from)) (\(Self.offset(at: from)))",
                    "to": "\(full(to)) (\(Self.offset(at: to)))",
                ])
        }
        let (day, other) = (text(from, .full, .none), text(to, .full, .none))
        guard day == other else {
            return words("who.from-to", ["from": full(from), "to": full(to)])
        }
        return words(
            "who.one-day",
            ["day": day, "from": text(from, .none, .medium), "to": text(to, .none, .medium)])
    }

    /// `Central European Time (UTC+2)`, or `UTC+2`.
    func zoneName(at time: GivenTime) -> String { named(Self.offset(at: time)) }

    /// The same as ``span(_:_:)``, where it is a line by itself.
    package func spanAlone(_ from: GivenTime, _ to: GivenTime) -> String {
        span(from, to).asLine(words.locale)
    }

    /// The same of two times: with both offsets, `UTC+2 → UTC+1`, where clocks were changed between them.
    package func zoneName(from: GivenTime, to: GivenTime) -> String {
        let (first, last) = (Self.offset(at: from), Self.offset(at: to))
        return named(first == last ? first : "\(first) → \(last)")
    }

    private func named(_ offset: String) -> String {
        zone?.localizedName(for: .generic, locale: words.locale).map { "\($0) (\(offset))" } ?? offset
    }

    /// `UTC+2`.
    static func offset(at time: GivenTime) -> String {
        let minutes = Int(time.utcOffsetSeconds) / 60
        let (hours, rest) = (abs(minutes) / 60, abs(minutes) % 60)
        return "UTC\(minutes < 0 ? "−" : "+")\(hours)"
            + (rest == 0 ? "" : ":" + (rest < 10 ? "0" : "") + "\(rest)")
    }

    /// `21:40:00`, by the clock of the place.
    func clock(_ time: GivenTime) -> String { text(time, .none, .medium) }

    /// `21:40:00 (UTC+2)`, where a time may come twice.
    func clockWithOffset(_ time: GivenTime) -> String { "\(clock(time)) (\(Self.offset(at: time)))" }

    /// `24 December 2026`, of a day that was typed as `2026-12-24`.
    func day(_ typed: String) -> String {
        (try? GivenTime(rfc3339: typed + "T12:00:00Z")).map { text($0, .long, .none) } ?? typed
    }

    /// `3 minutes`.
    func length(nanoseconds: Int64) -> String {
        Duration.nanoseconds(nanoseconds).formatted(
            .units(allowed: [.days, .hours, .minutes, .seconds], width: .wide).locale(words.locale))
    }

    private func text(
        _ time: GivenTime, _ date: DateFormatter.Style, _ clock: DateFormatter.Style
    ) -> String {
        let formatter = DateFormatter()
        formatter.locale = words.locale
        formatter.timeZone = TimeZone(secondsFromGMT: Int(time.utcOffsetSeconds))
        formatter.dateStyle = date
        formatter.timeStyle = clock
        return formatter.string(from: Date(timeIntervalSince1970: Double(time.nanoseconds) / 1e9))
    }
}

extension GivenTime {
    /// The same moment by this computer's clock.
    var onThisComputer: GivenTime { on(.current) }

    fileprivate func on(_ zone: TimeZone) -> GivenTime {
        let date = Date(timeIntervalSince1970: Double(nanoseconds) / 1e9)
        return inOffset(seconds: Int32(clamping: zone.secondsFromGMT(for: date)))
    }
}

extension String {
    /// A text as a line by itself: with a capital.
    func asLine(_ locale: Locale) -> String { prefix(1).uppercased(with: locale) + dropFirst() }
}
