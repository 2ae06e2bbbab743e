/// A chain's file as lines, whatever an editor or a mail program did to the ends of them.
///
/// What is signed is what a line says, so a byte order mark before the first, line ends of two bytes, empty lines and a last line
/// without its end change nothing of an entry. They are told of; a line that was cut within is no entry any more.
struct ChainText {
    /// The lines that have anything on them, and their numbers in the file, from 1.
    let lines: [(number: Int, bytes: ArraySlice<UInt8>)]
    /// What is otherwise than the format has it, in words.
    let notes: [String]

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    init(_ bytes: [UInt8]) {
        var notes: [String] = []
        let hasMark = bytes.starts(with: Self.mark)
        if hasMark { notes.append("a byte order mark stands before the first entry") }
        var rest = bytes.dropFirst(hasMark ? Self.mark.count : 0)
        if rest.last == 0x0A {
            rest = rest.dropLast()
        } else if !rest.isEmpty {
            notes.append("the last line is not ended by a line feed")
        }
        var returns = 0
        var lines: [(number: Int, bytes: ArraySlice<UInt8>)] = []
        var empty = 0
        if !rest.isEmpty {
            for (index, line) in rest.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
                let hasReturn = line.last == 0x0D
                returns += hasReturn ? 1 : 0
                let content = hasReturn ? line.dropLast() : line
                if content.isEmpty { empty += 1 } else { lines.append((index + 1, content)) }
            }
        }
        if returns > 0 { notes.append("lines end with a carriage return and a line feed") }
        if empty > 0 { notes.append(empty == 1 ? "a line is empty" : "\(empty) lines are empty") }
        self.lines = lines
        self.notes = notes
    }
}
