import ArgumentParser
import CustodyDesk
import Outcomes
import Presentation

/// For whom rows are written: a table for people, a line of JSON each, or a table for spreadsheets.
package struct RowsOptions: ParsableArguments {
    package init() {}

    @Flag(help: "Write JSON, for programs: of several a line for each, as soon as it is known (JSON Lines).")
    package var json = false

    @Flag(help: "Write a table for spreadsheets (CSV, RFC 4180).")
    package var csv = false

    package func validate() throws {
        if json, csv { throw ValidationError("--json and --csv do not go together") }
    }

    /// Whether rows are written, and not what one file has to say at length.
    ///
    /// - Parameter paths: what is given.
    func areRows(for paths: [String]) -> Bool { csv || GivenBundles.areMany(paths) }

    /// Writes what one file has to say to standard output: for programs, or at length.
    func show(json value: some Encodable, page: (inout Page) -> Void) throws {
        try ResultOptions.show(value, isJSON: json, page: page)
    }
}

/// Writes rows as they come, or keeps them for a table.
struct RowPrinter {
    private let json: Bool
    private let csv: Bool
    private let columns: [String]
    private var table: [[String]] = []
    private var remarks: [(file: String, lines: [String])] = []

    /// - Parameters:
    ///   - json: whether each row is a line of JSON.
    ///   - csv: whether they are a table for spreadsheets.
    ///   - columns: the heads for people.
    ///   - spreadsheet: the heads for spreadsheets.
    init(json: Bool, csv: Bool, columns: [String], spreadsheet: [String]) throws(DeskError) {
        (self.json, self.csv) = (json, csv)
        self.columns = columns
        if csv { try Output.lines(Array(CSVText.line(spreadsheet).utf8)) }
    }

    mutating func add(_ row: some TableRow) throws(DeskError) {
        if json {
            let line: String
            do { line = try JSONLine.of(row) } catch { throw DeskError(.ourFault, "\(error)") }
            try Output.lines(Array(line.utf8))
        } else if csv {
            try Output.lines(Array(CSVText.line(row.spreadsheetCells).utf8))
        } else {
            table.append(row.cells)
            if Terminal.showsProgress { Output.status("\(table.count) done, the last \(row.file)") }
            var lines = row.remarks
            if let hint = row.remedy?.hint { lines.append("hint: \(hint)") }
            if !lines.isEmpty { remarks.append((row.file, lines)) }
        }
    }

    /// Shows the table, what is to be said of single rows, and the last sentences.
    func end(_ sentences: [String]) throws {
        guard !json, !csv else {
            for sentence in sentences { Output.notes(sentence) }
            return
        }
        if Terminal.showsProgress { Output.status("") }
        var page = Page()
        if !table.isEmpty { page.table([columns] + table) }
        for remark in remarks {
            page.gap()
            page.paragraph("\(remark.file.harmless):")
            for line in remark.lines { page.paragraph("- \(line)") }
        }
        if !table.isEmpty { page.gap() }
        for sentence in sentences { page.paragraph(sentence) }
        try Output.results(page)
    }
}

extension ExitStatus {
    /// The code for the worst of many.
    package init(_ worst: BundleTotals.Worst) {
        self =
            switch worst {
            case .holds: .done
            case .notPermitted: .notPermitted
            case .notUnderstood: .notUnderstood
            case .notDone: .inputOutput
            case .doesNotHold: .checkFailed
            }
    }
}
