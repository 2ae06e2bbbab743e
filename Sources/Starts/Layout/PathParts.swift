/// A path taken apart once for all patterns: its bytes, and where each of its last parts lies in them.
package struct PathParts {
    let bytes: [UInt8]
    /// The parts from the last backwards: the file's name without its ending, the folder it lies in, …
    private(set) var parts: [Range<Int>] = []
    /// How long each of the parts is, and how many digits it has.
    private(set) var shapes: [Shape] = []

    /// What a pattern can be held against before a part is read.
    struct Shape {
        var length = 0
        var digits = 0
        /// How many digits stand in a row at most.
        var run = 0
        /// How long its rows of digits are: bit n is set where one has exactly n, and the last bit for all longer ones.
        var runs: UInt32 = 0
    }

    /// The file's name with its ending.
    let fileName: Range<Int>

    /// More folders than any layout describes, and one around them.
    private static let limit = 10

    package init(_ path: String) {
        bytes = Array(path.utf8)
        var end = bytes.count
        var start = end
        while start > 0, bytes[start - 1] != UInt8(ascii: "/") { start -= 1 }
        fileName = start..<end
        parts.reserveCapacity(Self.limit)
        parts.append(Self.withoutEnding(fileName, in: bytes))
        while start > 0, parts.count < Self.limit {
            end = start - 1
            start = end
            while start > 0, bytes[start - 1] != UInt8(ascii: "/") { start -= 1 }
            // `a//b` and `a/./b` are `a/b`.
            if start == end || (end - start == 1 && bytes[start] == UInt8(ascii: ".")) { continue }
            parts.append(start..<end)
        }
        shapes.reserveCapacity(parts.count)
        for part in parts { shapes.append(Self.shape(part, in: bytes)) }
    }

    private static func shape(_ part: Range<Int>, in bytes: [UInt8]) -> Shape {
        var shape = Shape(length: part.count)
        var run = 0
        func end() {
            guard run > 0 else { return }
            shape.runs |= 1 << UInt32(min(run, 31))
            if run > shape.run { shape.run = run }
            run = 0
        }
        for place in part {
            if isDigit(bytes[place]) {
                shape.digits += 1
                run += 1
            } else {
                end()
            }
        }
        end()
        return shape
    }

    /// The name of a folder, counted from the file: 1 is the one it lies in. Nil where the path does not tell it.
    func folder(_ above: Int) -> String? {
        guard above < parts.count else { return nil }
        let name = String(decoding: bytes[parts[above]], as: UTF8.self)
        return name == ".." ? nil : name
    }

    /// The nearest folder that can be called for one camera: its name is no date, no time, and no word that recorders
    /// write for every camera.
    ///
    /// - Parameter above: the first that is looked at; 1 is the one the file lies in.
    /// - Returns: nil where the path does not tell one.
    func folderOfCamera(from above: Int) -> String? {
        for index in above..<max(above, parts.count) {
            guard let name = folder(index) else { return nil }
            if !LabelWords.isNoCamera(folder: name, in: folder(index + 1)) { return name }
        }
        return nil
    }

    /// The last parts as text, without the file's ending.
    func text(ofLast count: Int) -> String {
        String(
            decoding: bytes[parts[min(count, parts.count) - 1].lowerBound..<parts[0].upperBound],
            as: UTF8.self)
    }

    /// A file's name without `.mp4` and the like, and without the ` (1)` of a copy.
    private static func withoutEnding(_ name: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
        var end = name.upperBound
        // Not every point begins an ending: `38.00` is a time of day.
        if let point = bytes[name].lastIndex(of: UInt8(ascii: ".")), point > name.lowerBound,
            (2...4).contains(end - point - 1), bytes[(point + 1)..<end].allSatisfy(isAlphanumeric),
            bytes[(point + 1)..<min(end, point + 3)].contains(where: { !isDigit($0) })
        {
            end = point
        }
        var start = end
        guard start > name.lowerBound, bytes[start - 1] == UInt8(ascii: ")") else {
            return name.lowerBound..<end
        }
        start -= 1
        while start > name.lowerBound, isDigit(bytes[start - 1]) { start -= 1 }
        guard start < end - 1, start > name.lowerBound + 2, bytes[start - 1] == UInt8(ascii: "("),
            bytes[start - 2] == UInt8(ascii: " ")
        else { return name.lowerBound..<end }
        return name.lowerBound..<(start - 2)
    }

    package static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }
}
