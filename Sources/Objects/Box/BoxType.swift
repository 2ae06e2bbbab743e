/// A four-character code: the type of a box (ISO/IEC 14496-12 §4.2) or of a chunk (ISO/IEC 15948 §5.3).
///
/// It stays the number it is. A hostile object has a box every few bytes, and a text for each would cost more than
/// everything else that is done with it.
package struct BoxType: Hashable, Sendable {
    let code: UInt32

    init(_ code: UInt32) { self.code = code }

    /// The code as text where it is readable, else as a number.
    var text: String {
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: code >> (24 - 8 * UInt32($0))) }
        guard bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return "0x" + String(code, radix: 16)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension BoxType: ExpressibleByStringLiteral {
    /// A code of four ASCII characters.
    package init(stringLiteral text: StaticString) {
        code = text.withUTF8Buffer { $0.prefix(4).reduce(0) { $0 << 8 | UInt32($1) } }
    }
}

extension BoxType: CustomStringConvertible {
    package var description: String { text }
}
