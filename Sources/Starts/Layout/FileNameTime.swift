/// A start time written somewhere into a file's name, whoever wrote it.
///
/// Understood are a date in figures or with the month's name, in any order, and behind it a time of day of 24 hours or with
/// am or pm, wherever in the name; an offset, `Z`, `UTC` or letters as `EST` behind it; and a second time that the recording
/// ends at (docs/spec/start.md, Date and time). What can be read in two ways has both as ``choices``.
struct FileNameTime: Sendable, Hashable {
    /// The time the name shows.
    var civil: CivilTime
    /// The offset from UTC in seconds, where the name carries one.
    var offset: Int?
    /// What letters behind it may mean that stand for several offsets.
    var zoneOffsets: [Int] = []
    /// When the recording ends by the same clock, where the name tells that.
    var civilEnd: CivilTime?
    /// The dates it may be, with the answer that makes each the one; empty where it is one only.
    var choices: [(answer: StartAnswer, civil: CivilTime)] { dates.count > 1 ? dates.map(\.pair) : [] }
    /// The part of the name that was read.
    var text: String
    /// Where that part lies.
    var range: Range<Int>

    /// In which order its date must be; nil where it exists in several.
    private(set) var order: StartAnswer?

    private var dates: [Choice]

    private struct Choice: Hashable {
        var answer: StartAnswer
        var civil: CivilTime
        var pair: (answer: StartAnswer, civil: CivilTime) { (answer, civil) }
    }

    /// Looks for a time in a text; nil where there is none.
    init?(text: String) {
        let bytes = Array(text.utf8)
        self.init(bytes, bytes.indices)
    }

    /// Looks for a time in a part of a path.
    ///
    /// Dates with a year of four figures are looked for before those with two, as a serial number is easily one of these.
    init?(_ bytes: [UInt8], _ name: Range<Int>) {
        for form in FileNameDate.Form.allCases {
            for start in name where Self.mayBegin(bytes, start, name) {
                if form == .yearFirst, Self.endsDate(bytes, start, name) { continue }
                guard let found = FileNameTime(bytes, start, name, form) else { continue }
                self = found
                return
            }
        }
        return nil
    }

    /// A longer run of digits is a serial number that happens to contain a date, and a month's name begins a word.
    private static func mayBegin(_ bytes: [UInt8], _ start: Int, _ name: Range<Int>) -> Bool {
        if PathParts.isDigit(bytes[start]) {
            return start == name.lowerBound || !PathParts.isDigit(bytes[start - 1])
        }
        return PathParts.isLetter(bytes[start])
            && (start == name.lowerBound || !PathParts.isAlphanumeric(bytes[start - 1]))
    }

    /// Whether a year ends a date that begins with its day or its month, as in `04-07-2026-21-38-00`.
    private static func endsDate(_ bytes: [UInt8], _ start: Int, _ name: Range<Int>) -> Bool {
        var place = start
        for _ in 0..<2 {
            guard place - 2 >= name.lowerBound, "-_. ".utf8.contains(bytes[place - 1]),
                bytes[place - 1] == bytes[start - 1]
            else { return false }
            place -= 1
            let end = place
            while place > name.lowerBound, PathParts.isDigit(bytes[place - 1]) { place -= 1 }
            guard (1...2).contains(end - place) else { return false }
        }
        return place == name.lowerBound || !PathParts.isDigit(bytes[place - 1])
    }

    private init?(_ bytes: [UInt8], _ start: Int, _ name: Range<Int>, _ form: FileNameDate.Form) {
        guard let date = FileNameDate(bytes, start, name.upperBound, form),
            let place = Self.join(bytes, date.end, name.upperBound, isCompact: date.isCompact),
            let clock = FileNameClock(bytes, place, name.upperBound, mayBeShort: true)
        else { return nil }
        // A date and a time of day without anything between them are one run of digits.
        if place == date.end, !(date.isCompact && clock.isCompact) { return nil }
        var known: Set<CivilTime> = []
        dates = date.choices.compactMap { choice in
            let civil = clock.civil(year: choice.year, month: choice.month, day: choice.day)
            guard civil.exists, known.insert(civil).inserted else { return nil }
            return Choice(answer: choice.answer, civil: civil)
        }
        guard let first = dates.first else { return nil }
        order = date.choices.count == 1 ? first.answer : nil
        civil = first.civil
        var end = clock.end
        if let found = UTCOffsetText.behindTime(bytes, end, name.upperBound) {
            (offset, zoneOffsets, end) = (found.seconds, found.offsets, found.end)
        }
        if let found = Self.ending(
            bytes, end, name.upperBound, form: form, from: civil, like: clock)
        {
            civilEnd = found.civil
            end = found.end
            if let behind = UTCOffsetText.behindTime(bytes, end, name.upperBound), behind.seconds == offset {
                end = behind.end
            }
        }
        range = start..<end
        text = String(decoding: bytes[range], as: UTF8.self)
    }

