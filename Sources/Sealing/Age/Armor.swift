/// The text form of an age file (age.md, "ASCII armor"; RFC 7468 §3, strict): for small things that travel in a
/// message, such as an identity file.
package enum Armor {
    static let beginLine = "-----BEGIN AGE ENCRYPTED FILE-----"
    static let endLine = "-----END AGE ENCRYPTED FILE-----"
    static let columns = 64

    /// Whether a file is armored, judged by its start.
    package static func isArmored(_ file: [UInt8]) -> Bool {
        file.drop(while: isWhitespace).starts(with: Array("-----BEGIN".utf8))
    }

    /// Writes a binary age file as text, with a line feed at the end.
    package static func encode(_ file: [UInt8]) -> [UInt8] {
        let base64 = Base64.encode(file, padding: .required)
        var text = Array((beginLine + "\n").utf8)
        text.reserveCapacity(base64.count * 66 / 64 + 80)
        for start in stride(from: 0, to: base64.count, by: columns) {
            text += base64[start..<min(start + columns, base64.count)]
            text.append(UInt8(ascii: "\n"))
        }
        return text + Array((endLine + "\n").utf8)
    }

    /// Reads the text form back. Whitespace may stand before and after it, and lines may end in CR LF; everything
    /// else has one spelling.
    ///
    /// - Throws: ``SealingError/ageArmor(_:)``.
    package static func decode(_ text: [UInt8]) throws(SealingError) -> [UInt8] {
        let body = text.drop(while: isWhitespace)
        var lines = body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
        var number = text[..<body.startIndex].count { $0 == UInt8(ascii: "\n") } + 1
        guard let first = lines.popFirst(), content(of: first).elementsEqual(beginLine.utf8) else {
            throw .ageArmor("it does not start with \(beginLine)")
        }
        var file: [UInt8] = []
        var isLastLine = false
        while let line = lines.popFirst() {
            number += 1
            let characters = content(of: line)
            if characters.elementsEqual(endLine.utf8) || endsText(characters, followedBy: lines) {
                guard lines.allSatisfy({ $0.allSatisfy(isWhitespace) }) else {
                    throw .ageArmor("something follows its END line")
                }
                return file
            }
            guard !isLastLine, !characters.isEmpty, characters.count <= columns,
                let bytes = Base64.decode(characters, padding: .required)
            else { throw .ageArmor("line \(number) is not \(columns) characters of canonical base64") }
            file += bytes
            isLastLine = characters.count < columns || characters.last == UInt8(ascii: "=")
        }
        throw .ageArmor("its END line is missing")
    }

    private static func isWhitespace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    /// A line without the CR of a CR LF.
    private static func content(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }

    /// An END line that closes the text may carry trailing spaces of its own.
    private static func endsText(
        _ line: ArraySlice<UInt8>, followedBy rest: ArraySlice<ArraySlice<UInt8>>
    ) -> Bool {
        line.starts(with: Array(endLine.utf8)) && line.dropFirst(endLine.utf8.count).allSatisfy(isWhitespace)
    }
}
