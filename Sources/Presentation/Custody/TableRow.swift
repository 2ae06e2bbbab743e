import Outcomes

/// What one of many bundles, chains or receipts came to, as a row of a table for people or for spreadsheets, and as an object of
/// JSON.
package protocol TableRow: Encodable {
    var file: String { get }
    /// The row of a table, under the type's `columns`.
    var cells: [String] { get }
    /// The row of the table for spreadsheets, under the type's `spreadsheetColumns`.
    var spreadsheetCells: [String] { get }
    /// What is to be said of it that the table does not.
    var remarks: [String] { get }
    /// What helps, for a front to put into words; nil where nothing does, or nothing is wrong.
    var remedy: Remedy? { get }
}

extension HoldingFacts {
    package var remedy: Remedy? { nil }
}
