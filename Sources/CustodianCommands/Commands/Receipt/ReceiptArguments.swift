import ArgumentParser
import CustodyDesk
import Outcomes
import Presentation

/// What `receipt show` takes and does in every program; where there is an owner's journal, it is noted in it too.
package struct ReceiptArguments: ParsableArguments {
    package init() {}

    /// What it is for, on one line.
    package static let abstract = "Read a receipt in plain words, and check it."

    /// What it does, without examples.
    package static let discussion = """
        With --bundle it is compared with the bundle you gave; with your identity it shows which conditions they say they \
        read; with both, whether these are yours. Ends with 1 when something does not fit, and with --trust with 77 where who \
        signed it is unknown or their key was replaced or revoked. Of several there is a line for each, and it ends with the code of \
        the worst: 1, 74, 65, 77, else 0.
        """

    /// How it is typed.
    package static var example: String {
        """
        EXAMPLE
          \(Program.name) receipt show receipt.json --bundle bundle.tar --identity dana.identity
        """
    }

    @Argument(help: "The receipt, or several.", completion: .file())
    package var receipts: [String]

    @Option(help: ArgumentHelp("The bundle you gave.", valueName: "bundle"), completion: .file())
    package var bundle: String?

    @Option(
        help: ArgumentHelp(
            "The card of who keeps the log, where that is not who received the bundle.", valueName: "card"),
        completion: .file())
    package var card: String?

    @Option(
        help: ArgumentHelp("Your identity file, to read which conditions were read.", valueName: "identity"),
        completion: .file())
    package var identity: String?

    @OptionGroup package var passphrase: PassphraseOptions
    @OptionGroup package var trust: SignerOptions
    @OptionGroup package var rows: RowsOptions

    private var areRows: Bool { rows.csv || receipts.count > 1 }

    package func validate() throws {
        if areRows, bundle != nil {
            throw ValidationError("--bundle is about one receipt, and many are meant.")
        }
    }

    /// Reads and checks the receipt, and says what was found.
    ///
    /// - Parameter noting: notes it where the program has a journal; returns which, or nil.
    package func run(noting: (ShownReceipt) -> String?) throws {
        guard !areRows else { return try runMany(noting: noting) }
        let trusted = try trust.load()
        let shown = try ReceiptToRead(receipts[0], bundle: bundle, keeper: card)
            .read(openedBy: identity.map(passphrase.identity), trust: trusted)
        let receipt = shown.receipt
        let journal = noting(shown)
        try rows.show(json: shown.facts) { page in
            page.doubt(shown.standing.reason, whoSigned: "this receipt")
            page.facts(
                receipt.labelled(
                    conditions: shown.conditions, areCompared: shown.conditionsHold,
                    disclosed: shown.disclosed, opening: "--identity"))
            page.gap()
            page.facts(shown.checks.map(\.labelled))
            if let note = shown.note { page.paragraph("Note: \(note).") }
            page.gap()
            page.facts(
                trusted.signature(by: receipt.receiver, on: receipt.time, folder: trust.folder.path))
            page.gap()
            page.paragraph(
                "What this does not show: that they keep to your conditions, that nobody else has a copy, or what they "
                    + "did with it since. Keep the receipt with your bundle: it is their word, signed.")
            if let journal { page.paragraph("That you got it is noted in \(journal).") }
        }
        try shown.reliance.end()
    }
    /// Reads several; one that cannot be read is named, and the others go on.
    private func runMany(noting: (ShownReceipt) -> String?) throws {
        let trusted = try trust.load()
        var printer = try RowPrinter(
            json: rows.json, csv: rows.csv, columns: ReceiptRowFacts.columns,
            spreadsheet: ReceiptRowFacts.spreadsheetColumns)
        let worst = try ReceiptsToRead(receipts, keeper: card).read(
            openedBy: identity.map(passphrase.identity), trust: trusted, noting: noting
        ) { row throws(DeskError) in
            try printer.add(row)
        }
        try printer.end([
            "They were not compared with your bundles: for that, each is read alone, with --bundle."
        ])
        if worst != .holds { throw ExitStatus(worst) }
    }
}
