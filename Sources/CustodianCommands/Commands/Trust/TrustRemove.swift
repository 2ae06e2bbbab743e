import ArgumentParser
import CustodyDesk

/// `proffer trust remove`.
package struct TrustRemove: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Trust a card no longer.",
        discussion: """
            The beginning of the fingerprint is enough if no other trusted card begins the same.

            EXAMPLE
              \(Program.name) trust remove '8f3a 11c0'
            """)

    @Argument(help: "The card's fingerprint, or its beginning.")
    package var fingerprint: String

    @OptionGroup package var trust: TrustOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        let removed = try RemovedCard(beginning: fingerprint, from: trust.source)
        try result.show(json: removed.facts) { page in
            page.paragraph(
                "No longer trusted: \(removed.card.inWords). "
                    + "What they sign is from now on "
                    + "“valid, signer unknown”.")
        }
    }
}
