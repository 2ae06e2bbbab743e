/// Base 64 (RFC 4648 §4 and §5), canonical only: one byte string has exactly one accepted spelling.
///
/// Foundation's decoder accepts non-zero trailing bits and, on request, any stray character. In a signed or
/// authenticated text that would let somebody change the file without changing what it says, so age and DSSE
/// both need the strict reading.
enum Base64 {
    enum Alphabet {
        /// `+` and `/`.
        case standard
        /// `-` and `_`.
        case urlSafe
    }

    enum Padding {
        /// `=` up to a multiple of four characters, as PEM and DSSE write it.
        case required
        /// None, as inside an age header.
        case forbidden
    }

    private static let standardCharacters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8], padding: Padding) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let taken = min(3, bytes.count - index)
            var group = UInt32(bytes[index]) << 16
            if taken > 1 { group |= UInt32(bytes[index + 1]) << 8 }
            if taken > 2 { group |= UInt32(bytes[index + 2]) }
            for position in 0...taken {
                text.append(standardCharacters[Int(group >> (18 - 6 * UInt32(position)) & 63)])
            }
            if padding == .required {
                for _ in taken..<3 { text.append(UInt8(ascii: "=")) }
            }
            index += taken
        }
        return text
    }

    static func encodeString(_ bytes: [UInt8], padding: Padding) -> String {
        String(decoding: encode(bytes, padding: padding), as: UTF8.self)
    }

    /// `nil` for a character outside the alphabet, wrong padding, an impossible length or trailing bits that
    /// are not zero.
    static func decode(
        _ text: some Sequence<UInt8>, padding: Padding, alphabet: Alphabet = .standard
    ) -> [UInt8]? {
        var bytes: [UInt8] = []
        var group: UInt32 = 0
        var characters = 0
        var pads = 0
        for character in text {
            if character == UInt8(ascii: "="), padding == .required {
                pads += 1
                continue
            }
            guard pads == 0, let value = value(character, in: alphabet) else { return nil }
            group = group << 6 | value
            characters += 1
            if characters.isMultiple(of: 4) {
                bytes.append(UInt8(truncatingIfNeeded: group >> 16))
                bytes.append(UInt8(truncatingIfNeeded: group >> 8))
                bytes.append(UInt8(truncatingIfNeeded: group))
                group = 0
            }
        }
        switch characters % 4 {
        case 0:
            return pads == 0 ? bytes : nil
        case 2:
            guard group & 15 == 0, padding == .forbidden || pads == 2 else { return nil }
            bytes.append(UInt8(truncatingIfNeeded: group >> 4))
            return bytes
        case 3:
            guard group & 3 == 0, padding == .forbidden || pads == 1 else { return nil }
            bytes.append(UInt8(truncatingIfNeeded: group >> 10))
            bytes.append(UInt8(truncatingIfNeeded: group >> 2))
            return bytes
        default:
            return nil
        }
    }

    private static func value(_ character: UInt8, in alphabet: Alphabet) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+") where alphabet == .standard: 62
        case UInt8(ascii: "/") where alphabet == .standard: 63
        case UInt8(ascii: "-") where alphabet == .urlSafe: 62
        case UInt8(ascii: "_") where alphabet == .urlSafe: 63
        default: nil
        }
    }
}
