extension WallTime {
    /// The time as RFC 3339 §5.6 writes it: `2026-03-01T21:15:00.25+01:00`.
    ///
    /// The fraction is as long as it needs to be and no longer; offset zero is `Z`.
    package var rfc3339: String {
        let second = Self.nanosecondsPerSecond
        var seconds = nanoseconds / second
        var fraction = nanoseconds % second
        if fraction < 0 {
            fraction += second
            seconds -= 1
        }
        seconds += Int64(utcOffsetSeconds)
        var day = seconds / 86_400
        var inDay = seconds % 86_400
        if inDay < 0 {
            inDay += 86_400
            day -= 1
        }
        let date = CivilDate(dayNumber: day)
        var text = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))T"
        text += "\(padded(inDay / 3600, 2)):\(padded(inDay / 60 % 60, 2)):\(padded(inDay % 60, 2))"
        if fraction > 0 {
            var digits = padded(fraction, 9)
            while digits.hasSuffix("0") { digits.removeLast() }
            text += "." + digits
        }
        guard utcOffsetSeconds != 0 else { return text + "Z" }
        let minutes = Int64(utcOffsetSeconds.magnitude) / 60
        return text + (utcOffsetSeconds < 0 ? "-" : "+")
            + "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
    }

    /// Reads RFC 3339 §5.6 `date-time`.
    ///
    /// Only times in the years 1950 to 2199 are accepted, counted in UTC.
    /// Stricter than the grammar where the grammar lets two readers disagree: the offset is required
    /// (it is in the grammar too, but seldom enforced), second 60 is refused because POSIX time cannot
    /// hold it, and a fraction has at most nine digits. `t` and `z` in lower case are accepted, as
    /// §5.6 asks; a space in place of `T` is not.
    ///
    /// - Throws: ``StatementError/timeNotUnderstood(text:reason:)``.
    package init(rfc3339 text: String) throws(StatementError) {
        var reader = RFC3339Reader(text: text)
        self = try reader.read()
    }
}

/// A cursor over the bytes of one RFC 3339 text.
private struct RFC3339Reader {
    let text: String
    let bytes: [UInt8]
    var position = 0

    init(text: String) {
        self.text = text
        // One byte more than the longest valid text is enough to see that it is too long.
        bytes = Array(text.utf8.prefix(64))
    }

    mutating func read() throws(StatementError) -> WallTime {
        let year = try number(digits: 4, of: "the year", in: 0...9999)
        try separator("-", after: "the year")
        let month = try number(digits: 2, of: "the month", in: 1...12)
        try separator("-", after: "the month")
        let day = try number(digits: 2, of: "the day", in: 1...31)
        let date = CivilDate(year: year, month: month, day: day)
        guard date.exists else { throw failure("that month has no day \(day)") }
        guard next == UInt8(ascii: "T") || next == UInt8(ascii: "t") else {
            throw failure("date and time are joined by a T")
        }
        position += 1
        let hour = try number(digits: 2, of: "the hour", in: 0...23)
        try separator(":", after: "the hour")
        let minute = try number(digits: 2, of: "the minute", in: 0...59)
        try separator(":", after: "the minute")
        let second = try number(digits: 2, of: "the second", in: 0...60)
        guard second < 60 else { throw failure("leap seconds (second 60) have no place on the POSIX clock") }
        let fraction = try fraction()
        let offset = try offset()
        guard position == bytes.count else { throw failure("something follows the offset") }

        let seconds = date.dayNumber * 86_400 + hour * 3600 + minute * 60 + second - offset
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: WallTime.nanosecondsPerSecond)
        let (total, overflowToo) = whole.addingReportingOverflow(fraction)
        guard !overflow, !overflowToo,
            let time = WallTime(exactNanoseconds: total, utcOffsetSeconds: Int32(offset))
        else { throw failure("it is not in the years 1950 to 2199") }
        return time
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func failure(_ reason: String) -> StatementError {
        .timeNotUnderstood(text: text, reason: reason)
    }

    private mutating func digit() -> Int64? {
        guard let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        position += 1
        return Int64(byte - UInt8(ascii: "0"))
    }

    private mutating func number(
        digits: Int, of what: String, in range: ClosedRange<Int64>
    ) throws(StatementError) -> Int64 {
        var value: Int64 = 0
        for _ in 0..<digits {
            guard let digit = digit() else { throw failure("\(what) needs \(digits) digits") }
            value = value * 10 + digit
        }
        guard range.contains(value) else { throw failure("\(what) cannot be \(value)") }
        return value
    }

    private mutating func separator(_ wanted: Unicode.Scalar, after what: String) throws(StatementError) {
        guard next == UInt8(ascii: wanted) else { throw failure("a “\(wanted)” must follow \(what)") }
        position += 1
    }

    private mutating func fraction() throws(StatementError) -> Int64 {
        guard next == UInt8(ascii: ".") else { return 0 }
        position += 1
        var value: Int64 = 0
        var digits = 0
        while let digit = digit() {
            digits += 1
            guard digits <= 9 else { throw failure("a fraction finer than a nanosecond") }
            value = value * 10 + digit
        }
        guard digits > 0 else { throw failure("digits must follow the point") }
        for _ in digits..<9 { value *= 10 }
        return value
    }

    private mutating func offset() throws(StatementError) -> Int64 {
        let sign: Int64
        switch next {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"):
            position += 1
            return 0
        case UInt8(ascii: "+"): sign = 1
        case UInt8(ascii: "-"): sign = -1
        default: throw failure("the offset from UTC is missing")
        }
        position += 1
        let hours = try number(digits: 2, of: "the offset's hour", in: 0...23)
        try separator(":", after: "the offset's hour")
        let minutes = try number(digits: 2, of: "the offset's minute", in: 0...59)
        return sign * (hours * 3600 + minutes * 60)
    }
}

/// A day of the proleptic Gregorian calendar.
private struct CivilDate {
    var year: Int64
    var month: Int64
    var day: Int64

    init(year: Int64, month: Int64, day: Int64) {
        self.year = year
        self.month = month
        self.day = day
    }

    var exists: Bool {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths: [Int64] = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return day <= lengths[Int(month) - 1]
    }

    // Both directions count in 400-year eras of 146,097 days and years that start on 1 March, so that
    // the leap day is the last of its year and needs no case of its own.

    /// Days since 1970-01-01.
    var dayNumber: Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    init(dayNumber: Int64) {
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }
}

private func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
