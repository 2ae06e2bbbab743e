import Bundle
import Outcomes
import Records
import Sealing
import StatementFiles
import Statements

/// A receipt that an owner got.
package struct ReceiptToRead {
    /// The receipt.
    package var receipt: String
    /// The bundle that was given; nil where it is not at hand.
    package var bundle: String?
    /// The card file of who keeps the log, where that is not who received the bundle.
    package var keeper: String?

    package init(_ receipt: String, bundle: String?, keeper: String?) {
        self.receipt = receipt
        self.bundle = bundle
        self.keeper = keeper
    }

    /// Reads and checks it.
    ///
    /// - Parameters:
    ///   - owner: the owner's identity, which opens what the receiver says they read; nil leaves that closed.
    ///   - trust: whose signatures are from somebody known.
    package func read(openedBy owner: IdentityAtHand?, trust: Trust) throws(DeskError) -> ShownReceipt {
        let (envelope, receipt) = try statement()
        let keeper: Card?
        if let path = self.keeper { keeper = try Card(file: path) } else { keeper = nil }
        let owner = try owner?.open()
        var conditions: ReceivedConditions?
        if let owner, case .seen(let encrypted) = receipt.conditions {
            conditions = try telling(in: self.receipt) {
                try ReceivedConditions(opening: encrypted, of: receipt, with: owner)
            }
        }
        var terms: [SHA256Digest: DisclosureTerms] = [:]
        for (entry, facts) in receipt.disclosures {
            guard let owner else { break }
            terms[facts.disclosure] = try telling(in: self.receipt) {
                try DisclosureTerms(opening: facts.terms, ofBundle: entry.bundle, with: owner)
            }
        }
        let checks = try telling {
            try ReceiptChecks(receipt, bundle: bundle, keeper: keeper, read: conditions, owner: owner)
        }
        return ShownReceipt(
            receipt, envelope, conditions, terms, checks,
            owner.map { trust.adding(own: $0.card) } ?? trust)
    }

    private func statement() throws(DeskError) -> (DSSEEnvelope, Receipt) {
        try telling(in: receipt) {
            do {
                let envelope = try DSSEEnvelope(json: try StatementFile.read(receipt))
                return (envelope, try Receipt(verifying: envelope))
            } catch let error as SealingError {
                throw StatementError.statementNotValid(
                    kind: Receipt.kind, reason: "it is no signed statement: \(error)")
            }
        }
    }
}

/// A receipt that was read and checked.
package struct ShownReceipt {
    package let facts: ShownReceiptFacts
    package let receipt: Receipt
    /// The receipt as it was signed.
    package let envelope: DSSEEnvelope
    /// What the receiver says they read; nil where it was not opened.
    package let conditions: ReceivedConditions?
    /// What lies inside the disclosures that the receipt tells of, by their digests; empty where nobody opened them.
    package let disclosed: [SHA256Digest: DisclosureTerms]
    /// Whether that is what the owner's bundle says, and so more than the receiver's word.
    package let conditionsHold: Bool
    package let checks: [Check]
    /// What the receipt holds that nobody reads; nil where it holds nothing of that kind.
    package let note: String?
    /// What the signature of who received the bundle is worth.
    package let standing: SignerStanding
    /// Whether whoever reads it may go by it.
    package var reliance: Reliance { Reliance(receiptHolds: holds, standing: standing, trust: trust) }
    private let trust: Trust
    /// Whether no check failed.
    package var holds: Bool { !checks.contains(where: \.isFailed) }

    fileprivate init(
        _ receipt: Receipt, _ envelope: DSSEEnvelope, _ conditions: ReceivedConditions?,
        _ disclosed: [SHA256Digest: DisclosureTerms], _ found: ReceiptChecks, _ trust: Trust
    ) {
        self.receipt = receipt
        self.envelope = envelope
        self.conditions = conditions
        self.disclosed = disclosed
        conditionsHold = found.conditionsHold
        checks = found.checks
        note = receipt.surplus(in: envelope)
        self.trust = trust
        standing = trust.standing(of: receipt.receiver, signed: receipt.time)
        facts = ShownReceiptFacts(
            receipt: ReceiptFacts(receipt, digest: envelope.payloadDigest, disclosed: disclosed),
            conditions: conditions,
            checks: checks, note: note,
            standing: standing.word)
    }
}
