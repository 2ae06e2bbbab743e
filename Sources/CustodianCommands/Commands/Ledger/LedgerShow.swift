import ArgumentParser
import CustodyDesk
import Presentation

/// `proffer ledger show`.
package struct LedgerShow: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "List what is logged.",
        discussion: """
            EXAMPLE
              \(Program.name) ledger show ledger.sqlite
              \(Program.name) ledger show ledger.sqlite --from 1000 --count 20 --json
              \(Program.name) ledger show ledger.sqlite --search 26-0417
            """)

    @OptionGroup package var ledger: LedgerArgument

    @Option(
        help: ArgumentHelp(
            "The first place to show. Default: so that the last ones are shown.", valueName: "place"))
    package var from: UInt64?

    @Option(help: ArgumentHelp("How many to show at most.", valueName: "n"))
    package var count = 20

    @Option(
        help: ArgumentHelp(
            "Only those in which this stands: a bundle's id, a name, a label, an action.", valueName: "text"))
    package var search: String?

    @OptionGroup package var register: RegisterOptions
    @OptionGroup package var trust: TrustOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        let listing = try LedgerListing(
            ledger.atHand, from: from, count: count, search: search, register: register.kept,
            trust: try trust.withOwn())
        let shown = listing.facts
        try result.show(json: shown) { page in
            page.paragraph("\(ledger.ledger) is \(shown.origin) and holds \(entriesInWords(shown.size)).")
            for entry in shown.entries {
                page.gap()
                page.facts([
                    .init("Place", "\(entry.place)"), .init("What", entry.said?.action ?? entry.kind),
                    .init("Bundle", entry.said?.bundle), .init("File", entry.said?.file),
                    .init("By", entry.said?.by.quoted), .init("On", entry.said?.time.toTheSecond.inWords),
                    .init(
                        "Sealed by",
                        entry.said?.sealerName?.quoted ?? entry.said?.sealer.map { "\($0.prefix(16))…" }),
                    .init("Case", entry.said?.caseNumber), .init("Shelf", entry.said?.shelf),
                    .init("Signed by", entry.signers.map { "\($0.prefix(16))…" }.joined(separator: ", ")),
                    .init("SHA-256", entry.sha256.hex),
                ])
            }
            page.gap()
            let open = listing.unsigned
            page.paragraph(
                "The newest checkpoint is over \(entriesInWords(shown.checkpoint.size))"
                    + (open > 0 ? "; \(entriesInWords(open)) after it are not signed for yet." : "."))
        }
    }
}