    /// What parts a date from a time of day, or a start from an end: up to three separators, `T` or `at`.
    private static func join(_ bytes: [UInt8], _ start: Int, _ end: Int, isCompact: Bool) -> Int? {
        var place = start
        func skipSeparators() {
            while place < end, place - start < 4, "-_. ,@".utf8.contains(bytes[place]) { place += 1 }
        }
        skipSeparators()
        if place < end, bytes[place] | 0x20 == UInt8(ascii: "t") {
            place += 1
        } else if place > start, place + 2 < end, bytes[place] | 0x20 == UInt8(ascii: "a"),
            bytes[place + 1] | 0x20 == UInt8(ascii: "t"), "-_. ".utf8.contains(bytes[place + 2])
        {
            place += 3
        } else if place == start, place < end, bytes[place] == UInt8(ascii: ":") {
            place += 1
        }
        return place < end && PathParts.isDigit(bytes[place]) && (place > start || isCompact) ? place : nil
    }

    /// The end behind a start: a whole date and time, or the time of day alone.
    private static func ending(
        _ bytes: [UInt8], _ start: Int, _ end: Int, form: FileNameDate.Form, from civil: CivilTime,
        like clock: FileNameClock
    ) -> (civil: CivilTime, end: Int)? {
        var place = start
        while place < end, place - start < 3, "-_~ ".utf8.contains(bytes[place]) { place += 1 }
        if place > start, place + 2 < end, bytes[place] | 0x20 == UInt8(ascii: "t"),
            bytes[place + 1] | 0x20 == UInt8(ascii: "o"), "-_ ".utf8.contains(bytes[place + 2])
        {
            place += 3
        }
        guard place > start, place < end else { return nil }
        if let date = FileNameDate(bytes, place, end, form),
            let behind = join(bytes, date.end, end, isCompact: date.isCompact),
            let time = FileNameClock(bytes, behind, end, mayBeShort: false)
        {
            let ends = date.choices.map { time.civil(year: $0.year, month: $0.month, day: $0.day) }
            return ends.first { $0.exists && (0...86_400).contains($0.seconds - civil.seconds) }
                .map { ($0, time.end) }
        }
        guard let time = FileNameClock(bytes, place, end, mayBeShort: false),
            time.isCompact == clock.isCompact
        else { return nil }
        var found = time.civil(year: civil.year, month: civil.month, day: civil.day)
        guard found.exists else { return nil }
        if found.seconds < civil.seconds { found = found.adding(seconds: 86_400) }
        // Six figures behind a time of six are as easily a serial number.
        let isNear = found.seconds - civil.seconds <= (time.isCompact ? 6 : 12) * 3600
        return isNear && (!time.isCompact || bytes[start] == UInt8(ascii: "-")) ? (found, time.end) : nil
    }

    static let separators = Set("-_.: T".utf8)

    /// Whether a byte parts a label from the time behind it. A T may belong to the label; only between date and
    /// time is it a separator.
    static func endsLabel(_ byte: UInt8) -> Bool {
        byte != UInt8(ascii: "T") && separators.contains(byte) || byte == UInt8(ascii: "@")
    }

    static func == (one: FileNameTime, other: FileNameTime) -> Bool {
        one.civil == other.civil && one.offset == other.offset && one.text == other.text
            && one.civilEnd == other.civilEnd && one.dates == other.dates
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(civil)
        hasher.combine(text)
    }
}
