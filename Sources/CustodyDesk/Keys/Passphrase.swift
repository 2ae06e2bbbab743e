import Foundation

/// A passphrase as it protects an identity: the same text however it came, typed or in a file, on whatever system.
///
/// It is prepared as RFC 8265 §4.2 (OpaqueString) says: normalised to NFC, spaces of other scripts as U+0020, and no control
/// characters. The rule is that of docs/spec/identity.md, Passphrases.
package struct Passphrase: Equatable, Sendable {
    /// The fewest characters that are not warned of where a passphrase is made: NIST SP 800-63B-4 §3.1.1.2 asks for them of
    /// one that stands alone.
    package static let fewestCharacters = 15

    /// The text that scrypt is given, as UTF-8.
    package let text: String

    /// How many characters a person sees.
    package var length: Int { text.count }
    /// Whether whoever copies the identity file could try out all of its length.
    package var isShort: Bool { length < Self.fewestCharacters }

    /// Why a text is no passphrase.
    package enum Flaw: Error, Equatable, Sendable {
        /// There is none.
        case empty
        /// It is not one line: which is meant nobody can tell.
        case severalLines
        /// It has a character that acts on a terminal instead of standing there.
        case control(Unicode.Scalar)
        /// The bytes are no text.
        case notText
    }

    /// A passphrase that was typed.
    ///
    /// - Throws: ``Flaw``.
    package init(typed: String) throws(Flaw) {
        let prepared = String(typed.unicodeScalars.map(Self.prepared).joined())
            .precomposedStringWithCanonicalMapping
        if let control = prepared.unicodeScalars.first(where: { $0.properties.generalCategory == .control }) {
            throw .control(control)
        }
        guard !prepared.isEmpty else { throw .empty }
        text = prepared
    }

    /// A passphrase in a file: one line of UTF-8, or of UTF-16 behind a byte order mark, as editors of different systems leave
    /// it. A byte order mark, and line ends behind the line, are not part of it.
    ///
    /// - Throws: ``Flaw``.
    package init(file bytes: [UInt8]) throws(Flaw) {
        guard var text = Self.decoded(bytes) else { throw .notText }
        while let last = text.unicodeScalars.last, Self.lineEnds.contains(last) {
            text.unicodeScalars.removeLast()
        }
        guard !text.unicodeScalars.contains(where: Self.lineEnds.contains) else { throw .severalLines }
        try self.init(typed: text)
    }

    private static let lineEnds: Set<Unicode.Scalar> = [
        "\n", "\u{0B}", "\u{0C}", "\r", "\u{85}", "\u{2028}", "\u{2029}",
    ]

    private static func prepared(_ scalar: Unicode.Scalar) -> String {
        scalar.properties.generalCategory == .spaceSeparator ? " " : String(scalar)
    }

    private static func decoded(_ bytes: [UInt8]) -> String? {
        let marks: [([UInt8], String.Encoding)] = [
            ([0xFF, 0xFE], .utf16LittleEndian), ([0xFE, 0xFF], .utf16BigEndian),
        ]
        for (mark, encoding) in marks where bytes.starts(with: mark) {
            return String(data: Data(bytes.dropFirst(2)), encoding: encoding)
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        return String(validating: bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes[...], as: UTF8.self)
    }
}

extension Passphrase.Flaw {
    /// What is wrong, as the end of a sentence about a file or about what was typed.
    package var inWords: String {
        switch self {
        case .empty: "holds no passphrase"
        case .severalLines:
            "has more than one line, and a passphrase is one line; which is meant is not guessed"
        case .control(let scalar):
            "has the character U+\(String(scalar.value, radix: 16, uppercase: true).leftPadded(to: 4)), which nobody can be "
                + "sure to type again"
        case .notText: "is no text in UTF-8 or UTF-16"
        }
    }
}

extension String {
    fileprivate func leftPadded(to length: Int) -> String {
        String(repeating: "0", count: max(0, length - count)) + self
    }
}
