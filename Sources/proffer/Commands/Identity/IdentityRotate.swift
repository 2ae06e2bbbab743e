import Outcomes
import Presentation
import CustodianCommands
import Statements
import ArgumentParser

/// `proffer identity rotate`.
struct IdentityRotate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Replace your keys by new ones, with the old key's word for it.",
        discussion: """
            Makes a new identity in your name. Its card is signed by the old key too, so whoever trusts the old card \
            knows the new one without a telephone call. Keep the old identity: it opens what was encrypted to it. If the \
            old key may be in other hands, revoke it as well, and have people call you.

            EXAMPLE
              proffer identity rotate dana.identity --out dana-2.identity
              proffer identity card dana-2.identity --out dana-2.card.json
            """)

    @Argument(help: "Your identity file.", completion: .file())
    var file: String

    @Flag(help: "A post-quantum key too. There is one where the old identity has one.")
    var postQuantum = false

    @OptionGroup var passphrase: PassphraseOptions

    @Flag(help: "Leave the new keys unprotected, because the file itself is guarded.")
    var noPassphrase = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        try output.check()
        let old = try passphrase.open(file)
        // Written to the second, and later than the old one also where both are made within one.
        let created = max(
            .nowToTheSecond(offsetSeconds: 0), old.created.adding(nanoseconds: WallTime.nanosecondsPerSecond))
        let new = try old.rotated(created: created, postQuantum: postQuantum)
        let phrase = noPassphrase ? nil : try passphrase.new()
        try output.writePrivate(try new.file(passphrase: phrase))

        let facts = IdentityFacts(
            file: output.out, kind: .identity, protected: phrase != nil, card: new.card)
        try result.show(json: facts) { page in
            page.paragraph(
                "\(output.out) is your identity from now on. What \(file) signs from here on is named as signed with a "
                    + "replaced key by whoever has the new card. Keep \(file): it opens what was sent to you before."
            )
            page.gap()
            page.facts(new.card.labelled)
            page.gap()
            page.paragraph("Next, make the new card, and give it to everybody who has the old one:")
            page.command([
                "proffer", "identity", "card", output.out, "--out", "\(new.role.rawValue)-new.card.json",
            ])
        }
    }
}
