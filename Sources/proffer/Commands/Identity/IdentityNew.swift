import Outcomes
import Presentation
import CustodianCommands
import Statements
import ArgumentParser

/// `proffer identity new`.
struct IdentityNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make new keys.",
        discussion: """
            The file is protected with a passphrase, which is asked for unless a file has it. Whoever \
            has the file and the passphrase is you; whoever loses them cannot open what was sent to them.

            EXAMPLE
              proffer identity new --name 'Dana Whitfield' --role owner --out dana.identity
            """)

    @Option(help: "Your name, or a pseudonym; everyone who gets your card reads it.")
    var name: String

    @Option(help: "What you do.")
    var role: Role

    @Option(help: "The organisation you act for.")
    var organization: String?

    @Flag(
        help:
            "A post-quantum key too. Where everybody who shall open a bundle has one, and you, it stays closed to future quantum computers."
    )
    var postQuantum = false

    @OptionGroup var passphrase: PassphraseOptions

    @Flag(help: "Leave the keys unprotected, because the file itself is guarded.")
    var noPassphrase = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    func validate() throws {
        if noPassphrase, passphrase.passphraseFile != nil {
            throw ValidationError("--no-passphrase and --passphrase-file exclude each other")
        }
    }

    func run() throws {
        try output.check()
        // What cannot stand on a card is said before a passphrase is asked for.
        let identity: Identity
        do {
            identity = try Identity.generate(
                name: name, role: role, organization: organization,
                created: .nowToTheSecond(offsetSeconds: 0),
                postQuantum: postQuantum)
        } catch CustodyError.cardNotValid(let reason) {
            throw Failure(.usage, "no card can be made: \(reason)", hint: "see --name and --organization")
        }
        let phrase = noPassphrase ? nil : try passphrase.new()
        try output.writePrivate(try identity.file(passphrase: phrase))

        let facts = IdentityFacts(
            file: output.out, kind: .identity, protected: phrase != nil, card: identity.card)
        try result.show(json: facts) { page in
            page.paragraph(
                "\(output.out) is your identity. Keep it, and a copy in a safe place; give it to nobody.")
            if phrase == nil {
                page.paragraph(
                    "It has no passphrase: whoever can read the file can sign as you "
                        + "and open what you can open."
                )
            }
            page.gap()
            page.facts(identity.card.labelled)
            page.gap()
            page.paragraph("Next, make the card that you give to others:")
            page.command(["proffer", "identity", "card", output.out, "--out", "\(role.rawValue).card.json"])
        }
    }
}
