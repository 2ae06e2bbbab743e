import Statements

/// A date and time of day as a clock shows it, in no zone.
package struct CivilTime: Sendable, Hashable {
    package var year: Int
    package var month: Int
    package var day: Int
    package var hour: Int
    package var minute: Int
    package var second: Int
    package var nanosecond: Int64

    package init(
        year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, nanosecond: Int64 = 0
    ) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.nanosecond = nanosecond
    }

    /// Whether a calendar has that date and a clock that time: no 30 February, no hour 24, no second 60.
    package var exists: Bool {
        guard (1970...2199).contains(year), (1...12).contains(month) else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...lengths[month - 1]).contains(day) && (0..<24).contains(hour)
            && (0..<60).contains(minute) && (0..<60).contains(second)
    }

    /// Seconds since 1970 of a clock in Greenwich that shows this.
    ///
    /// Years begin on 1 March here, so that the leap day is the last of its year.
    package var seconds: Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
        return Int64(days * 86_400 + hour * 3600 + minute * 60 + second)
    }

    /// What a clock in Greenwich shows so many seconds since 1970; not before.
    package init(seconds: Int64, nanosecond: Int64 = 0) {
        let days = Int(seconds / 86_400) + 719_468
        let inDay = Int(seconds % 86_400)
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, hour: inDay / 3600,
            minute: inDay / 60 % 60, second: inDay % 60, nanosecond: nanosecond)
    }

    /// The same clock so many seconds later.
    package func adding(seconds: Int64) -> CivilTime {
        CivilTime(seconds: self.seconds + seconds, nanosecond: nanosecond)
    }

    /// The moment at which a clock so many seconds ahead of UTC shows this.
    package func moment(offset: Int) -> WallTime {
        WallTime(
            nanoseconds: (seconds - Int64(offset)) * WallTime.nanosecondsPerSecond + nanosecond,
            utcOffsetSeconds: Int32(offset))
    }
}

extension CivilTime: CustomStringConvertible {
    /// `2026-10-25 02:30:00`.
    package var description: String {
        let text = moment(offset: 0).toTheSecond.rfc3339
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))"
    }
}
