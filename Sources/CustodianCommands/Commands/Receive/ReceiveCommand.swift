import ArgumentParser
import CustodyDesk
import Outcomes
import Presentation

/// `proffer receive`.
package struct ReceiveCommand<Media: MediaAbility>: ParsableCommand {
    package init() {}

    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "receive",
            abstract: "Take in many bundles: check each, write it down as received, and sign a receipt.",
            discussion: """
                Looks for bundles in files and folders, whatever they are called. Each is checked, written into its custody \
                chain, logged with --ledger, and gets a receipt: BUNDLE.receipt.json beside it, or in the folder of --receipts. \
                Copies of one bundle, damaged ones and files that are none are named, and the others go on. A second run does \
                nothing twice, so one that was stopped is started again.

                Ends with the code of the worst: 1 where one does not hold, 74 where one could not be read or written, 65 where \
                one is no bundle, 77 where a chain says that another holds it or, with --require-known, where one is sealed by \
                somebody whose card you do not trust; else 0.

                EXAMPLE
                  \(Program.name) receive incoming --identity ruth.identity --how 'on one USB stick' --ledger ledger.sqlite
                  \(Program.name) receive incoming --identity ruth.identity --receipts receipts --csv > today.csv
                """)
    }

    @Argument(
        help: ArgumentHelp("Bundles, and folders with bundles.", valueName: "path"), completion: .file())
    package var paths: [String]

    @OptionGroup package var identity: IdentityOptions

    @Option(help: ArgumentHelp("How they came, in words anyone may read.", valueName: "text"))
    package var how = "not stated"

    @Option(
        help: ArgumentHelp(
            "The card of who brought them; only its fingerprint is written.", valueName: "card"),
        completion: .file())
    package var fromCard: String?

    @Option(
        help: ArgumentHelp(
            "Your ledger: what you received is logged in it, and the receipts show that.", valueName: "ledger"
        ),
        completion: .file())
    package var ledger: String?

    @Option(
        help: ArgumentHelp("The folder for the receipts. Default: beside each bundle.", valueName: "folder"),
        completion: .directory)
    package var receipts: String?

    @Flag(help: "End with 77 where one is sealed by somebody whose card you do not trust.")
    package var requireKnown = false

    @OptionGroup package var timestamps: TimestampOptions
    @OptionGroup package var label: LabelOptions
    @OptionGroup package var register: RegisterOptions
    @OptionGroup package var trust: SignerOptions
    @OptionGroup package var rows: RowsOptions

    package func run() throws {
        let trusted = try trust.load()
        var printer = try RowPrinter(
            json: rows.json, csv: rows.csv, columns: BundleRowFacts.columns,
            spreadsheet: BundleRowFacts.spreadsheetColumns)
        let log = ledger.map { LedgerAtHand($0, noting: Output.note) }
        let totals = try BundlesToReceive(
            paths, how: how, sender: fromCard, authorities: timestamps.tsaRoots, receipts: receipts,
            ledger: log, register: register.kept,
            label: label.change, requiresKnownSigners: requireKnown, texts: TextQuestion.scrutiny,
            noting: Output.note
        ).receive(by: identity.atHand, trust: trusted, media: Media.checks) { row throws(DeskError) in
            try printer.add(row)
        }
        try printer.end(totals.inWords)
        if totals.worst != .holds { throw ExitStatus(totals.worst) }
    }
}
