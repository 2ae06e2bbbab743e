import Statements

/// JSON written piece by piece, for results that are too long to be held as values. What a terminal could act on is
/// written as ``HarmlessJSON`` writes it.
package struct JSONText {
    /// What was written, as UTF-8.
    package var bytes: [UInt8] = []

    /// Nothing yet.
    package init() {}

    /// Appends what is JSON already.
    package mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Appends a string in its quotes.
    package mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        let isPlain = text.utf8.allSatisfy { byte in
            (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
        }
        if isPlain { raw(text) } else { escaped(text) }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escaped(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": raw("\\\"")
            case "\\": raw("\\\\")
            case "\n": raw("\\n")
            default: raw(HarmlessJSON.escaping(String(scalar)))
            }
        }
    }
}
