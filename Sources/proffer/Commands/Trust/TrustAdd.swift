import ArgumentParser
import Bundle
import Custody

/// `proffer trust add`.
struct TrustAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Trust a card.",
        discussion: """
            Compare the fingerprint with the person first, by telephone or face to face, and not through \
            the channel that brought the card. `proffer identity show CARD` shows it without trusting it.

            EXAMPLE
              proffer trust add keller.card.json
            """)

    @Argument(help: "The card.", completion: .file())
    var card: String

    @OptionGroup var trust: TrustOptions
    @OptionGroup var result: ResultOptions

    private struct Facts: Encodable {
        var card: CardFacts
        var file: String
        var trust: String
        var added: Bool
    }

    func run() throws {
        let card: Card
        do {
            card = try Card(json: try StatementFile.read(self.card))
        } catch {
            throw Failure(error, in: self.card)
        }
        let before = try trust.folder.load().trust
        let isNew = before.signer(card.fingerprint) == nil
        for other in before.cards where isNew && other.name == card.name {
            Output.notes(
                "note: you already trust another card in the name of \(other.inWords), "
                    + "fingerprint \(other.fingerprint.grouped.prefix(19))…; ask them which one is theirs")
        }
        let file = try trust.folder.add(card)

        let facts = Facts(card: CardFacts(card), file: file, trust: trust.folder.path, added: isNew)
        try result.show(json: facts) { page in
            page.paragraph(
                isNew
                    ? "Trusted from now on in \(trust.folder.path):"
                    : "Trusted already in \(trust.folder.path):")
            page.gap()
            page.card(card)
            page.gap()
            page.paragraph(
                "Compare the fingerprint with \(card.name), by telephone or face to face. "
                    + "If one digit differs, undo this:"
            )
            page.command(
                ["proffer", "trust", "remove", String(card.fingerprint.hex.prefix(16))]
                    + (trust.trust.map { ["--trust", $0] } ?? []))
        }
    }
}
