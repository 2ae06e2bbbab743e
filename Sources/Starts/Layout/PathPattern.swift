/// What the last parts of a path look like, written as in `recordings/{year}-{month}-{day}/{hour}/{camera}/…`.
///
/// `/` parts folders; the last part is the file's name without its ending. Outside of braces stands what stands
/// there, capital letters or small. In braces stands a field:
///
/// | field | what |
/// |---|---|
/// | `year` `month` `day` `hour` `minute` `second` `millisecond` `microsecond` | 4, 2, 2, 2, 2, 2, 3, 6 digits |
/// | `month name` | the first three letters of the month's English name |
/// | `short year` | its last two digits, of this century |
/// | `short month` `short day` `short hour` `short minute` `short second` | one digit or two |
/// | `am pm` | `am` or `pm`; the hour is then one of 1 to 12 |
/// | `offset` | `Z`, or `+0200`, `+02:00`, `+02-00`, `+02_00` |
/// | `dst` | `DST` or nothing: whether the clock was put forward for the summer |
/// | `end …` | the same fields of the recording's end; without a date, the next such time of day |
/// | `length` | the recording's length in seconds, 1 to 3 digits |
/// | `epoch` `epoch ms` | seconds or milliseconds since 1970: 10 or 13 digits, of the years 2010 to 2037 |
/// | `end epoch` | the same in seconds, of the recording's end |
/// | `camera` | the camera's label: any text |
/// | `channel` | a number by which a recorder tells its cameras apart: any digits |
/// | `view` | letters by which a recorder tells its cameras apart, as `F` and `R`, or `left_repeater` |
/// | `#` | any digits |
/// | `?` | one letter or digit |
/// | `*` | any text, also none |
package struct PathPattern: Sendable {
    /// A number that is read, or read over.
    enum Field: Int, CaseIterable {
        case year, shortYear, month, day, hour, minute, second, millisecond, microsecond
        case endYear, endMonth, endDay, endHour, endMinute, endSecond
        case length, epoch, epochMilliseconds, endEpoch, ignored
    }

    enum Token {
        case literal([UInt8])
        case number(Field, digits: ClosedRange<Int>)
        case offset, meridiem, daylight, monthName, camera, channel, view, alphanumeric, text

        var isNumber: Bool { if case .number = self { true } else { false } }

        /// How many bytes it takes.
        var lengths: ClosedRange<Int> {
            switch self {
            case .literal(let text): text.count...text.count
            case .number(_, let digits): digits
            case .offset: 1...6
            case .channel: 1...4
            case .alphanumeric: 1...1
            case .meridiem: 2...2
            case .monthName: 3...3
            case .daylight: 0...3
            case .camera, .view: 1...Shape.endless
            case .text: 0...Shape.endless
            }
        }
    }

    /// What can be said of a part of a path before it is read.
    struct Shape {
        static let endless = 1 << 16
        let lengths: ClosedRange<Int>
        /// How many digits it has at least, and how many of them in a row.
        let digits: Int
        let run: Int

        init(_ tokens: [Token]) {
            let least = tokens.reduce(0) { $0 + $1.lengths.lowerBound }
            lengths = least...max(least, tokens.reduce(0) { $0 + $1.lengths.upperBound })
            var (digits, run, longest) = (0, 0, 0)
            for token in tokens {
                guard case .number(_, let count) = token else {
                    if case .channel = token { digits += 1 }
                    run = 0
                    continue
                }
                digits += count.lowerBound
                run += count.lowerBound
                longest = max(longest, run)
            }
            (self.digits, self.run) = (digits, longest)
        }

        func mayFit(_ part: PathParts.Shape) -> Bool {
            part.length >= lengths.lowerBound && part.length <= lengths.upperBound && part.digits >= digits
                && part.run >= run
        }
    }

    /// The tokens of each part, the file's name first.
    let parts: [[Token]]
    /// Which numbers there are.
    let fields: Set<Field>
    /// How long each part is and how many digits it has, so that most paths are ruled out by that.
    let shapes: [Shape]

    /// How many parts of the path it describes.
    package var depth: Int { parts.count }

    /// Reads the notation; nil where it is none.
    package init?(_ notation: String) {
        var parts: [[Token]] = []
        for part in notation.split(separator: "/", omittingEmptySubsequences: false).reversed() {
            guard let tokens = Self.tokens(of: part), !tokens.isEmpty else { return nil }
            parts.append(tokens)
        }
        self.parts = parts
        fields = Set(
            parts.joined().compactMap { token in
                switch token {
                case .number(let field, _): field
                case .monthName: .month
                default: nil
                }
            })
        shapes = parts.map(Shape.init)
    }

    private static func tokens(of part: Substring) -> [Token]? {
        var tokens: [Token] = []
        var rest = part
        while let brace = rest.firstIndex(of: "{") {
            guard let end = rest[brace...].firstIndex(of: "}"),
                let token = named[String(rest[rest.index(after: brace)..<end])]
            else { return nil }
            if brace > rest.startIndex { tokens.append(.literal(Array(rest[..<brace].lowercased().utf8))) }
            tokens.append(token)
            rest = rest[rest.index(after: end)...]
        }
        guard !rest.contains("}") else { return nil }
        if !rest.isEmpty { tokens.append(.literal(Array(rest.lowercased().utf8))) }
        return tokens
    }

    private static let named: [String: Token] = [
        "year": .number(.year, digits: 4...4), "short year": .number(.shortYear, digits: 2...2),
        "month": .number(.month, digits: 2...2), "short month": .number(.month, digits: 1...2),
        "day": .number(.day, digits: 2...2), "short day": .number(.day, digits: 1...2),
        "hour": .number(.hour, digits: 2...2), "short hour": .number(.hour, digits: 1...2),
        "minute": .number(.minute, digits: 2...2), "short minute": .number(.minute, digits: 1...2),
        "second": .number(.second, digits: 2...2), "short second": .number(.second, digits: 1...2),
        "millisecond": .number(.millisecond, digits: 3...3),
        "microsecond": .number(.microsecond, digits: 6...6), "month name": .monthName,
        "end epoch": .number(.endEpoch, digits: 10...10), "view": .view,
        "end year": .number(.endYear, digits: 4...4), "end month": .number(.endMonth, digits: 2...2),
        "end day": .number(.endDay, digits: 2...2), "end hour": .number(.endHour, digits: 2...2),
        "end minute": .number(.endMinute, digits: 2...2), "end second": .number(.endSecond, digits: 2...2),
        "length": .number(.length, digits: 1...3), "epoch": .number(.epoch, digits: 10...10),
        "epoch ms": .number(.epochMilliseconds, digits: 13...13), "#": .number(.ignored, digits: 1...18),
        "offset": .offset, "am pm": .meridiem, "dst": .daylight, "camera": .camera, "channel": .channel,
        "?": .alphanumeric, "*": .text,
    ]
}
