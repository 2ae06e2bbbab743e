/// Where names and numbers too long for a line go on on the next one: where a person would break them.
///
/// Pango breaks between words, and a word that fits no line between any two letters. File names, addresses and digests are such
/// words; here it is said which of their letters stay together, and nothing is put between them: what is copied off a page is the
/// name itself.
package enum TextBreaks {
    /// Shorter words are left to Pango: they fit most lines.
    private static let shortest = 13
    /// As many hexadecimal digits in a row are a digest.
    private static let fewestDigits = 32
    /// How many digits of a digest stay together.
    static let digitsTogether = 8

    /// Bytes of UTF-8 between which no line ends, none longer than so many.
    ///
    /// A name goes on behind `_`, `.`, `/` and what else parts names; a part of it that is long still, and a name without such
    /// signs, behind `-`; a digest behind eight digits.
    static func unbroken(in text: String, atMost most: Int) -> [Range<Int>] {
        let bytes = Array(text.utf8)
        let most = max(2, most)
        return words(bytes).flatMap { word -> [Range<Int>] in
            let digits = digestRun(bytes, word)
            var parts: [Range<Int>] = []
            for part in split(word, bytes, behind: parting, around: digits) {
                if part == digits {
                    parts += pieces(of: part, each: min(digitsTogether, most))
                } else if part.count > min(longestPart, most) || part.count == word.count {
                    parts += split(part, bytes, behind: hyphen, around: nil).flatMap {
                        pieces(of: $0, each: most)
                    }
                } else {
                    parts.append(part)
                }
            }
            // No line begins with the comma behind a name.
            if parts.count > 1, let last = parts.last, last.count == 1 {
                parts.removeLast()
                parts[parts.count - 1] = parts[parts.count - 1].lowerBound..<last.upperBound
            }
            return parts.filter { $0.count > 1 }
        }
    }

    /// The parts of a range behind some signs, and what stands before and behind another one in it.
    private static func split(
        _ range: Range<Int>, _ bytes: [UInt8], behind signs: Set<UInt8>, around whole: Range<Int>?
    ) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        for end in range.dropFirst() + [range.upperBound] {
            let isInside = whole.map { $0.lowerBound < end && end < $0.upperBound } ?? false
            let isEdge = end == range.upperBound || end == whole?.lowerBound || end == whole?.upperBound
            let isBehindSign =
                end < range.upperBound && signs.contains(bytes[end - 1]) && !parting.contains(bytes[end])
            guard !isInside, isEdge || isBehindSign else { continue }
            parts.append(start..<end)
            start = end
        }
        return parts
    }

    private static func pieces(of range: Range<Int>, each count: Int) -> [Range<Int>] {
        // Any number may be as many as there are letters, and no more.
        let count = max(1, min(count, range.count))
        return stride(from: range.lowerBound, to: range.upperBound, by: count)
            .map { $0..<min($0 + count, range.upperBound) }
    }

    /// Every second group of eight digits of each digest, so that they can be told apart without anything between them.
    static func secondGroups(in text: String) -> [Range<Int>] {
        let bytes = Array(text.utf8)
        return words(bytes).flatMap { word -> [Range<Int>] in
            // A bundle's id has half as many and is no digest.
            guard let digits = digestRun(bytes, word), digits.count > fewestDigits else { return [] }
            return stride(
                from: digits.lowerBound + digitsTogether, to: digits.upperBound, by: 2 * digitsTogether
            )
            .map { $0..<min($0 + digitsTogether, digits.upperBound) }
        }
    }

    /// A piece of a text, for pages that break lines themselves.
    package struct Piece: Sendable, Hashable {
        package var text: String
        /// Whether it is every second group of a digest's digits.
        package var isSecondGroup: Bool
        /// Whether a line may end behind it, though no space does.
        package var mayEndLine: Bool
    }

    /// A text in pieces, which together are the text.
    package static func pieces(of text: String) -> [Piece] {
        let bytes = Array(text.utf8)
        let seconds = Set(secondGroups(in: text).map(\.lowerBound))
        var pieces: [Piece] = []
        var start = 0
        func cut(at end: Int, mayEndLine: Bool) {
            guard end > start else { return }
            pieces.append(
                Piece(
                    text: String(decoding: bytes[start..<end], as: UTF8.self),
                    isSecondGroup: seconds.contains(start), mayEndLine: mayEndLine))
            start = end
        }
        for part in unbroken(in: text, atMost: .max) {
            // A single letter between two parts stays with the one before.
            let isBehindASCII =
                part.lowerBound > 0 && (0x21..<0x7F).contains(bytes[part.lowerBound - 1])
            cut(at: part.lowerBound, mayEndLine: isBehindASCII)
            let goesOn = part.upperBound < bytes.count && (0x21..<0x7F).contains(bytes[part.upperBound])
            cut(at: part.upperBound, mayEndLine: goesOn)
        }
        cut(at: bytes.count, mayEndLine: false)
        return pieces
    }

    /// Behind these a name may go on on the next line.
    private static let parting = Set("_./\\:=&?+@,;~%#".utf8)
    private static let hyphen = Set("-".utf8)
    private static let timeOfDay = Set("0123456789:.,;()".utf8)
    /// A part of a name that is longer goes on behind a hyphen too.
    private static let longestPart = 20

    /// Long words of ASCII; whatever else a script has, Pango knows better.
    private static func words(_ bytes: [UInt8]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start: Int?
        for place in bytes.indices {
            let isOfWord = bytes[place] > 0x20 && bytes[place] < 0x7F
            if isOfWord { start = start ?? place }
            if let begin = start, !isOfWord || place == bytes.count - 1 {
                let end = isOfWord ? place + 1 : place
                // Nobody ends a line within a time of day.
                if end - begin >= shortest, !bytes[begin..<end].allSatisfy(timeOfDay.contains) {
                    words.append(begin..<end)
                }
                start = nil
            }
        }
        return words
    }

    /// The first run of digits in a word that is long enough for a digest.
    private static func digestRun(_ bytes: [UInt8], _ word: Range<Int>) -> Range<Int>? {
        var start = word.lowerBound
        for place in word {
            let byte = bytes[place]
            let isDigit = (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
            let end = isDigit ? place + 1 : place
            if !isDigit || place == word.upperBound - 1 {
                if end - start >= fewestDigits { return start..<end }
                start = place + 1
            }
        }
        return nil
    }
}
