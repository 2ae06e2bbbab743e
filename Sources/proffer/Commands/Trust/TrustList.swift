import Outcomes
import Presentation
import CustodianCommands
import StatementFiles
import Statements
import ArgumentParser

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

        struct Replaced: Encodable {
            var fingerprint: String
            var by: String
            var since: WallTime
        }

        var trust: String
        var cards: [CardFacts]
        /// Cards that were revoked, whether they are trusted or not.
        var revocations: [CardRevocationFacts]
        /// Trusted cards that others replaced.
        var replaced: [Replaced]
        var unusable: [Unusable]
    }

    func run() throws {
        let content = try trust.content()
        let facts = Facts(
            trust: trust.folder.path, cards: content.trust.cards.map { CardFacts($0) },
            revocations: content.trust.revocations.map { CardRevocationFacts($0) },
            replaced: content.trust.cards.compactMap { card in
                content.trust.successor(of: card).map {
                    .init(fingerprint: card.fingerprint.hex, by: $0.fingerprint.hex, since: $0.created)
                }
            },
            unusable: content.unusable.map { .init(file: $0.path, reason: $0.reason) })
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
                page.facts(card.labelled)
                page.facts([
                    .init(
                        "Replaced",
                        content.trust.successor(of: card).map {
                            "on \($0.created.inWords) by \($0.fingerprint.grouped.prefix(19))…"
                        }),
                    .init("SIGNED BY", content.trust.objections(to: card)),
                    .init(
                        "REVOKED",
                        content.trust.revocation(of: card.verifyingKey).map {
                            "as of \($0.since.inWords): \($0.reason)"
                        }),
                ])
            }
            for revocation in content.trust.revocations
            where content.trust.signer(revocation.card.fingerprint) == nil {
                page.gap()
                page.paragraph("Not trusted, and revoked: \(revocation.card.inWords)")
                page.facts(revocation.labelled)
            }
        }
    }
}

extension Trust {
    /// Whose key signed a card though the two are not simply one person's cards; nil where none did.
    fileprivate func objections(to card: Card) -> String? {
        replacement(by: card).flatMap { replacement in
            replacement.needsNoCall
                ? nil
                : "the key of \(replacement.predecessor.inWords), but "
                    + listInWords(replacement.objections.map(\.inWords))
        }
    }
}
