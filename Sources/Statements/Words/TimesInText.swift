/// Finds times in a text of ours and writes them as another clock shows them, each in the form it had: RFC 3339, or as
/// ``WallTime/inWords`` has it.
struct TimesInText {
    private let bytes: [UInt8]
    private let text: String
    private let clock: DocumentClock
    private var written: [UInt8] = []
    /// Up to where the text is written.
    private var copied = 0

    private static let opening = Array("“".utf8)
    private static let closing = Array("”".utf8)
    private static let foreign = Array(ForeignText.mark.utf8)
    /// What both forms measure up to their seconds: `2026-07-04T21:40:00`.
    private static let whole = 19

    init(_ text: String, clock: DocumentClock) {
        self.text = text
        self.clock = clock
        bytes = Array(text.utf8)
    }

    mutating func rewritten() -> String {
        guard bytes.count > Self.whole else { return text }
        var place = 0
        var isQuoted = false
        while place < bytes.count {
            if place == 0 || bytes[place - 1] == UInt8(ascii: "\n"), isAt(place, Self.foreign) {
                place = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            } else if isAt(place, Self.opening) {
                isQuoted = true
                place += Self.opening.count
            } else if isAt(place, Self.closing) {
                isQuoted = false
                place += Self.closing.count
            } else if !isQuoted, let end = rewrite(at: place) {
                place = end
            } else {
                place += 1
            }
        }
        guard copied > 0 else { return text }
        return String(decoding: written + bytes[copied...], as: UTF8.self)
    }

    private func isAt(_ place: Int, _ mark: [UInt8]) -> Bool {
        place + mark.count <= bytes.count && zip(bytes[place...], mark).allSatisfy { $0 == $1 }
    }

    /// Writes the time that begins at a place; nil where none does.
    ///
    /// - Returns: where it ends.
    private mutating func rewrite(at place: Int) -> Int? {
        let end = place + Self.whole
        guard end < bytes.count, bytes[place + 4] == UInt8(ascii: "-"), bytes[place + 7] == UInt8(ascii: "-"),
            bytes[place + 13] == UInt8(ascii: ":"), bytes[place + 16] == UInt8(ascii: ":"),
            place == 0 || !Self.isWord(bytes[place - 1])
        else { return nil }
        switch bytes[place + 10] {
        case UInt8(ascii: "T"): return rewriteStandard(at: place)
        case UInt8(ascii: " "): return rewriteWords(at: place)
        default: return nil
        }
    }

    private mutating func rewriteStandard(at place: Int) -> Int? {
        let (fraction, zone) = ends(after: place, utc: "Z", separator: 0)
        guard let zone, let time = time(place, fraction: fraction, offset: fraction..<zone) else {
            return nil
        }
        replace(place..<zone, with: clock.shown(time).rfc3339)
        return zone
    }

    private mutating func rewriteWords(at place: Int) -> Int? {
        let day = place - 4
        let (fraction, zone) = ends(after: place, utc: "UTC", separator: 1)
        guard day >= copied, let zone, bytes[place - 1] == UInt8(ascii: " "),
            day == 0 || !Self.isWord(bytes[day - 1]),
            let time = time(place, fraction: fraction, offset: fraction + 1..<zone)
        else { return nil }
        guard time.inWords == String(decoding: bytes[day..<zone], as: UTF8.self) else { return nil }
        replace(day..<zone, with: clock.inWords(time))
        return zone
    }

    /// Where the digits of a time end, and where its offset does, if one follows.
    private func ends(after place: Int, utc: String, separator: Int) -> (fraction: Int, zone: Int?) {
        var end = place + Self.whole
        if end < bytes.count, bytes[end] == UInt8(ascii: ".") {
            let digits = bytes[(end + 1)...].prefix { (0x30...0x39).contains($0) }
            guard !digits.isEmpty else { return (end, nil) }
            end = digits.endIndex
        }
        let start = end + separator
        let name = Array(utc.utf8)
        let zone: Int
        if isAt(start, name) {
            zone = start + name.count
        } else if start + 6 <= bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[start]) {
            zone = start + 6
        } else {
            return (end, nil)
        }
        return (end, zone < bytes.count && Self.isWord(bytes[zone]) ? nil : zone)
    }

    private func time(_ place: Int, fraction end: Int, offset: Range<Int>) -> WallTime? {
        let date = String(decoding: bytes[place..<place + 10], as: UTF8.self)
        let time = String(decoding: bytes[place + 11..<end], as: UTF8.self)
        let offset = String(decoding: bytes[offset], as: UTF8.self)
        return try? WallTime(rfc3339: "\(date)T\(time)\(offset == "UTC" ? "Z" : offset)")
    }

    private mutating func replace(_ range: Range<Int>, with text: String) {
        written += bytes[copied..<range.lowerBound]
        written += Array(text.utf8)
        copied = range.upperBound
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: "_") || byte >= 0x80
    }
}
