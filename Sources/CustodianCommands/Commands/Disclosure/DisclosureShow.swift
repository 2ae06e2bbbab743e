import ArgumentParser
import CustodyDesk
import Presentation

/// `proffer disclosure show`.
package struct DisclosureShow: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Read a disclosure: by whom, and with your identity to whom, why, and of what.",
        discussion: """
            Nothing of it is held against the bundle here: verify does that. With --trust, ends with 77 where who signed it is unknown or
            their key was replaced or revoked; it is shown all the same.

            EXAMPLE
              \(Program.name) disclosure show defence.disclosure.json --identity dana.identity
            """)

    @Argument(help: "The disclosure.", completion: .file())
    package var disclosure: String

    @Option(
        help: ArgumentHelp(
            "The identity file of its recipient or of the owner, to read to whom and why.",
            valueName: "identity"), completion: .file())
    package var identity: String?

    @OptionGroup package var passphrase: PassphraseOptions
    @OptionGroup package var trust: SignerOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        let trusted = try trust.load()
        let shown = try ShownDisclosure(
            disclosure, openedBy: identity.map(passphrase.identity), trust: trusted, noting: Output.note)
        try result.show(json: shown.facts) { page in
            page.doubt(shown.standing.reason, whoSigned: "this disclosure")
            page.facts(shown.disclosure.labelled(shown.terms, opening: "--identity"))
            page.gap()
            page.facts(
                trusted.signature(
                    by: shown.disclosure.discloser, on: shown.disclosure.time, folder: trust.folder.path))
            page.gap()
            page.paragraph(
                "All of this is the word of who signed. Whether the keys in it are those of the bundle, and to the owner whether the "
                    + "conditions are theirs, is checked with the bundle:")
            page.command([
                Program.name, "verify", "BUNDLE", "--disclosure", disclosure, "--identity",
                identity ?? "IDENTITY",
            ])
        }
        try shown.reliance.end()
    }
}
