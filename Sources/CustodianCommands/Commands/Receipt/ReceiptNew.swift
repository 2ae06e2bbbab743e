import Presentation
import CustodyDesk
import Outcomes
import Bundle
import Records
import Statements
import ArgumentParser
import Ledger
import Sealing

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
                with 1.

                EXAMPLE
                  proffer receipt new bundle.tar --identity lee.identity --out receipt.json
                  proffer receipt new bundle.tar --identity lee.identity --ledger ledger.sqlite --out receipt.json
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

    @OptionGroup package var custody: CustodyFileOptions
    @OptionGroup package var trust: SignerOptions
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var result: ResultOptions

    private struct Facts: Encodable {
        var file: String
        var custody: String?
        var receipt: ReceiptFacts
        var report: VerificationReport
    }

    package func run() throws {
        try output.check()
        let sender = try fromCard.map(Card.init(file:))
        let trusted = try trust.load()
        let identity = try identity.load()
        let log = try ledger.map(Ledger.init(path:))
        let held = try HeldBundle(
            bundle, identity: identity, trust: trusted, custody: custody.file(beside: bundle),
            media: Media.checks)
        let entry = try held.receivedEntry(from: sender, how: how)
        let before = SignedBefore(.beside(self.identity.identity), of: identity)
        let proof = try entry.flatMap {
            try log?.proof(logging: try $0.json(), signedBy: identity, after: before)
        }
        let envelope = try held.receipt(
            entry: entry, proof: proof.map { String(decoding: $0.bytes, as: UTF8.self) })
        try output.write(envelope)

        let receipt = try Receipt(verifying: envelope)
        let facts = Facts(
            file: output.out, custody: entry == nil ? nil : held.custody.path,
            receipt: ReceiptFacts(receipt, digest: envelope.payloadDigest), report: held.verification.report)
        try result.show(json: facts) { page in
            page.paragraph("Send \(output.out) to the owner of the footage. It says:")
            page.gap()
            page.facts(receipt.labelled(conditions: nil, areCompared: false, opening: "--identity"))
            page.gap()
            page.paragraph(held.verification.report.summary)
            if let ledger, let proof {
                page.paragraph("\(ledger) holds that you received it, at place \(proof.index).")
            }
            if entry != nil { page.paragraph("That you received it is in \(held.custody.path).") }
        }
        guard held.checks.holds else { throw ExitStatus.checkFailed }
    }
}
