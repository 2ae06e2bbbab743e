/// A start time written somewhere into a file's name, whoever wrote it.
///
/// Understood are four digits of year, then month, day, hour, minute and second of two digits each, with or
/// without one separator (`-`, `_`, `.`, `:`, space, `T`) between them, wherever in the name; a fraction of
/// three digits behind `.`; and an offset (`Z`, `+0200`, `-05-00`) directly behind.
struct FileNameTime: Sendable, Hashable {
    /// The time the name shows.
    var civil: CivilTime
    /// The offset from UTC in seconds, where the name carries one.
    var offset: Int?
    /// The part of the name that was read.
    var text: String
    /// What stands before it, without separators at its end.
    var prefix: String

    /// Looks for a time in a file's name; nil where there is none.
    init?(fileName: String) {
        let bytes = Array(fileName.utf8)
        self.init(bytes, bytes.indices)
    }

    /// Looks for a time in a part of a path.
    init?(_ bytes: [UInt8], _ name: Range<Int>) {
        for start in name {
            // A longer run of digits is a serial number that happens to contain a date.
            guard PathParts.isDigit(bytes[start]),
                start == name.lowerBound || !PathParts.isDigit(bytes[start - 1])
            else { continue }
            var reader = Reader(bytes: bytes, position: start, end: name.upperBound)
            guard let civil = reader.civil() else { continue }
            self.civil = civil
            if let found = UTCOffsetText.read(bytes, reader.position, name.upperBound) {
                offset = found.seconds
                reader.position = found.end
            }
            text = String(decoding: bytes[start..<reader.position], as: UTF8.self)
            var end = start
            while end > name.lowerBound, Self.endsLabel(bytes[end - 1]) { end -= 1 }
            prefix = String(decoding: bytes[name.lowerBound..<end], as: UTF8.self)
            return
        }
        return nil
    }

    static let separators = Set("-_.: T".utf8)

    /// Whether a byte parts a label from the time behind it. A T may belong to the label; only between date and
    /// time is it a separator.
    static func endsLabel(_ byte: UInt8) -> Bool { byte != UInt8(ascii: "T") && separators.contains(byte) }

    private struct Reader {
        let bytes: [UInt8]
        var position: Int
        let end: Int

        mutating func civil() -> CivilTime? {
            guard let year = digits(4) else { return nil }
            separator()
            guard let month = digits(2) else { return nil }
            separator()
            guard let day = digits(2) else { return nil }
            separator()
            guard let hour = digits(2) else { return nil }
            separator()
            guard let minute = digits(2) else { return nil }
            separator()
            guard let second = digits(2) else { return nil }
            var civil = CivilTime(
                year: year, month: month, day: day, hour: hour, minute: minute, second: second)
            guard civil.exists else { return nil }
            if position + 3 < end, bytes[position] == UInt8(ascii: ".") {
                var ahead = self
                ahead.position += 1
                if let milliseconds = ahead.digits(3) {
                    civil.nanosecond = Int64(milliseconds) * 1_000_000
                    position = ahead.position
                }
            }
            if position < end, PathParts.isDigit(bytes[position]) { return nil }
            return civil
        }

        private mutating func digits(_ count: Int) -> Int? {
            guard position + count <= end else { return nil }
            var value = 0
            for byte in bytes[position..<position + count] {
                guard PathParts.isDigit(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            position += count
            return value
        }

        private mutating func separator() {
            if position < end, FileNameTime.separators.contains(bytes[position]) { position += 1 }
        }
    }
}
