import ArgumentParser
import Bundle
import Custody

/// `proffer trust list`.
struct TrustList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the cards you trust.",
        discussion: """
            EXAMPLE
              proffer trust list --trust ./trust
            """)

    @OptionGroup var trust: TrustOptions
    @OptionGroup var result: ResultOptions

    private struct Facts: Encodable {
        struct Unusable: Encodable {
            var file: String
            var reason: String
        }

        var trust: String
        var cards: [CardFacts]
        var unusable: [Unusable]
    }

    func run() throws {
        let content = try trust.folder.load()
        let facts = Facts(
            trust: trust.folder.path, cards: content.trust.cards.map { CardFacts($0) },
            unusable: content.unusable.map { .init(file: $0.path, reason: $0.reason) })
        for file in content.unusable { Output.notes("note: not trusted: \(file.reason)") }

        try result.show(json: facts) { page in
            let cards = content.trust.cards
            page.paragraph(
                cards.isEmpty
                    ? "You trust nobody yet: there is no card in \(trust.folder.path)."
                    : "You trust \(cards.count == 1 ? "one card" : "\(cards.count) cards") "
                        + "in \(trust.folder.path):"
            )
            for card in cards {
                page.gap()
                page.card(card)
            }
        }
    }
}
