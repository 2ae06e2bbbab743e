import ArgumentParser
import CustodyDesk
import Presentation

/// `proffer identity show`.
package struct IdentityShow: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show whose an identity or a card is, with the fingerprint to read over the telephone.",
        discussion: """
            No secret is shown. A card needs no passphrase; a protected identity does.

            EXAMPLE
              \(Program.name) identity show keller.card.json
            """)

    @Argument(help: "An identity file or a card.", completion: .file())
    package var file: String

    @OptionGroup package var passphrase: PassphraseOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        let shown = try ShownIdentity(file, passphrase: passphrase.source)
        try result.show(json: shown.facts) { page in
            switch shown.facts.protected {
            case nil: page.paragraph("\(file) is a card.")
            case true?: page.paragraph("\(file) is an identity, protected by a passphrase.")
            case false?: page.paragraph("\(file) is an identity, and not protected by a passphrase.")
            }
            page.gap()
            page.facts(shown.card.labelled)
        }
    }
}
