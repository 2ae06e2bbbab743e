import Custody
import Foundation

/// The time zone of a clock whose times carry none.
public struct RecordingZone: Sendable, Hashable {
    /// How the zone was given; nil for this machine's, which is only looked up once a clock needs it.
    private let given: Given?

    private struct Given: Hashable {
        let name: String
        let zone: TimeZone
    }

    /// The zone of this machine, for want of a better one.
    public static let machine = RecordingZone(given: nil)

    /// How the zone is written in the record: an IANA name or an offset.
    public var name: String { given?.name ?? TimeZone.current.identifier }
    /// Whether somebody stated it; otherwise it is this machine's, and that is said.
    public var isGiven: Bool { given != nil }
    private var zone: TimeZone { given?.zone ?? .current }

    /// A zone by its IANA name (`Europe/Berlin`) or as an offset (`+02:00`, `Z`).
    ///
    /// - Throws: ``FootageError/zoneNotUnderstood(text:)``.
    public init(_ text: String) throws(FootageError) {
        if text == "Z" || text == "z" || text == "UTC" {
            self.init(given: Given(name: "UTC", zone: .gmt))
            return
        }
        if let offset = Self.offset(text), let zone = TimeZone(secondsFromGMT: offset) {
            self.init(given: Given(name: text, zone: zone))
            return
        }
        // Foundation also takes abbreviations such as EST, which name different zones in different places.
        guard text.contains("/"), let zone = TimeZone(identifier: text) else {
            throw .zoneNotUnderstood(text: text)
        }
        self.init(given: Given(name: text, zone: zone))
    }

    private init(given: Given?) { self.given = given }

    /// The moment at which clocks of this zone show that date and time.
    ///
    /// Where a clock shows it twice, in autumn, the first of the two; nil for a date that does not exist.
    func moment(_ civil: CivilTime) -> WallTime? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = DateComponents(
            year: civil.year, month: civil.month, day: civil.day, hour: civil.hour, minute: civil.minute,
            second: civil.second)
        guard parts.isValidDate(in: calendar), let date = calendar.date(from: parts) else { return nil }
        let seconds = Int64(date.timeIntervalSince1970.rounded())
        return WallTime(
            nanoseconds: seconds * WallTime.nanosecondsPerSecond + civil.nanosecond,
            utcOffsetSeconds: Int32(zone.secondsFromGMT(for: date)))
    }

    /// A moment, to be written as clocks of this zone show it.
    func local(_ time: WallTime) -> WallTime {
        let date = Date(timeIntervalSince1970: Double(time.nanoseconds / WallTime.nanosecondsPerSecond))
        return time.inOffset(seconds: Int32(zone.secondsFromGMT(for: date)))
    }

    /// Seconds ahead of UTC, out of `+02:00`, `+0200` or `-05`.
    static func offset(_ text: some StringProtocol) -> Int? {
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let digits = String(text.dropFirst().filter { $0 != ":" })
        guard digits.count == 2 || digits.count == 4, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let hours = Int(digits.prefix(2)), let minutes = Int(digits.count == 4 ? digits.suffix(2) : "0"),
            hours < 24, minutes < 60
        else { return nil }
        return (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}

/// A date and time of day as a clock shows it, in no zone.
struct CivilTime: Sendable, Hashable {
    var year: Int
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int
    var nanosecond: Int64 = 0
}
