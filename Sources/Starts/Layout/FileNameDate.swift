/// A date in a file's name, with all that it may be.
struct FileNameDate {
    /// How a date is written.
    enum Form: CaseIterable {
        /// `2026-07-04`, `20260704`, `2026_0704`.
        case yearFirst
        /// `04-07-2026`, `04072026`: the day first, or the month.
        case yearLast
        /// `Jul.04.2026`, `04-Jul-2026`, `2026-Jul-04`.
        case monthName
        /// `260704`, `26-07-04`: in whatever order.
        case shortYear
    }

    /// A date, and the answer that makes it the one.
    struct Choice {
        var answer: StartAnswer
        var year: Int
        var month: Int
        var day: Int
    }

    private(set) var choices: [Choice] = []
    /// Where it ends.
    private(set) var end: Int
    /// Whether it is figures only.
    let isCompact: Bool

    /// Reads a date that begins at a place; nil where none of that form does.
    init?(_ bytes: [UInt8], _ start: Int, _ end: Int, _ form: Form) {
        var scanner = NameScanner(bytes: bytes, position: start, end: end)
        let run = scanner.run
        switch form {
        case .yearFirst:
            guard run >= 4, let year = scanner.number(4), LabelWords.years.contains(year) else { return nil }
            if run > 4 {
                // Only runs that a date, or a date and a time of day, fill.
                guard [8, 14, 17].contains(run), let month = scanner.number(2), let day = scanner.number(2)
                else {
                    return nil
                }
                choices = [Choice(answer: .yearFirst, year: year, month: month, day: day)]
                isCompact = true
            } else {
                guard let separator = scanner.separator() else { return nil }
                if separator == UInt8(ascii: "_"), scanner.run == 4 {
                    guard let month = scanner.number(2), let day = scanner.number(2) else { return nil }
                    choices = [Choice(answer: .yearFirst, year: year, month: month, day: day)]
                } else {
                    guard scanner.run <= 2, let month = scanner.shortNumber(), scanner.skip(separator),
                        let day = scanner.shortNumber()
                    else { return nil }
                    choices = [Choice(answer: .yearFirst, year: year, month: month, day: day)]
                }
                isCompact = false
            }
        case .yearLast:
            let one, two, year: Int
            if run == 8 || run == 14 {
                guard let first = scanner.number(2), let second = scanner.number(2),
                    let last = scanner.number(4)
                else { return nil }
                (one, two, year, isCompact) = (first, second, last, true)
            } else {
                guard run <= 2, let first = scanner.shortNumber(), let separator = scanner.separator(),
                    scanner.run <= 2, let second = scanner.shortNumber(), scanner.skip(separator),
                    scanner.run == 4, let last = scanner.number(4)
                else { return nil }
                (one, two, year, isCompact) = (first, second, last, false)
            }
            guard LabelWords.years.contains(year) else { return nil }
            choices = [
                Choice(answer: .dayFirst, year: year, month: two, day: one),
                Choice(answer: .monthFirst, year: year, month: one, day: two),
            ]
        case .monthName:
            guard let choice = Self.withMonthName(&scanner) else { return nil }
            choices = [choice]
            isCompact = false
        case .shortYear:
            let one, two, three: Int
            if run == 6 || run == 12 {
                guard let first = scanner.number(2), let second = scanner.number(2),
                    let third = scanner.number(2)
                else { return nil }
                (one, two, three, isCompact) = (first, second, third, true)
            } else {
                guard run == 2, let first = scanner.number(2), let separator = scanner.separator(),
                    scanner.run == 2, let second = scanner.number(2), scanner.skip(separator),
                    scanner.run == 2, let third = scanner.number(2)
                else { return nil }
                (one, two, three, isCompact) = (first, second, third, false)
            }
            choices = [
                Choice(answer: .yearFirst, year: 2000 + one, month: two, day: three),
                Choice(answer: .dayFirst, year: 2000 + three, month: two, day: one),
                Choice(answer: .monthFirst, year: 2000 + three, month: one, day: two),
            ].filter { Self.shortYears.contains($0.year) }
        }
        self.end = scanner.position
        choices.removeAll { !$0.exists }
        if choices.isEmpty { return nil }
    }

    /// Years that cameras write with two figures; a number that would be another one is none.
    private static let shortYears = 2005...2045

    private static func withMonthName(_ scanner: inout NameScanner) -> Choice? {
        func month() -> Int? {
            guard let found = MonthName.read(scanner.bytes, scanner.position, scanner.end) else { return nil }
            scanner.position = found.end
            return found.number
        }
        func part() { for _ in 0..<2 { _ = scanner.separator(", ") } }
        if scanner.run == 4 {
            guard let year = scanner.number(4), scanner.separator() != nil, let month = month(),
                scanner.separator() != nil, let day = scanner.shortNumber()
            else { return nil }
            return Choice(answer: .yearFirst, year: year, month: month, day: day)
        }
        if scanner.run > 0 {
            guard let day = scanner.shortNumber(), scanner.separator() != nil, let month = month() else {
                return nil
            }
            part()
            return scanner.run == 4
                ? scanner.number(4).map { Choice(answer: .dayFirst, year: $0, month: month, day: day) } : nil
        }
        guard let month = month(), scanner.separator() != nil, scanner.run <= 2,
            let day = scanner.shortNumber()
        else { return nil }
        part()
        return scanner.run == 4
            ? scanner.number(4).map { Choice(answer: .monthFirst, year: $0, month: month, day: day) } : nil
    }
}

extension FileNameDate.Choice {
    fileprivate var exists: Bool {
        LabelWords.years.contains(year)
            && CivilTime(year: year, month: month, day: day, hour: 0, minute: 0, second: 0).exists
    }
}

/// A place in a name that goes on as it is read.
struct NameScanner {
    let bytes: [UInt8]
    var position: Int
    let end: Int

    /// How many digits stand here in a row.
    var run: Int {
        var place = position
        while place < end, PathParts.isDigit(bytes[place]) { place += 1 }
        return place - position
    }

    /// So many digits, as a number.
    mutating func number(_ digits: Int) -> Int? {
        guard position + digits <= end else { return nil }
        var value = 0
        for byte in bytes[position..<position + digits] {
            guard PathParts.isDigit(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        position += digits
        return value
    }

    /// One digit or two that no third follows.
    mutating func shortNumber() -> Int? { (1...2).contains(run) ? number(run) : nil }

    /// What parts the numbers of a date, where one stands here.
    mutating func separator(_ more: String = "") -> UInt8? {
        guard position < end, "-_. :".utf8.contains(bytes[position]) || more.utf8.contains(bytes[position])
        else {
            return nil
        }
        defer { position += 1 }
        return bytes[position]
    }

    /// Goes over a byte; false where another one stands here.
    mutating func skip(_ byte: UInt8) -> Bool {
        guard position < end, bytes[position] == byte else { return false }
        position += 1
        return true
    }
}
