import ArgumentParser
import CustodyDesk
import Presentation

/// `proffer trust list`.
package struct TrustList: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the cards you trust.",
        discussion: """
            EXAMPLE
              \(Program.name) trust list --trust ./trust
            """)

    @OptionGroup package var trust: TrustOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        let trusted = try TrustedCards(trust.source)
        try result.show(json: trusted.facts) { page in
            let count = trusted.cards.count
            page.paragraph(
                count == 0
                    ? "You trust nobody yet: there is no card in \(trusted.folder)."
                    : "You trust \(count == 1 ? "one card" : "\(count) cards") in \(trusted.folder):")
            for entry in trusted.cards {
                page.gap()
                page.facts(
                    entry.card.labelled + [
                        .init("Compared", entry.comparisons.inWords(isClosed: entry.hasClosedComparison)),
                        .init(
                            "Replaced",
                            entry.successor.map { "on \($0.created.inWords) by \($0.fingerprint.beginning)" }),
                        .init(
                            "SIGNED BY",
                            entry.objection.map {
                                "the key of \($0.predecessor.inWords), but \($0.objectionsInWords)"
                            }),
                        .init(
                            "REVOKED", entry.revocation.map { "as of \($0.since.inWords): \($0.reason)" }),
                    ])
            }
            for revocation in trusted.otherRevocations {
                page.gap()
                page.paragraph("Not trusted, and revoked: \(revocation.card.inWords)")
                page.facts(revocation.labelled)
            }
        }
    }
}
