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
    /// A name goes on behind `-`, `_`, `.`, `/` and what else parts names; a digest behind eight digits.
    static func unbroken(in text: String, atMost most: Int) -> [Range<Int>] {
        let bytes = Array(text.utf8)
        return words(bytes).flatMap { word -> [Range<Int>] in
            var parts: [Range<Int>] = []
            var start = word.lowerBound
            let digits = digestRun(bytes, word)
            for place in word {
                let next = place + 1
                let isInDigest = digits?.contains(place) ?? false
                let ends =
                    next == word.upperBound || next == digits?.lowerBound || next == digits?.upperBound
                    || (isInDigest
                        ? (next - (digits?.lowerBound ?? 0)) % digitsTogether == 0
                        : parting.contains(bytes[place]) && !parting.contains(bytes[next]))
                    || next - start >= max(2, most)
                guard ends else { continue }
                if next - start > 1 { parts.append(start..<next) }
                start = next
            }
            return parts
        }
    }

    /// Every second group of eight digits of each digest, so that they can be told apart without anything between them.
    static func secondGroups(in text: String) -> [Range<Int>] {
        let bytes = Array(text.utf8)
        return words(bytes).flatMap { word -> [Range<Int>] in
            guard let digits = digestRun(bytes, word) else { return [] }
            return stride(from: digits.lowerBound + digitsTogether, to: digits.upperBound, by: 2 * digitsTogether)
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
            cut(at: part.lowerBound, mayEndLine: part.lowerBound > 0 && bytes[part.lowerBound - 1] > 0x20)
            let goesOn = part.upperBound < bytes.count && (0x21..<0x7F).contains(bytes[part.upperBound])
            cut(at: part.upperBound, mayEndLine: goesOn)
        }
        cut(at: bytes.count, mayEndLine: false)
        return pieces
    }

    /// Behind these a name may go on on the next line.
    private static let parting = Set("-_./\\:=&?+@,;~%#".utf8)

    /// Long words of ASCII; whatever else a script has, Pango knows better.
    private static func words(_ bytes: [UInt8]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start: Int?
        for place in bytes.indices {
            let isOfWord = bytes[place] > 0x20 && bytes[place] < 0x7F
            if isOfWord { start = start ?? place }
            if let begin = start, !isOfWord || place == bytes.count - 1 {
                let end = isOfWord ? place + 1 : place
                if end - begin >= shortest { words.append(begin..<end) }
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
