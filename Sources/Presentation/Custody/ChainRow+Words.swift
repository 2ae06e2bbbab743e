import Outcomes
import Statements

extension ChainRowFacts: TableRow {
    /// The heads of a table of custody chains.
    package static let columns = ["State", "Holder", "Entries", "Last entry", "File"]
    /// The heads of the same table for spreadsheets.
    package static let spreadsheetColumns = [
        "file", "result", "state", "bundle", "with_bundle", "entries", "holder", "holder_fingerprint",
        "offered_to", "last", "head", "flaws", "doubt", "reason",
    ]

    /// The row of a table.
    package var cells: [String] {
        [
            stateInWords + (doubt == nil ? "" : ", DOUBTED"), holder?.quoted ?? "",
            entries.map { "\($0)" } ?? "", last.map(DayInWords.of) ?? "", file,
        ]
    }

    private var stateInWords: String {
        switch state {
        case nil: "NOT read"
        case .notReceived?, .received?, .copy?, .moved?, .gone?: "not received"
        case .held?: "held"
        case .offered?: "offered to \(offeredTo?.quoted ?? "somebody")"
        case .disposed?: "disposed of"
        case .unclear?: "does NOT hold"
        }
    }

    /// The row of the table for spreadsheets.
    package var spreadsheetCells: [String] {
        let cells: [String?] = [
            file, result?.rawValue, state?.rawValue, bundle, isWithBundle.map { "\($0)" },
            entries.map { "\($0)" }, holder, holderFingerprint, offeredTo, last?.rfc3339, head,
            flaws.joined(separator: "; "), doubt, reason,
        ]
        return cells.map { $0 ?? "" }
    }

    /// What is to be said of this chain that the table does not.
    package var remarks: [String] {
        (isWithBundle == false
            ? ["the bundle was not looked at: whether it is the one of this chain is not known"] : [])
            + flaws + clockDoubts + [doubt, reason].compactMap(\.self)
    }
}
