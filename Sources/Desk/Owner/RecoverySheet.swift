import ClockCode
import CustodyDesk
import Files
import Outcomes
import Sealing
import StatementFiles
import Statements

/// An identity on paper: the file as it lies on the disk, under its passphrase, as text and as codes.
///
/// The text is an age file, so that any age tool opens it; a code is some of its lines behind a line that numbers it
/// (docs/spec/recovery-sheet.md).
package struct RecoverySheet: Sendable {
    /// One code of the sheet.
    package struct Part: Sendable, Equatable {
        /// What the code holds.
        package let text: String
        /// Squares a side, with the light edge.
        package let side: Int
        /// The dark squares as the path of an SVG of that side.
        package let path: String
    }

    /// The lines of the file.
    package let lines: [String]
    /// The codes, in their order.
    package let parts: [Part]
    /// The beginning of the file's SHA-256, which tells sheets apart.
    package let mark: String

    /// How many lines of the file one code holds: 64 characters each.
    private static let linesInPart = 5
    private static let begin = "PROFFER KEY"

    /// The sheet of an identity file.
    ///
    /// - Throws: ``DeskError``, ``DeskError/Kind/notPermitted`` for a file without a passphrase: who finds the paper would be
    ///   that person.
    package init(of path: String) throws(DeskError) {
        let bytes = try telling { try StatementFile.read(path, maximumBytes: Identity.maximumFileBytes) }
        guard Identity.isProtected(bytes) else {
            throw DeskError(.notPermitted, "\(path): it has no passphrase, so it is not printed")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix("-----BEGIN AGE ENCRYPTED FILE-----") else {
            throw DeskError(.notUnderstood, "\(path): it is not written as text, so it is not printed")
        }
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        let mark = try telling { String(try SHA256Digest.of(Self.file(lines)).hex.prefix(8)) }
        let count = (lines.count + Self.linesInPart - 1) / Self.linesInPart
        parts = try telling {
            try (0..<count).map { number in
                let own = lines[number * Self.linesInPart..<min((number + 1) * Self.linesInPart, lines.count)]
                let text =
                    "\(Self.begin) \(number + 1)/\(count) \(mark)\n" + own.joined(separator: "\n") + "\n"
                let code = try PrintedCode(text)
                return Part(text: text, side: code.size + 8, path: code.path)
            }
        }
        self.lines = lines
        self.mark = mark
    }

    private static func file(_ lines: [String]) -> [UInt8] {
        Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// Why what was typed or scanned is no sheet.
    package enum Flaw: Error, Equatable, Sendable {
        /// Nothing in it is of a sheet.
        case nothing
        /// Codes are missing, by their numbers from 1.
        case missing([Int], of: Int)
        /// It has codes of two sheets.
        case mixed
        /// A code, or the text, has another character than was printed.
        case changed
    }

    /// The identity file out of what was typed or scanned: the text, or all codes one behind the other in any order.
    ///
    /// - Throws: ``Flaw``.
    package static func file(from typed: String) throws(Flaw) -> [UInt8] {
        let lines = typed.split(whereSeparator: \.isNewline)
            .map { $0.filter { !$0.isWhitespace || $0 == " " } }
            .map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
            .filter { !$0.isEmpty }
        guard lines.contains(where: { $0.hasPrefix(begin) }) else {
            guard let start = lines.firstIndex(of: "-----BEGIN AGE ENCRYPTED FILE-----") else {
                throw .nothing
            }
            guard let end = lines.firstIndex(of: "-----END AGE ENCRYPTED FILE-----"), start < end else {
                throw .changed
            }
            return file(Array(lines[start...end]))
        }
        return try file(fromParts: lines)
    }

    private static func file(fromParts lines: [String]) throws(Flaw) -> [UInt8] {
        var found: [Int: [String]] = [:]
        var sheet: (count: Int, mark: String)?
        var current: (number: Int, lines: [String])?
        func keep() throws(Flaw) {
            guard let part = current else { return }
            if let before = found[part.number], before != part.lines { throw .changed }
            found[part.number] = part.lines
        }
        for line in lines {
            guard line.hasPrefix(begin) else {
                current?.lines.append(line)
                continue
            }
            try keep()
            let words = line.dropFirst(begin.count).split(separator: " ")
            guard words.count == 2, let slash = words[0].firstIndex(of: "/"),
                let number = Int(words[0][..<slash]),
                let count = Int(words[0][words[0].index(after: slash)...]), (1...99).contains(count),
                (1...count).contains(number)
            else { throw .changed }
            let own = (count, String(words[1]))
            if let sheet, sheet != own { throw .mixed }
            sheet = own
            current = (number, [])
        }
        try keep()
        guard let sheet else { throw .nothing }
        let missing = (1...sheet.count).filter { found[$0] == nil }
        guard missing.isEmpty else { throw .missing(missing, of: sheet.count) }
        let bytes = file((1...sheet.count).flatMap { found[$0] ?? [] })
        guard let digest = try? SHA256Digest.of(bytes), digest.hex.hasPrefix(sheet.mark) else {
            throw .changed
        }
        return bytes
    }
}
