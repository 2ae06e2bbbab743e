import ArgumentParser
import CustodyDesk
import Outcomes
import Presentation

/// `proffer custody list`.
package struct CustodyList: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the bundles in your house: received when, from whom, held by whom, due when.",
        discussion: """
            Reads custody chains, your register and the seals of the bundles, not what is in them: that a file is what was sealed, \
            \(Program.name) verify shows. Without a folder all is listed that your register knows, also what is not there any more. With a \
            recipient's identity the bundles are read as well, and the terms inside are shown: a day that they name, and no \
            other, counts as due where you noted none.

            Ends with 1 where a file that lies there is damaged, as far as that is known, or does not hold by its chain, where a chain does \
            not hold, or one bundle has two accounts; with --trust, with 77 where a key was replaced or \
            revoked, or is another than that of the card of the same name that you trust.

            EXAMPLE
              \(Program.name) custody list evidence
              \(Program.name) custody list evidence --search 26-0417
              \(Program.name) custody list --due-by 2027-01-31 --csv
            """)

    @Argument(
        help: ArgumentHelp("Bundles, and folders with bundles.", valueName: "path"), completion: .file())
    package var paths: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only those in which this stands: a name, a file, an id, a label.", valueName: "text"))
    package var search: String?

    @Option(help: ArgumentHelp("Only those due for disposal on that day or before.", valueName: "date"))
    package var dueBy: String?

    @Option(
        help: ArgumentHelp(
            "A recipient's identity file, to read the terms inside too.", valueName: "identity"),
        completion: .file())
    package var identity: String?

    @OptionGroup package var passphrase: PassphraseOptions
    @OptionGroup package var register: RegisterOptions
    @OptionGroup package var trust: TrustOptions
    @OptionGroup package var rows: RowsOptions

    package func run() throws {
        let trusted = try trust.withOwn()
        let listed = try CustodyListing(
            of: paths, register: register.kept, search: search,
            due: try dueBy.map { text in try DueDay(text) },
            noting: Output.note
        ).list(with: identity.map(passphrase.identity), trust: trusted)
        var printer = try RowPrinter(
            json: rows.json, csv: rows.csv, columns: HoldingFacts.columns,
            spreadsheet: HoldingFacts.spreadsheetColumns)
        for row in listed { try printer.add(row) }
        try printer.end([
            HoldingFacts.counted(listed)
                + " What chains and register say is repeated here: that the files are what was sealed was not checked."
        ])
        let worst = listed.map { $0.worst(refusesDoubtedKeys: trusted.isAskedFor) }.max() ?? .holds
        if worst != .holds { throw ExitStatus(worst) }
    }
}
