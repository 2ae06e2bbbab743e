import Custody

/// A start time written into a file's name, as nearly all recorders do.
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
        for start in bytes.indices {
            // A longer run of digits is a serial number that happens to contain a date.
            if start > 0, Self.isDigit(bytes[start - 1]) { continue }
            var reader = Reader(bytes: bytes, position: start)
            guard let civil = reader.civil() else { continue }
            self.civil = civil
            offset = reader.offset()
            text = String(decoding: bytes[start..<reader.position], as: UTF8.self)
            var end = start
            // A T may belong to the label; only between date and time is it a separator.
            while end > 0, bytes[end - 1] != UInt8(ascii: "T"), Self.separators.contains(bytes[end - 1]) {
                end -= 1
            }
            prefix = String(decoding: bytes[..<end], as: UTF8.self)
            return
        }
        return nil
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    static let separators = Set("-_.: T".utf8)

    private struct Reader {
        let bytes: [UInt8]
        var position: Int

        mutating func civil() -> CivilTime? {
            guard let year = digits(4), (1970...2199).contains(year) else { return nil }
            separator()
            guard let month = digits(2), (1...12).contains(month) else { return nil }
            separator()
            guard let day = digits(2), (1...31).contains(day) else { return nil }
            separator()
            guard let hour = digits(2), hour < 24 else { return nil }
            separator()
            guard let minute = digits(2), minute < 60 else { return nil }
            separator()
            guard let second = digits(2), second < 60 else { return nil }
            var civil = CivilTime(
                year: year, month: month, day: day, hour: hour, minute: minute, second: second)
            if position + 3 < bytes.count, bytes[position] == UInt8(ascii: ".") {
                var ahead = self
                ahead.position += 1
                if let milliseconds = ahead.digits(3) {
                    civil.nanosecond = Int64(milliseconds) * 1_000_000
                    position = ahead.position
                }
            }
            if position < bytes.count, FileNameTime.isDigit(bytes[position]) { return nil }
            return civil
        }

        mutating func offset() -> Int? {
            guard position < bytes.count else { return nil }
            switch bytes[position] {
            case UInt8(ascii: "Z"):
                position += 1
                return 0
            case UInt8(ascii: "+"), UInt8(ascii: "-"):
                var ahead = self
                let sign = bytes[position] == UInt8(ascii: "-") ? -1 : 1
                ahead.position += 1
                guard let hours = ahead.digits(2), hours < 24 else { return nil }
                ahead.separator()
                guard let minutes = ahead.digits(2), minutes < 60 else { return nil }
                if ahead.position < bytes.count, FileNameTime.isDigit(bytes[ahead.position]) { return nil }
                position = ahead.position
                return sign * (hours * 3600 + minutes * 60)
            default: return nil
            }
        }

        mutating func digits(_ count: Int) -> Int? {
            guard position + count <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[position..<position + count] {
                guard FileNameTime.isDigit(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            position += count
            return value
        }

        mutating func separator() {
            if position < bytes.count, FileNameTime.separators.contains(bytes[position]) { position += 1 }
        }
    }
}
