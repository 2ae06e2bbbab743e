/// Ways in which somebody spoils what they sign themselves: the JSON stays JSON, and its values become what no sum and no
/// screen was made for.
struct JSONMutation {
    private enum Token {
        case text, key, number, word
    }

    private static let numbers = [
        "0", "-0", "1", "-1", "2", "255", "256", "4294967295", "2147483648", "-2147483649",
        "9007199254740993",
        "72057594037927936", "1152921504606846975", "1152921504606846976", "-1152921504606846976",
        "4611686018427387904", "9223372036854775807", "-9223372036854775808", "-9223372036854775807",
        "18446744073709551615", "18446744073709551616", "1e308", "-1e308", "1e400", "1e-320", "0.1", "1e18",
        "1e19",
        "2.5e15", "3155760000000000000", "-3155760000000000001",
    ]

    private static let times = [
        "1950-01-01T00:00:00Z", "1949-12-31T23:59:59.999999999Z", "2199-12-31T23:59:59.999999999Z",
        "2200-01-01T00:00:00Z", "2200-01-01T23:58:59.999999999+23:59", "1949-12-31T00:01:00-23:59",
        "1678-01-01T00:00:00Z", "2261-12-31T23:59:59.999999999Z", "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z", "2026-07-04T21:40:31+02:00", "2026-07-04T19:40:31.000000001Z",
        "2027-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-02-30T00:00:00Z",
    ]

    /// Written as JSON, without the quotes.
    private static let texts = [
        "", " ", "\\u0000", "\\u0001", "\\u001b[2J", "a\\u202eb", "\\ufffe", "\\uffff", "\\ufdd0",
        "\\ud83d\\udc69\\u200d\\ud83d\\ude92",
        "\\u0301", "e\\u0301\\u0301\\u0301", "\\n\\nSignature: good", "{{{case}}}{{x}}",
        "<script>alert(1)</script>", "]]>&<img src=x>",
        "../../etc/passwd", "data/0001.age", "data/10000.age", "master", "still", "granted", "declined",
        "front-door",
        "r1", "r2", "AAAA", "%s%n", "\\u2028", "0", "00000000000000000000000000000000",
        "\\u00df\\u0130\\ufb03",
    ]

    /// The same JSON with one to three of its values, or some of its bytes, spoiled.
    static func apply(to json: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = json
        for _ in 0...dice.below(3) {
            let tokens = tokens(of: bytes)
            guard !tokens.isEmpty else { return bytes }
            let (kind, range) = dice.one(of: tokens)
            switch dice.below(20) {
            case 0: bytes.replaceSubrange(range, with: bytes[dice.one(of: tokens).range])
            case 1:
                bytes.replaceSubrange(
                    range, with: dice.one(of: ["null", "true", "false", "[]", "{}", "[[[[]]]]"]).utf8)
            case 2:
                let place = dice.below(bytes.count)
                bytes[place] = dice.oneIn(2) ? dice.byte() : dice.one(of: Array("{}[],:0\"\\".utf8))
            case 3: bytes.removeSubrange(range)
            case 4: bytes.insert(contentsOf: bytes[dice.one(of: tokens).range], at: range.lowerBound)
            default: bytes.replaceSubrange(range, with: value(kind, bytes[range], &dice))
            }
        }
        return bytes
    }

    private static func value(_ kind: Token, _ old: ArraySlice<UInt8>, _ dice: inout Dice) -> [UInt8] {
        switch kind {
        case .number, .word:
            return Array((dice.oneIn(12) ? "\"\(dice.one(of: numbers))\"" : dice.one(of: numbers)).utf8)
        case .key: return Array(old)
        case .text:
            let isTime = old.count > 18 && old[old.startIndex + 5] == UInt8(ascii: "-")
            if isTime || dice.oneIn(5) { return Array("\"\(dice.one(of: times))\"".utf8) }
            if dice.oneIn(4), old.count > 2 {
                // One character of it, so that digests and keys stay of their length.
                var text = Array(old)
                text[1 + dice.below(text.count - 2)] = dice.one(of: Array("0aAzZ+/=_ -".utf8))
                return text
            }
            let text = dice.one(of: texts)
            return Array("\"\(dice.oneIn(8) ? String(repeating: text, count: 200) : text)\"".utf8)
        }
    }

    /// The values of a JSON text and its keys. Only as right as a spoiled text is.
    private static func tokens(of bytes: [UInt8]) -> [(kind: Token, range: Range<Int>)] {
        var tokens: [(Token, Range<Int>)] = []
        var position = 0
        while position < bytes.count {
            let start = position
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
                    position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
                }
                position = min(bytes.count, position + 1)
                let isKey = position < bytes.count && bytes[position] == UInt8(ascii: ":")
                tokens.append((isKey ? .key : .text, start..<position))
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                while position < bytes.count, "+-.eE0123456789".utf8.contains(bytes[position]) {
                    position += 1
                }
                tokens.append((.number, start..<position))
            case UInt8(ascii: "a")...UInt8(ascii: "z"):
                while position < bytes.count, (0x61...0x7A).contains(bytes[position]) { position += 1 }
                tokens.append((.word, start..<position))
            default: position += 1
            }
        }
        return tokens
    }
}
