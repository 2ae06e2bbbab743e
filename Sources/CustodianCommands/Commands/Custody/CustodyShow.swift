import ArgumentParser
import CustodyDesk
import Outcomes
import Presentation

/// `proffer custody show`.
package struct CustodyShow: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Read who held a bundle from when to when, and what they did with it.",
        discussion: """
            Takes a bundle, or a custody chain alone (a file that ends in .jsonl). Ends with 1 when the chain does not \
            hold or somebody signed in it with a key that had been revoked, and with 77 when somebody in it is unknown though --trust was \
            given. A chain alone does not show that the bundle is the one it was written about.

            Of several, or a folder, there is a line for each: where the bundle stands by its chain, and what is wrong with that. It ends \
            with the code of the worst: 1, 74, 65, 77, else 0.

            EXAMPLE
              \(Program.name) custody show bundle.tar
              \(Program.name) custody show evidence --json
            """)

    @Argument(
        help: ArgumentHelp(
            "The bundle or its custody chain, or several, and folders with either.", valueName: "path"),
        completion: .file())
    package var bundles: [String]

    @OptionGroup package var custody: CustodyFileOptions
    @OptionGroup package var trust: SignerOptions
    @OptionGroup package var rows: RowsOptions

    package func validate() throws {
        if rows.areRows(for: bundles), custody.custody != nil {
            throw ValidationError("--custody is about one bundle, and many are meant.")
        }
    }

    package func run() throws {
        guard !rows.areRows(for: bundles) else { return try runMany() }
        let trusted = try trust.load()
        let shown = try ShownCustody(of: bundles[0], custody: custody.place, trust: trusted)
        try rows.show(json: shown.facts) { page in
            page.add(shown.chain.passages(trust: trusted))
            guard shown.isAlone else { return }
            page.gap()
            page.paragraph("The bundle was not looked at: whether it is the one of this chain is not known.")
        }
        try shown.reliance.end()
    }
    /// Reads several; one that cannot be read is named, and the others go on.
    private func runMany() throws {
        let trusted = try trust.load()
        var printer = try RowPrinter(
            json: rows.json, csv: rows.csv, columns: ChainRowFacts.columns,
            spreadsheet: ChainRowFacts.spreadsheetColumns)
        let worst = try ShownChains(bundles, noting: Output.note).show(trust: trusted) {
            row throws(DeskError) in try printer.add(row)
        }
        try printer.end(["What entries say is the word of who signed them."])
        if worst != .holds { throw ExitStatus(worst) }
    }
}
