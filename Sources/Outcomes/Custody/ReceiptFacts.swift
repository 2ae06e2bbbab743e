import Records
import Statements
import Sealing

/// A receipt as programs read it: the field names of docs/spec/custody.md, the card without envelope.
package struct ReceiptFacts: Encodable {
    package var digest: String
    package var bundle: String?
    package var seal: String?
    package var timestamp: String?
    package var archive: ArchiveFacts
    package var checks: CheckSummary
    package var time: WallTime
    package var receiver: CardFacts
    package var conditionsSeen: Bool
    /// Why they were not seen.
    package var conditionsReason: String?
    /// The digest of the custody entry in it.
    package var entry: String?
    package var hasProof: Bool
    /// What was disclosed to others until then; absent where nothing was.
    package var disclosed: [ReceiptDisclosureFacts]?

    private enum CodingKeys: String, CodingKey {
        case digest, bundle, seal, timestamp, archive, checks, time, receiver, entry, disclosed
        case conditionsSeen = "conditions_seen"
        case conditionsReason = "conditions_reason"
        case hasProof = "has_proof"
    }

    /// - Parameter disclosed: what lies inside the disclosures, by their digests, as far as somebody opened them.
    package init(
        _ receipt: Receipt, digest: SHA256Digest, disclosed: [SHA256Digest: DisclosureTerms] = [:]
    ) {
        self.digest = digest.hex
        bundle = receipt.bundle
        seal = receipt.seal?.hex
        timestamp = receipt.timestamp?.hex
        archive = receipt.archive
        checks = receipt.checks
        time = receipt.time
        receiver = CardFacts(receipt.receiver)
        switch receipt.conditions {
        case .seen: conditionsSeen = true
        case .notSeen(let reason):
            conditionsSeen = false
            conditionsReason = reason
        }
        entry = receipt.entryDigest?.hex
        hasProof = receipt.proof != nil
        let told = receipt.disclosures.map { entry, facts in
            ReceiptDisclosureFacts(entry, facts, terms: disclosed[facts.disclosure])
        }
        self.disclosed = told.isEmpty ? nil : told
    }
}

/// A receipt that was made, as programs read it.
package struct ReceiptFileFacts: Encodable {
    package var file: String
    /// The custody chain's file that says that the bundle was received; absent where the bundle is too damaged.
    package var custody: String?
    package var receipt: ReceiptFacts
    package var report: VerificationReport
    /// Who sealed the bundle, and what that was worth when the receipt was made; absent where the seal does not say.
    package var sealer: SealerFacts?
    /// What is found when the bundle is held against what the machine knows of others, and that it was not written into a chain.
    package var findings: [BundleFinding]

    package init(
        file: String, custody: String?, receipt: ReceiptFacts, report: VerificationReport,
        sealer: SealerFacts?, findings: [BundleFinding]
    ) {
        self.findings = findings
        self.file = file
        self.custody = custody
        self.receipt = receipt
        self.report = report
        self.sealer = sealer
    }
}

/// A receipt that was read and checked, as programs read it.
package struct ShownReceiptFacts: Encodable {
    package var receipt: ReceiptFacts
    package var conditions: ReceivedConditions?
    package var checks: [Check]
    /// What the receipt holds that nobody reads; absent where it holds nothing of that kind.
    package var note: String?
    /// What the receiver's signature is worth: `trusted`, `certified`, `unknown`, `replaced`, `doubtful` or `revoked`.
    package var standing: String

    package init(
        receipt: ReceiptFacts, conditions: ReceivedConditions?, checks: [Check], note: String?,
        standing: String
    ) {
        self.receipt = receipt
        self.conditions = conditions
        self.checks = checks
        self.note = note
        self.standing = standing
    }
}
