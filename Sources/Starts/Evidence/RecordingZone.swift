import Objects
import Statements
import Foundation

/// The time zone of a clock whose times carry none.
package struct RecordingZone: Sendable, Hashable {
    /// How the zone was given; nil for this machine's, which is only looked up once a clock needs it.
    private let given: Given?

    private struct Given: Hashable {
        let name: String
        let zone: TimeZone
    }

    /// The zone of this machine, for want of a better one.
    package static let machine = RecordingZone(given: nil)

    /// Universal time.
    package static let universal = RecordingZone(given: Given(name: "UTC", zone: .gmt))

    /// How the zone is written in the record: an IANA name or an offset.
    package var name: String { given?.name ?? TimeZone.current.identifier }
    /// Whether somebody stated it; otherwise it is this machine's, and that is said.
    package var isGiven: Bool { given != nil }
    private var zone: TimeZone { given?.zone ?? .current }

    /// A zone by its IANA name (`Europe/Berlin`) or as an offset (`+02:00`, `Z`).
    ///
    /// - Throws: ``FootageError/zoneNotUnderstood(text:)``.
    package init(_ text: String) throws(FootageError) {
        if text == "Z" || text == "z" || text == "UTC" {
            self.init(given: Given(name: "UTC", zone: .gmt))
            return
        }
        if let offset = Self.offset(text), let zone = TimeZone(secondsFromGMT: offset) {
            self.init(given: Given(name: text, zone: zone))
            return
        }
        // Foundation also takes abbreviations such as EST, which name different zones in different places.
        guard text.contains("/"), text.utf8.allSatisfy(Self.isOfName), let zone = TimeZone(identifier: text)
        else {
            throw .zoneNotUnderstood(text: text, near: ZoneNames.near(text))
        }
        self.init(given: Given(name: text, zone: zone))
    }

    private init(given: Given?) { self.given = given }

    /// The moments at which clocks of this zone show that date and time, the earliest first.
    ///
    /// One, as a rule. Two where the clocks were put back and showed the time again; none where they were put forward
    /// and skipped it, and for dates that do not exist.
    package func moments(_ civil: CivilTime) -> [WallTime] {
        guard civil.exists else { return [] }
        // Every offset that was in force around the time is tried: a moment is one at which it was in force. The
        // widest jump of a clock there was is a whole day, where a country changed the side of the date line.
        var offsets: [Int] = []
        for hours in stride(from: Int64(-36), through: 36, by: 12) {
            let offset = offset(atSeconds: civil.seconds + hours * 3600)
            if !offsets.contains(offset) { offsets.append(offset) }
        }
        return offsets.filter { offset(atSeconds: civil.seconds - Int64($0)) == $0 }
            .map { civil.moment(offset: $0) }
            .sorted()
    }

    /// A moment, to be written as clocks of this zone show it; in UTC where nobody stated the zone, so that it does
    /// not depend on the machine how a moment that is known is written.
    package func shown(_ time: WallTime) -> WallTime {
        guard isGiven else { return time.inOffset(seconds: 0) }
        return time.inOffset(seconds: Int32(offset(at: time)))
    }

    /// How many seconds clocks of this zone are ahead of UTC at a moment.
    package func offset(at time: WallTime) -> Int {
        let (seconds, rest) = time.nanoseconds.quotientAndRemainder(dividingBy: WallTime.nanosecondsPerSecond)
        return offset(atSeconds: rest < 0 ? seconds - 1 : seconds)
    }

    private func offset(atSeconds seconds: Int64) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    }

    /// Whether clocks of this zone are put forward for the summer at a moment; nil for a mere offset, which does not
    /// tell.
    package func isDaylight(at time: WallTime) -> Bool? {
        guard name.contains("/") else { return nil }
        return zone.isDaylightSavingTime(
            for: Date(timeIntervalSince1970: Double(time.nanoseconds / WallTime.nanosecondsPerSecond)))
    }

    /// Whether a byte may be in an IANA name: what else would only look for files beside the zones.
    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "/_-+".utf8.contains(byte)
        }
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
