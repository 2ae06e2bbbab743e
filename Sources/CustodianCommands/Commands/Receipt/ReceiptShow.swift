import CustodyDesk
import Outcomes
import Presentation
import Bundle
import Records
import StatementFiles
import Statements
import ArgumentParser
import Sealing

/// `proffer receipt show`.
package struct ReceiptShow: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Read a receipt in plain words, and check it.",
        discussion: """
            With --bundle it is compared with the bundle you gave; with your identity it shows which conditions they say they \
            read; with both, whether these are yours. Ends with 1 when something does not fit.

            EXAMPLE
              proffer receipt show receipt.json --bundle bundle.tar --identity dana.identity
            """)

    @Argument(help: "The receipt.", completion: .file())
    package var receipt: String

    @Option(help: ArgumentHelp("The bundle you gave.", valueName: "bundle"), completion: .file())
    package var bundle: String?

    @Option(
        help: ArgumentHelp(
            "The card of who keeps the log, where that is not who received the bundle.", valueName: "card"),
        completion: .file())
    package var card: String?

    @Option(
        help: ArgumentHelp("Your identity file, to read which conditions were read.", valueName: "identity"),
        completion: .file())
    package var identity: String?

    @OptionGroup package var passphrase: PassphraseOptions
    @OptionGroup package var trust: SignerOptions
    @OptionGroup package var result: ResultOptions

    private struct Facts: Encodable {
        var receipt: ReceiptFacts
        var conditions: ReceivedConditions?
        var checks: [Check]
        /// What the receipt holds that nobody reads; absent where it holds nothing of that kind.
        var note: String?
        /// What the receiver's signature is worth: `trusted`, `certified`, `unknown`, `replaced`, `doubtful` or `revoked`.
        var standing: String
    }

    package func run() throws {
        let (envelope, receipt) = try read()
        let keeper = try card.map(Card.init(file:))
        let trusted = try trust.load()
        let owner = try identity.map { try passphrase.open($0) }
        let conditions: ReceivedConditions? = try owner.flatMap { owner in
            try self.conditions(of: receipt, openedBy: owner)
        }
        let found = try ReceiptChecks(
            receipt, bundle: bundle, keeper: keeper, read: conditions, owner: owner)
        let checks = found.checks
        let note = receipt.surplus(in: envelope)
        let facts = Facts(
            receipt: ReceiptFacts(receipt, digest: envelope.payloadDigest), conditions: conditions,
            checks: checks, note: note,
            standing: trusted.standing(of: receipt.receiver, signed: receipt.time).word)
        try result.show(json: facts) { page in
            page.facts(
                receipt.labelled(
                    conditions: conditions, areCompared: found.conditionsHold, opening: "--identity"))
            page.gap()
            page.facts(checks.map(\.labelled))
            if let note { page.paragraph("Note: \(note).") }
            page.gap()
            page.facts(trusted.signature(by: receipt.receiver, on: receipt.time, folder: trust.folder.path))
            page.gap()
            page.paragraph(
                "What this does not show: that they keep to your conditions, that nobody else has a copy, or what they "
                    + "did with it since. Keep the receipt with your bundle: it is their word, signed.")
        }
        guard !checks.contains(where: \.isFailed) else {
            throw ExitStatus.checkFailed
        }
    }

    private func read() throws -> (DSSEEnvelope, Receipt) {
        do {
            let envelope = try DSSEEnvelope(json: try StatementFile.read(receipt))
            return (envelope, try Receipt(verifying: envelope))
        } catch let error as SealingError {
            throw Failure(
                CustodyError.statementNotValid(
                    kind: Receipt.kind, reason: "it is no signed statement: \(error)"), in: receipt)
        } catch {
            throw Failure(error, in: receipt)
        }
    }

    private func conditions(
        of receipt: Receipt, openedBy owner: Identity
    ) throws -> ReceivedConditions? {
        guard case .seen(let encrypted) = receipt.conditions else { return nil }
        do {
            return try ReceivedConditions(opening: encrypted, of: receipt, with: owner)
        } catch {
            throw Failure(error, in: self.receipt)
        }
    }
}
