import Outcomes
import Statements

extension ReceiptRowFacts: TableRow {
    /// The heads of a table of receipts.
    package static let columns = ["Received", "By", "Bundle", "Receipt", "File"]
    /// The heads of the same table for spreadsheets.
    package static let spreadsheetColumns = [
        "file", "result", "bundle", "sha256", "size", "time", "receiver", "receiver_fingerprint", "standing",
        "condition", "failed", "note", "journal", "doubt", "reason",
    ]

    /// The row of a table.
    package var cells: [String] {
        [
            time.map(DayInWords.of) ?? "", receiver?.quoted ?? "",
            condition.map { $0 == "ok" ? "held" : "did NOT hold" } ?? "", resultInWords, file,
        ]
    }

    private var resultInWords: String {
        switch result {
        case nil: "NOT read"
        case .failed?: "does NOT hold"
        case .ok?: "holds"
        case .signerUnknown?, .custodyUnknown?, .openerUnknown?: "holds, signer \(standing ?? "unknown")"
        }
    }

    /// The row of the table for spreadsheets.
    package var spreadsheetCells: [String] {
        let first: [String?] = [
            file, result?.rawValue, bundle, archive?.sha256.hex, archive.map { "\($0.size)" }, time?.rfc3339,
            receiver, receiverFingerprint, standing,
        ]
        let last: [String?] = [condition, failed.joined(separator: " "), note, journal, doubt, reason]
        return (first + last).map { $0 ?? "" }
    }

    /// What is to be said of this receipt that the table does not.
    package var remarks: [String] {
        (failed.isEmpty ? [] : ["these checks of the receipt do not hold: \(failed.joined(separator: ", "))"])
            + [doubt, reason, note, journal.map { "that you got it is noted in \($0)" }].compactMap(\.self)
    }
}
