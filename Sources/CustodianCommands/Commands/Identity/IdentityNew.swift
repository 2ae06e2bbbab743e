import ArgumentParser
import CustodyDesk
import Presentation

/// `proffer identity new`.
package struct IdentityNew: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make new keys.",
        discussion: """
            The file is protected with a passphrase, which is asked for unless a file has it. Whoever \
            has the file and the passphrase is you; whoever loses them cannot open what was sent to them.

            EXAMPLE
              \(Program.name) identity new --name 'Dana Whitfield' --role owner --out dana.identity
            """)

    @Option(help: "Your name, or a pseudonym; everyone who gets your card reads it.")
    package var name: String

    @Option(help: "What you do.")
    package var role: NewIdentity.Role

    @Option(help: "The organisation you act for.")
    package var organization: String?

    @Flag(
        help:
            "The keys are an office's, not one person's: its card says so, and what is encrypted to it is not lost with a person."
    )
    package var office = false

    @Flag(
        help:
            "A post-quantum key too. Where everybody who shall open a bundle has one, and you, it stays closed to future quantum computers."
    )
    package var postQuantum = false

    @OptionGroup package var passphrase: PassphraseOptions

    @Flag(help: "Leave the keys unprotected, because the file itself is guarded.")
    package var noPassphrase = false

    @OptionGroup package var output: OutputOptions
    @OptionGroup package var result: ResultOptions

    package func validate() throws {
        if noPassphrase, passphrase.passphraseFile != nil {
            throw ValidationError("--no-passphrase and --passphrase-file exclude each other")
        }
    }

    package func run() throws {
        let made = try NewIdentity(
            name: name, role: role, isOffice: office, organization: organization, postQuantum: postQuantum
        ).make(in: output.file, protectedBy: noPassphrase ? nil : passphrase.source)
        try result.show(json: made.facts) { page in
            page.paragraph(
                "\(output.out) is your identity. Keep it, and a copy in a safe place; give it to nobody.")
            if noPassphrase {
                page.paragraph(
                    "It has no passphrase: whoever can read the file can sign as you "
                        + "and open what you can open."
                )
            }
            page.gap()
            page.facts(made.card.labelled)
            page.gap()
            page.paragraph("Next, make the card that you give to others:")
            page.command([
                Program.name, "identity", "card", output.out, "--out", "\(role.rawValue).card.json",
            ])
        }
    }
}
