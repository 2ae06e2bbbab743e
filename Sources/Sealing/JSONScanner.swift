/// Walks over a JSON text once and checks everything ``StrictJSON`` promises, building nothing but key names.
struct JSONScanner {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0
    private var values = 0
    /// How many values the text may have.
    private let maximumValues: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        maximumValues = StrictJSON.freeValues + bytes.count / StrictJSON.bytesPerValue
    }

    /// Checks that the text is exactly one JSON value.
    mutating func scanDocument() throws(SealingError) {
        guard !bytes.isEmpty else { throw .json(reason: "it is empty", byte: 0) }
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
            throw .json(reason: "it starts with a byte order mark", byte: 0)
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw .json(reason: "it is not valid UTF-8", byte: nil)
        }
        skipWhitespace()
        try scanValue()
        skipWhitespace()
        guard position == bytes.count else { throw failure("something follows the end of the value") }
    }

    private func failure(_ reason: String) -> SealingError { .json(reason: reason, byte: position) }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipWhitespace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    private mutating func take(_ byte: UInt8, otherwise reason: String) throws(SealingError) {
        guard current == byte else { throw failure(reason) }
        position += 1
    }

    private mutating func scanValue() throws(SealingError) {
        guard let byte = current else { throw failure("it ends where a value should stand") }
        values += 1
        guard values <= maximumValues else {
            throw failure("it has more values than a text of its length is read with")
        }
        switch byte {
        case UInt8(ascii: "{"): try scanObject()
        case UInt8(ascii: "["): try scanArray()
        case UInt8(ascii: "\""): try scanString(collecting: nil)
        case UInt8(ascii: "t"): try scanWord("true")
        case UInt8(ascii: "f"): try scanWord("false")
        case UInt8(ascii: "n"): try scanWord("null")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try scanNumber()
        default: throw failure("no JSON value starts here")
        }
    }

    private mutating func descend() throws(SealingError) {
        depth += 1
        guard depth <= StrictJSON.maximumDepth else {
            throw failure("it nests deeper than \(StrictJSON.maximumDepth) levels")
        }
        position += 1
        skipWhitespace()
    }

    private mutating func scanObject() throws(SealingError) {
        try descend()
        // String equality also joins canonically equivalent spellings, as the decoder's own dictionary does.
        var keys: Set<String> = []
        if current == UInt8(ascii: "}") {
            position += 1
            depth -= 1
            return
        }
        while true {
            guard current == UInt8(ascii: "\"") else { throw failure("a key should stand here") }
            let start = position
            var key = String.UnicodeScalarView()
            try scanString(collecting: { key.append($0) })
            guard keys.insert(String(key)).inserted else {
                throw .json(
                    reason: "the key \"\(String(key).prefix(64))\" stands twice in one object", byte: start)
            }
            skipWhitespace()
            try take(UInt8(ascii: ":"), otherwise: "a colon should stand here")
            skipWhitespace()
            try scanValue()
            skipWhitespace()
            if current == UInt8(ascii: ",") {
                position += 1
                skipWhitespace()
                continue
            }
            try take(UInt8(ascii: "}"), otherwise: "a comma or the object's end should stand here")
            depth -= 1
            return
        }
    }

    private mutating func scanArray() throws(SealingError) {
        try descend()
        if current == UInt8(ascii: "]") {
            position += 1
            depth -= 1
            return
        }
        while true {
            try scanValue()
            skipWhitespace()
            if current == UInt8(ascii: ",") {
                position += 1
                skipWhitespace()
                continue
            }
            try take(UInt8(ascii: "]"), otherwise: "a comma or the array's end should stand here")
            depth -= 1
            return
        }
    }

    private mutating func scanWord(_ word: StaticString) throws(SealingError) {
        for index in 0..<word.utf8CodeUnitCount {
            try take(word.utf8Start[index], otherwise: "only true, false and null are words")
        }
    }

    private mutating func scanDigits() throws(SealingError) {
        let start = position
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw failure("a digit should stand here") }
    }

    private mutating func scanNumber() throws(SealingError) {
        let start = position
        try scanNumberParts()
        guard position - start <= StrictJSON.maximumNumberBytes else {
            throw failure("a number has more than \(StrictJSON.maximumNumberBytes) characters")
        }
    }

    private mutating func scanNumberParts() throws(SealingError) {
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "0") {
            position += 1
        } else {
            try scanDigits()
        }
        if current == UInt8(ascii: ".") {
            position += 1
            try scanDigits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try scanDigits()
        }
    }

    /// Passes over a string; a key's characters are handed to `collect`, escapes resolved.
    private mutating func scanString(collecting collect: ((Unicode.Scalar) -> Void)?) throws(SealingError) {
        position += 1
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return
            case UInt8(ascii: "\\"):
                position += 1
                let scalar = try scanEscape()
                collect?(scalar)
            case 0..<0x20:
                throw failure("a control character stands in a string")
            default:
                let scalar = scanScalar(startingWith: byte)
                collect?(scalar)
            }
        }
        throw failure("a string does not end")
    }

    /// Reads one character of text already known to be valid UTF-8.
    private mutating func scanScalar(startingWith byte: UInt8) -> Unicode.Scalar {
        let length =
            switch byte {
            case ..<0x80: 1
            case ..<0xE0: 2
            case ..<0xF0: 3
            default: 4
            }
        var value = length == 1 ? UInt32(byte) : UInt32(byte) & (0x7F >> UInt32(length))
        for offset in 1..<max(length, 1) { value = value << 6 | UInt32(bytes[position + offset]) & 0x3F }
        position += length
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    private mutating func scanEscape() throws(SealingError) -> Unicode.Scalar {
        guard let byte = current else { throw failure("a string does not end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try scanCodeUnits()
        default: throw failure("JSON knows no such escape")
        }
    }

    /// Reads the digits of `\uXXXX`, and of the second escape when the first is half of a pair (RFC 8259 §7).
    private mutating func scanCodeUnits() throws(SealingError) -> Unicode.Scalar {
        let first = try scanFourDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, current == UInt8(ascii: "\\") else {
            throw failure("half of a surrogate pair stands alone")
        }
        position += 1
        try take(UInt8(ascii: "u"), otherwise: "half of a surrogate pair stands alone")
        let second = try scanFourDigits()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw failure("half of a surrogate pair stands alone") }
        return scalar
    }

    private mutating func scanFourDigits() throws(SealingError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw failure("four hexadecimal digits should follow \\u")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
