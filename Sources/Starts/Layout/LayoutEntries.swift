/// The table of layouts as it is entered: every way to read a path, in the order of the rows, behind what the form of a path
/// must have for it.
///
/// A folder has a hundred thousand files, and nearly all ways fail at each of them. So the form of a path is found once: how
/// long its rows of digits are. A pattern with `{year}{month}{day}` between other things can only fit where exactly eight digits
/// stand in a row. What is passed over by that would not have fitted; a test holds the two against each other.
struct LayoutEntries: Sendable {
    /// So many parts of a path, from the last, are looked at.
    private static let depth = 4

    /// What a path must have to be tried.
    private struct Need {
        /// How many parts.
        var depth = 1
        /// Of each of the last parts, rows of digits of exactly these lengths (``PathParts/Shape/runs``).
        var runs = InlineArray<4, UInt32>(repeating: 0)
        /// How long the file's name is at least and at most, and how many digits it has at least.
        var shortest = 0
        var longest = Int.max
        var digits = 0
    }

    private let needs: [Need]
    private let ways: [(row: FootageLayout, way: FootageLayout.Way)]

    /// Enters a table.
    init(_ rows: [FootageLayout]) {
        ways = rows.flatMap { row in row.ways.map { (row, $0) } }
        needs = ways.map { _, way in
            var need = Need()
            guard case .pattern(let pattern) = way else { return need }
            need.depth = pattern.depth
            for part in 0..<min(Self.depth, pattern.depth) {
                need.runs[part] = PathPattern.exactRuns(of: pattern.parts[part])
            }
            let shape = pattern.shapes[0]
            (need.shortest, need.longest) = (shape.lengths.lowerBound, shape.lengths.upperBound)
            need.digits = shape.digits
            return need
        }
    }

    /// What a path says of the recording in it, by the first row that fits; nil where none does.
    func read(_ path: PathParts) -> NameReading? {
        var runs = InlineArray<4, UInt32>(repeating: 0)
        for part in 0..<min(Self.depth, path.shapes.count) { runs[part] = path.shapes[part].runs }
        let (depth, length, digits) = (path.parts.count, path.shapes[0].length, path.shapes[0].digits)
        var index = 0
        while index < needs.count {
            defer { index += 1 }
            guard needs[index].runs[0] & ~runs[0] == 0, needs[index].depth <= depth,
                needs[index].digits <= digits, needs[index].shortest <= length,
                needs[index].longest >= length, needs[index].runs[1] & ~runs[1] == 0,
                needs[index].runs[2] & ~runs[2] == 0, needs[index].runs[3] & ~runs[3] == 0
            else { continue }
            if let reading = ways[index].row.read(path, ways[index].way) { return reading }
        }
        return nil
    }
}

extension PathPattern {
    /// The lengths of rows of digits that every part which fits has, as ``PathParts/Shape/runs``: numbers of a fixed length,
    /// with nothing beside them that could be a digit as well.
    ///
    /// A number is never the tail of a longer row, and never its beginning unless another number follows
    /// (``match(_:)``), so what is between two other things is a row of its own.
    static func exactRuns(of tokens: [Token]) -> UInt32 {
        var runs: UInt32 = 0
        var index = 0
        while index < tokens.count {
            guard tokens[index].isNumber else {
                index += 1
                continue
            }
            let start = index
            var (least, most) = (0, 0)
            while index < tokens.count, case .number(_, let digits) = tokens[index] {
                least += digits.lowerBound
                most += digits.upperBound
                index += 1
            }
            guard least == most, least < 31, !mayEndWithDigit(tokens[..<start]) else { continue }
            runs |= 1 << UInt32(least)
        }
        return runs
    }

    /// Whether what stands before a number may end with a digit, so that both are one row.
    private static func mayEndWithDigit(_ tokens: ArraySlice<Token>) -> Bool {
        guard let last = tokens.last else { return false }
        return switch last {
        case .literal(let text): text.last.map(PathParts.isDigit) ?? false
        // Before a number neither ends with one.
        case .camera, .text: false
        case .meridiem, .monthName, .view: false
        // It may be nothing.
        case .daylight: mayEndWithDigit(tokens.dropLast())
        case .number, .offset, .channel, .alphanumeric: true
        }
    }
}
