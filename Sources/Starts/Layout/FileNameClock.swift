/// A time of day in a file's name.
struct FileNameClock {
    private let hour: Int
    private let minute: Int
    private let second: Int
    private var nanosecond: Int64 = 0
    /// Where it ends.
    private(set) var end: Int
    /// Whether it is figures only.
    let isCompact: Bool

    /// Reads a time of day that begins at a place: `213800`, `21-38-00`, `9.38.00 PM`, `21h38m00s`, each with a fraction or
    /// without.
    ///
    /// - Parameter mayBeShort: whether hours and minutes are enough, with something between them.
    init?(_ bytes: [UInt8], _ start: Int, _ limit: Int, mayBeShort: Bool) {
        var scanner = NameScanner(bytes: bytes, position: start, end: limit)
        var (hour, minute, second) = (0, 0, 0)
        let run = scanner.run
        switch run {
        case 6, 9, 12:
            guard let first = scanner.number(2), let middle = scanner.number(2), let last = scanner.number(2)
            else {
                return nil
            }
            (hour, minute, second, isCompact) = (first, middle, last, true)
            if run > 6 { nanosecond = Self.fraction(&scanner, digits: run - 6) ?? 0 }
        case 1, 2:
            guard let first = scanner.shortNumber(), scanner.position + 2 < limit else { return nil }
            let separator = bytes[scanner.position]
            guard "-_. :h'".utf8.contains(separator) else { return nil }
            scanner.position += 1
            guard scanner.run == 2, let middle = scanner.number(2) else { return nil }
            (hour, minute, isCompact) = (first, middle, false)
            let behindMinute = scanner.position
            let next = separator == UInt8(ascii: "h") ? UInt8(ascii: "m") : separator
            if scanner.skip(next), scanner.run == 2, let last = scanner.number(2) {
                second = last
                if separator == UInt8(ascii: "h") { _ = scanner.skip(UInt8(ascii: "s")) }
            } else {
                guard mayBeShort, separator != UInt8(ascii: "_"), separator != UInt8(ascii: " ") else {
                    return nil
                }
                scanner.position = behindMinute
                if separator == UInt8(ascii: "h") { _ = scanner.skip(UInt8(ascii: "m")) }
            }
        default: return nil
        }
        if nanosecond == 0 { nanosecond = Self.partedFraction(&scanner) }
        if let isAfternoon = Self.meridiem(&scanner) {
            // 12 am is midnight and 12 pm noon.
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (isAfternoon ? 12 : 0)
        }
        guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second),
            scanner.position == limit || !PathParts.isDigit(bytes[scanner.position])
        else { return nil }
        (self.hour, self.minute, self.second, end) = (hour, minute, second, scanner.position)
    }

    /// The time on a day.
    func civil(year: Int, month: Int, day: Int) -> CivilTime {
        CivilTime(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second,
            nanosecond: nanosecond)
    }

    private static func fraction(_ scanner: inout NameScanner, digits: Int) -> Int64? {
        guard let value = scanner.number(digits) else { return nil }
        return Int64(value) * (digits == 3 ? 1_000_000 : 1000)
    }

    /// Three or six digits behind `.` or `,`; behind `-` or `_` they are a serial number, unless an offset follows.
    private static func partedFraction(_ scanner: inout NameScanner) -> Int64 {
        var ahead = scanner
        guard ahead.position < ahead.end, "-_.,".utf8.contains(ahead.bytes[ahead.position]) else { return 0 }
        let separator = ahead.bytes[ahead.position]
        ahead.position += 1
        let digits = ahead.run
        guard digits == 3 || digits == 6, let value = fraction(&ahead, digits: digits) else { return 0 }
        let isLast = ahead.position == ahead.end
        // `.264` and `.265` are endings of files.
        if separator == UInt8(ascii: "."), isLast, [264, 265, 266].contains(value / 1_000_000) { return 0 }
        if separator != UInt8(ascii: "."), separator != UInt8(ascii: ",") {
            guard !isLast, let offset = UTCOffsetText.read(ahead.bytes, ahead.position, ahead.end),
                offset.end > ahead.position
            else { return 0 }
        }
        scanner = ahead
        return value
    }

    /// `AM`, `pm`, ` p.m.`, `_PM`.
    private static func meridiem(_ scanner: inout NameScanner) -> Bool? {
        var ahead = scanner
        if ahead.position < ahead.end, "-_. ".utf8.contains(ahead.bytes[ahead.position]) {
            ahead.position += 1
        }
        // A narrow space, as macOS writes it.
        if ahead.position + 3 <= ahead.end,
            Array(ahead.bytes[ahead.position..<ahead.position + 3]) == [0xE2, 0x80, 0xAF]
        {
            ahead.position += 3
        }
        guard ahead.position < ahead.end else { return nil }
        let letter = ahead.bytes[ahead.position] | 0x20
        guard letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p") else { return nil }
        ahead.position += 1
        let isDotted = ahead.skip(UInt8(ascii: "."))
        guard ahead.position < ahead.end, ahead.bytes[ahead.position] | 0x20 == UInt8(ascii: "m") else {
            return nil
        }
        ahead.position += 1
        if isDotted { _ = ahead.skip(UInt8(ascii: ".")) }
        if ahead.position < ahead.end, PathParts.isAlphanumeric(ahead.bytes[ahead.position]) { return nil }
        scanner = ahead
        return letter == UInt8(ascii: "p")
    }
}
