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
            Names and times are those that the entries give themselves. Who is not known by the cards you trust, and which time cannot \
            be, is said. With --trust, ends with 77 where a key of those shown was replaced or revoked, or is another than that of the \
            card of the same name that you trust.

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
        let trusted = try trust.withOwn()
        let listing = try LedgerListing(
            ledger.atHand, from: from, count: count, search: search, register: register.kept, trust: trusted)
        let shown = listing.facts
        try result.show(json: shown) { page in
            page.paragraph(
                "\(ledger.ledger.harmless) is \(shown.origin) and holds \(entriesInWords(shown.size)).")
            for entry in shown.entries {
                page.gap()
                page.facts([
                    .init("Place", "\(entry.place)"), .init("What", entry.said?.action ?? entry.kind),
                    .init("Bundle", entry.said?.bundle), .init("File", entry.said?.file?.harmless),
                    .init("By", entry.said?.by.quoted), .init("Not relied on", entry.said?.byReason),
                    .init("On", entry.said?.time.toTheSecond.inWords),
                    .init("Time in doubt", entry.said?.timeDoubt.map { "it \($0)" }),
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
        if trusted.isAskedFor, shown.entries.contains(where: { $0.said?.isDoubted == true }) {
            throw ExitStatus.notPermitted
        }
    }
}
