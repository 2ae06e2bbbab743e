extension PathPattern {
    /// What was found in a path that fits.
    struct Match {
        var camera: String?
        var channel: String?
        /// The letters that tell cameras of one folder apart.
        var view: String?
        /// The clock, where the path tells it.
        var clock: NameClock?
        fileprivate var values = InlineArray<20, Int>(repeating: 0)
        fileprivate var fields: Set<Field> = []
        fileprivate var isAfternoon: Bool?
        fileprivate var offset: Int?
        fileprivate var isDaylight = false
        fileprivate var cameraRange: Range<Int>?
        fileprivate var channelRange: Range<Int>?
        fileprivate var viewRange: Range<Int>?

        subscript(field: Field) -> Int? { fields.contains(field) ? values[field.rawValue] : nil }
    }

    /// Reads a path whose last parts fit; nil otherwise.
    func match(_ path: PathParts) -> Match? {
        // Most paths fail at the length of a part or its digits, or at the first byte of the file's name. Without a closure: a
        // hundred thousand paths come by here for each of the patterns.
        guard path.parts.count >= parts.count else { return nil }
        var index = 0
        while index < shapes.count {
            guard shapes[index].mayFit(path.shapes[index]) else { return nil }
            index += 1
        }
        guard Self.mayFit(parts[0], 0, path.bytes, path.parts[0].lowerBound, path.parts[0]) else {
            return nil
        }
        var match = Match()
        for (tokens, range) in zip(parts, path.parts) {
            guard Self.fits(tokens, 0, path.bytes, range.lowerBound, range, &match) else { return nil }
        }
        match.fields = fields
        match.camera = match.cameraRange.flatMap { Self.label(path.bytes, $0) }
        if match.cameraRange != nil, match.camera == nil { return nil }
        match.channel = match.channelRange.map { String(decoding: path.bytes[$0], as: UTF8.self) }
        match.view = match.viewRange.map { String(decoding: path.bytes[$0], as: UTF8.self) }
        if let offset = match.offset { match.clock = .offset(seconds: offset) }
        if match.isDaylight { match.clock = .daylight }
        return match
    }

    /// A quick look whether a token can begin at a byte.
    private static func mayFit(
        _ tokens: [Token], _ index: Int, _ bytes: [UInt8], _ start: Int, _ part: Range<Int>
    ) -> Bool {
        guard index < tokens.count else { return start == part.upperBound }
        return switch tokens[index] {
        case .literal(let text): start < part.upperBound && lowercase(bytes[start]) == text[0]
        case .number, .channel: start < part.upperBound && PathParts.isDigit(bytes[start])
        default: true
        }
    }

    /// Whether tokens fit what is left of a part. The last reading that is tried is the one that fits, so what was
    /// noted by earlier ones is written over.
    private static func fits(
        _ tokens: [Token], _ index: Int, _ bytes: [UInt8], _ start: Int, _ part: Range<Int>,
        _ match: inout Match
    ) -> Bool {
        let end = part.upperBound
        guard index < tokens.count else { return start == end }
        let rest = index + 1
        let numberFollows = rest < tokens.count && tokens[rest].isNumber
        switch tokens[index] {
        case .literal(let text):
            guard start + text.count <= end else { return false }
            for place in text.indices where lowercase(bytes[start + place]) != text[place] { return false }
            return fits(tokens, rest, bytes, start + text.count, part, &match)

        case .number(let field, let digits):
            var value = 0
            var length = 0
            while length < digits.upperBound, start + length < end, PathParts.isDigit(bytes[start + length]) {
                length += 1
            }
            while length >= digits.lowerBound, length > 0 {
                let after = start + length
                // Digits that go on are another number, unless the pattern has one there.
                let goesOn =
                    after < end && PathParts.isDigit(bytes[after]) && !numberFollows
                if !goesOn {
                    value = 0
                    for place in start..<after { value = value &* 10 &+ Int(bytes[place] - 0x30) }
                    match.values[field.rawValue] = value
                    if fits(tokens, rest, bytes, after, part, &match) { return true }
                }
                length -= 1
            }
            return false

        case .channel:
            var after = start
            while after < end, after - start < 5, PathParts.isDigit(bytes[after]) { after += 1 }
            guard after - start < 5 || numberFollows else { return false }
            // Two digits where a date follows at once.
            if numberFollows { after = min(after, start + 2) }
            guard after > start else { return false }
            match.channelRange = start..<after
            return fits(tokens, rest, bytes, after, part, &match)

        case .offset:
            guard let (seconds, after) = UTCOffsetText.read(bytes, start, end) else { return false }
            match.offset = seconds
            return fits(tokens, rest, bytes, after, part, &match)

        case .meridiem:
            guard start + 2 <= end, lowercase(bytes[start + 1]) == UInt8(ascii: "m") else { return false }
            switch lowercase(bytes[start]) {
            case UInt8(ascii: "a"): match.isAfternoon = false
            case UInt8(ascii: "p"): match.isAfternoon = true
            default: return false
            }
            return fits(tokens, rest, bytes, start + 2, part, &match)

        case .monthName:
            guard let month = MonthName.read(bytes, start, end), month.end == start + 3 else { return false }
            match.values[Field.month.rawValue] = month.number
            return fits(tokens, rest, bytes, month.end, part, &match)

        case .view:
            var after = start
            while after < end, PathParts.isLetter(bytes[after]) || bytes[after] == UInt8(ascii: "_") {
                after += 1
            }
            while after > start {
                guard LabelWords.isView(bytes[start..<after]) else {
                    after -= 1
                    continue
                }
                match.viewRange = start..<after
                if fits(tokens, rest, bytes, after, part, &match) { return true }
                after -= 1
            }
            return false

        case .daylight:
            if start + 3 <= end, bytes[start] == UInt8(ascii: "D"), bytes[start + 1] == UInt8(ascii: "S"),
                bytes[start + 2] == UInt8(ascii: "T")
            {
                match.isDaylight = true
                return fits(tokens, rest, bytes, start + 3, part, &match)
            }
            match.isDaylight = false
            return fits(tokens, rest, bytes, start, part, &match)

        case .alphanumeric:
            guard start < end, PathParts.isAlphanumeric(bytes[start]) else { return false }
            return fits(tokens, rest, bytes, start + 1, part, &match)

        case .camera, .text:
            let isCamera = if case .camera = tokens[index] { true } else { false }
            if rest == tokens.count {
                if isCamera { match.cameraRange = start..<end }
                return !isCamera || start < end
            }
            for after in (isCamera ? start + 1 : start)...max(start + 1, end)
            where after <= end && mayFit(tokens, rest, bytes, after, part) {
                // The tail of a serial number is no time.
                if numberFollows, after > part.lowerBound, PathParts.isDigit(bytes[after - 1]) {
                    continue
                }
                if isCamera { match.cameraRange = start..<after }
                if fits(tokens, rest, bytes, after, part, &match) { return true }
            }
            return false
        }
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }

    /// The label without what parts it from the time; nil where nothing is left, or nothing that is of one camera.
    private static func label(_ bytes: [UInt8], _ range: Range<Int>) -> String? {
        var end = range.upperBound
        while end > range.lowerBound, FileNameTime.endsLabel(bytes[end - 1]) { end -= 1 }
        return end > range.lowerBound ? String(decoding: bytes[range.lowerBound..<end], as: UTF8.self) : nil
    }
}

