import Outcomes

extension LabelRowFacts: TableRow {
    /// The heads of a table of labels that were changed.
    package static let columns = ["Label", "File"]
    /// The heads of the same table for spreadsheets.
    package static let spreadsheetColumns = ["file", "noted", "reason"]

    /// The row of a table.
    package var cells: [String] { [reason == nil ? "noted" : "NOT noted", file] }

    /// The row of the table for spreadsheets.
    package var spreadsheetCells: [String] { [file, "\(reason == nil)", reason ?? ""] }

    /// What is to be said of this bundle that the table does not.
    package var remarks: [String] { [reason].compactMap(\.self) }
}
