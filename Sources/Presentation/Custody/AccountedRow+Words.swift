import Outcomes

extension AccountedRowFacts: TableRow {
    /// The heads of a table of entries.
    package static let columns = ["Entry", "What", "Digest", "File"]
    /// The heads of the same table for spreadsheets.
    package static let spreadsheetColumns = [
        "file", "entry", "action", "digest", "holds", "findings", "doubt", "reason",
    ]

    /// The row of a table.
    package var cells: [String] {
        [entry.map { "\($0)" } ?? "", action ?? "NOT written", digest ?? "", file]
    }

    /// The row of the table for spreadsheets.
    package var spreadsheetCells: [String] {
        [
            file, entry.map { "\($0)" } ?? "", action ?? "", digest ?? "", holds.map { "\($0)" } ?? "",
            findings.map(\.code).joined(separator: " "), doubt ?? "", reason ?? "",
        ]
    }

    /// What is to be said of this bundle that the table does not.
    package var remarks: [String] {
        (holds == false ? ["the bundle does NOT hold"] : []) + [doubt, reason].compactMap(\.self)
            + findings.map(\.inWords)
    }
}