extension PathPattern.Match {
    /// Whether the pattern has seconds or milliseconds since 1970.
    var countsEpoch: Bool { fields.contains(.epoch) || fields.contains(.epochMilliseconds) }
    /// Whether the pattern has a date.
    var countsDate: Bool { fields.contains(.day) }

    /// The time that a counter of seconds since 1970 shows, in Greenwich; nil where there is none.
    var epochCivil: CivilTime? {
        if let seconds = self[.epoch] { return Self.civil(epochMilliseconds: Int64(seconds) &* 1000) }
        return self[.epochMilliseconds].flatMap { Self.civil(epochMilliseconds: Int64($0)) }
    }

    /// The date and time of day that are shown; nil where there are none, and for ones that do not exist.
    var shownCivil: CivilTime? {
        guard let year = self[.year] ?? self[.shortYear].map({ 2000 + $0 }), let month = self[.month],
            let day = self[.day], var hour = self[.hour]
        else { return nil }
        if let isAfternoon {
            // 12 am is midnight and 12 pm noon.
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (isAfternoon ? 12 : 0)
        }
        let nanosecond =
            Int64(self[.millisecond] ?? 0) * 1_000_000 + Int64(self[.microsecond] ?? 0) * 1000
        let civil = CivilTime(
            year: year, month: month, day: day, hour: hour, minute: self[.minute] ?? 0,
            second: self[.second] ?? 0, nanosecond: nanosecond)
        return civil.exists ? civil : nil
    }

    /// Milliseconds since 1970, of years in which cameras wrote them; other numbers are something else.
    /// Ten years: a longer one is a number of another kind.
    private static let longestSeconds = 3660 * 86_400

    static func civil(epochMilliseconds: Int64) -> CivilTime? {
        let seconds = epochMilliseconds / 1000
        guard (1_262_304_000..<2_145_916_800).contains(seconds) else { return nil }
        return CivilTime(seconds: seconds, nanosecond: epochMilliseconds % 1000 * 1_000_000)
    }

    /// When the recording ends; nil where the name does not tell, or tells a time that does not exist.
    func end(from start: CivilTime) -> CivilTime? {
        if let length = self[.length] {
            return (1...Self.longestSeconds).contains(length) ? start.adding(seconds: Int64(length)) : nil
        }
        if let seconds = self[.endEpoch] {
            let end = Self.civil(epochMilliseconds: Int64(seconds) &* 1000)
            return end.flatMap { $0.seconds < start.seconds ? nil : $0 }
        }
        guard let hour = self[.endHour], let minute = self[.endMinute], let second = self[.endSecond] else {
            return nil
        }
        let end = CivilTime(
            year: self[.endYear] ?? start.year, month: self[.endMonth] ?? start.month,
            day: self[.endDay] ?? start.day, hour: hour, minute: minute, second: second)
        guard end.exists else { return nil }
        return self[.endDay] == nil && end.seconds < start.seconds ? end.adding(seconds: 86_400) : end
    }
}
