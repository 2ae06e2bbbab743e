import ArgumentParser
import CustodyDesk
import Presentation

/// `proffer identity rotate`.
package struct IdentityRotate: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Replace your keys by new ones, with the old key's word for it.",
        discussion: """
            Makes a new identity in your name. Its card is signed by the old key too, so whoever trusts the old card \
            knows the new one without a telephone call. Keep the old identity: it opens what was encrypted to it. If the \
            old key may be in other hands, revoke it as well, and have people call you.

            EXAMPLE
              \(Program.name) identity rotate dana.identity --out dana-2.identity
              \(Program.name) identity card dana-2.identity --out dana-2.card.json
            """)

    @Argument(help: "Your identity file.", completion: .file())
    package var file: String

    @Flag(help: "A post-quantum key too. There is one where the old identity has one.")
    package var postQuantum = false

    @OptionGroup package var passphrase: PassphraseOptions

    @Flag(help: "Leave the new keys unprotected, because the file itself is guarded.")
    package var noPassphrase = false

    @OptionGroup package var output: OutputOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        let made = try RotatedIdentity.make(
            from: passphrase.identity(at: file), postQuantum: postQuantum, in: output.file,
            protectedBy: noPassphrase ? nil : passphrase.source)
        try result.show(json: made.facts) { page in
            page.paragraph(
                "\(output.out) is your identity from now on. What \(file) signs from here on is named as signed with a "
                    + "replaced key by whoever has the new card. Keep \(file): it opens what was sent to you before."
            )
            page.gap()
            page.facts(made.card.labelled)
            page.gap()
            page.paragraph("Next, make the new card, and give it to everybody who has the old one:")
            page.command([
                Program.name, "identity", "card", output.out, "--out",
                "\(made.card.role.rawValue)-new.card.json",
            ])
        }
    }
}
