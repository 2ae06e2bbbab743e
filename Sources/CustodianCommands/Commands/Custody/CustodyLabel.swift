import ArgumentParser
import CustodyDesk
import Outcomes
import Presentation

/// `proffer custody label`.
package struct CustodyLabel: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Note case, shelf and day of disposal of bundles, for yourself alone.",
        discussion: """
            Labels stand in your register and in nothing that leaves the machine: no chain, receipt or ledger. The bundle must \
            have been received. An empty text takes a label away.

            EXAMPLE
              \(Program.name) custody label bundle.tar --case 26-0417 --shelf B3 --due 2027-01-31
            """)

    @Argument(
        help: ArgumentHelp("The bundle, or several, and folders with bundles.", valueName: "path"),
        completion: .file())
    package var bundles: [String]

    @OptionGroup package var label: LabelOptions
    @OptionGroup package var register: RegisterOptions
    @OptionGroup package var rows: RowsOptions

    package func validate() throws {
        guard !label.change.isEmpty else {
            throw ValidationError("Say what to note: --case, --shelf or --due.")
        }
    }

    package func run() throws {
        let said = "Noted for you alone."
        if !rows.json, !rows.areRows(for: bundles) {
            try BundleToLabel(bundles[0], register: register.kept).label(label.change)
            var page = Page()
            page.paragraph(said)
            return try Output.results(page)
        }
        var printer = try RowPrinter(
            json: rows.json, csv: rows.csv, columns: LabelRowFacts.columns,
            spreadsheet: LabelRowFacts.spreadsheetColumns)
        let worst = try BundlesToLabel(bundles, register: register.kept).label(label.change) {
            row throws(DeskError) in try printer.add(row)
        }
        try printer.end([said])
        if worst != .holds { throw ExitStatus(worst) }
    }
}
