import ArgumentParser
import CustodyDesk
import Outcomes
import Presentation

/// `proffer custody accept`.
package struct CustodyAccept: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Take over bundles that were handed to you, and sign for them.",
        discussion: """
            The custody chain must end with a transfer to you, and the bundle must be the very file that is handed over. \
            From then on you hold it, and only you add to the chain. It is not written down whether the bundle is \
            sound: do that next, with \(Program.name) custody add --action verified. Who in the chain is not to be relied on is said \
            before you sign; with --trust, ends with 77 then, and with 1 where a key in it was revoked or the bundle does not hold.

            Of several bundles, or a folder, each is taken over that can be, and named where it cannot; it ends with the code of the \
            worst: 1, 74, 65, 77, else 0.

            EXAMPLE
              \(Program.name) custody accept bundle.tar --identity okafor.identity
              \(Program.name) custody accept handed-over --identity okafor.identity --csv > today.csv
            """)

    @Argument(
        help: ArgumentHelp("The bundle, or several, and folders with bundles.", valueName: "path"),
        completion: .file())
    package var bundles: [String]

    @OptionGroup package var identity: IdentityOptions
    @OptionGroup package var timestamps: TimestampOptions
    @OptionGroup package var custody: CustodyFileOptions
    @OptionGroup package var register: RegisterOptions
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
        let written = try AccountedBundle(
            bundles[0], custody: custody.place, authorities: timestamps.tsaRoots, register: register.kept
        )
        .accept(by: identity.atHand, trust: trusted, noting: Output.note)
        for finding in written.findings { Output.note(.custody(.found(finding))) }
        try rows.show(json: written.facts) { page in
            page.paragraph(
                written.chain.holder.map { holder in
                    holder.holder == .office
                        && holder.fingerprint != written.chain.links.last?.entry.actor.fingerprint
                        ? "\(holder.quotedName) holds the bundle from now on, and you act for it."
                        : "You hold the bundle from now on."
                } ?? "You hold the bundle from now on.")
            page.added(written)
            guard !written.bundleHolds else { return }
            page.gap()
            page.paragraph(written.summary)
        }
        try written.reliance.end()
    }
    /// Takes over several; one that cannot be taken over is named, and the others go on.
    private func runMany() throws {
        let trusted = try trust.load()
        var printer = try RowPrinter(
            json: rows.json, csv: rows.csv, columns: AccountedRowFacts.columns,
            spreadsheet: AccountedRowFacts.spreadsheetColumns)
        let worst = try AccountedBundles(
            bundles, authorities: timestamps.tsaRoots, register: register.kept
        ).accept(by: identity.atHand, trust: trusted, noting: Output.note) { row throws(DeskError) in
            try printer.add(row)
        }
        try printer.end([AccountedRowFacts.digestsToKeep])
        if worst != .holds { throw ExitStatus(worst) }
    }
}
