import Outcomes
import Presentation
import CustodianCommands
import StatementFiles
import Statements
import ArgumentParser

/// `proffer trust remove`.
struct TrustRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Trust a card no longer.",
        discussion: """
            The beginning of the fingerprint is enough if no other trusted card begins the same.

            EXAMPLE
              proffer trust remove '8f3a 11c0'
            """)

    @Argument(help: "The card's fingerprint, or its beginning.")
    var fingerprint: String

    @OptionGroup var trust: TrustOptions
    @OptionGroup var result: ResultOptions

    private struct Facts: Encodable {
        var card: CardFacts
        var trust: String
    }

    func run() throws {
        let matches = try trust.load().cards.filter { $0.fingerprint.hasPrefix(fingerprint) }
        guard let card = matches.first else {
            throw Failure(
                .inputMissing,
                "no card in \(trust.folder.path) has a fingerprint "
                    + "that begins with “\(fingerprint)”",
                hint: "proffer trust list shows those that are there")
        }
        guard matches.count == 1 else {
            throw Failure(
                .usage,
                "\(matches.count) trusted cards begin with “\(fingerprint)”; give more of the fingerprint")
        }
        try trust.folder.remove(card.fingerprint)

        try result.show(json: Facts(card: CardFacts(card), trust: trust.folder.path)) { page in
            page.paragraph(
                "No longer trusted: \(card.inWords). "
                    + "What they sign is from now on "
                    + "“valid, signer unknown”.")
        }
    }
}
