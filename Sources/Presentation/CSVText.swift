import Sealing
import Statements

/// Rows of text as RFC 4180 has them, for spreadsheets.
///
/// Names and file names come from whoever chose them. A spreadsheet takes a cell for a formula that begins with `=`, `+`, `-`
/// or `@`, so such a cell gets an apostrophe in front, which spreadsheets do not show.
package enum CSVText {
    /// One line, ended as the RFC says.
    package static func line(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    private static let formulaStarts: Set<Character> = ["=", "+", "-", "@", "\t", "\r"]

    private static func cell(_ text: String) -> String {
        let isFormula = text.first.map { formulaStarts.contains($0) } ?? false
        let harmless = (isFormula ? "'" : "") + text.harmless
        guard harmless.contains(where: { [",", "\"", ";"].contains($0) }) || isFormula else {
            return harmless
        }
        return "\"" + harmless.replacing("\"", with: "\"\"") + "\""
    }
}

/// One JSON value on a line of its own (JSON Lines), in which nothing is left that a terminal could act on.
package enum JSONLine {
    package static func of(_ value: some Encodable) throws -> String {
        HarmlessJSON.escaping(String(decoding: try StrictJSON.encode(value), as: UTF8.self)) + "\n"
    }
}
