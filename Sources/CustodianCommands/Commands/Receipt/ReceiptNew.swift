import ArgumentParser
import CustodyDesk
import Presentation

/// `proffer receipt new`.
package struct ReceiptNew<Media: MediaAbility>: ParsableCommand {
    package init() {}

    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "new",
            abstract: "Check a bundle you received, and sign a receipt for its owner.",
            discussion: """
                Also writes that you received it into the custody chain beside the bundle, unless that says so already. With \
                a recipient's identity the receipt says which of the owner's conditions you read, for the owner's eyes only; \
                without, it says that you could not. A receipt is made of a damaged bundle too, says so, and the command ends \
                with 1; with --trust it ends with 77 where who sealed is unknown.

                EXAMPLE
                  \(Program.name) receipt new bundle.tar --identity lee.identity --out receipt.json
                  \(Program.name) receipt new bundle.tar --identity lee.identity --ledger ledger.sqlite --out receipt.json
                """)
    }

    @Argument(help: ArgumentHelp("The bundle.", valueName: "bundle"), completion: .file())
    package var bundle: String

    @OptionGroup package var identity: IdentityOptions

    @Option(help: ArgumentHelp("How it came, in words anyone may read.", valueName: "text"))
    package var how = "not stated"

    @Option(
        help: ArgumentHelp("The card of who brought it; only its fingerprint is written.", valueName: "card"),
        completion: .file())
    package var fromCard: String?

    @Option(
        help: ArgumentHelp(
            "Your ledger: what you received is logged in it, and the receipt shows that.", valueName: "ledger"
        ),
        completion: .file())
    package var ledger: String?

    @Option(
        help: ArgumentHelp(
            "The certificates (PEM) of the time-stamping authorities you trust, to check when the bundle was sealed.",
            valueName: "file"),
        completion: .file())
    package var tsaRoots: String?

    @OptionGroup package var custody: CustodyFileOptions
    @OptionGroup package var register: RegisterOptions

    @Flag(help: "Begin a second chain of a bundle that has one, as when that is lost.")
    package var secondChain = false

    @OptionGroup package var trust: SignerOptions
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        try output.check()
        let trusted = try trust.load()
        let made = try NewReceipt(
            of: bundle, how: how, sender: fromCard, ledger: ledger, custody: custody.place,
            authorities: tsaRoots, register: register.kept, beginsSecondChain: secondChain,
            texts: TextQuestion.scrutiny, noting: Output.note
        ).make(by: identity.atHand, trust: trusted, in: output.file, media: Media.checks)
        for finding in made.findings { Output.note(.custody(.found(finding))) }
        try result.show(json: made.facts) { page in
            page.paragraph("Send \(output.out) to the owner of the footage. It says:")
            page.gap()
            page.facts(made.receipt.labelled(conditions: nil, areCompared: false, opening: "--identity"))
            page.gap()
            page.paragraph(made.summary)
            if let reason = made.facts.sealer?.reason {
                page.paragraph("Who sealed it is not relied on: \(reason).")
            }
            if let ledger, let place = made.logged, made.custody != nil {
                page.paragraph("\(ledger) holds that you received it, at place \(place).")
            }
            if let custody = made.custody { page.paragraph("That you received it is in \(custody).") }
        }
        try made.reliance.end()
    }
}
