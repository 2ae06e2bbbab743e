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

    private enum CodingKeys: String, CodingKey {
        case digest, bundle, seal, timestamp, archive, checks, time, receiver, entry
        case conditionsSeen = "conditions_seen"
        case conditionsReason = "conditions_reason"
        case hasProof = "has_proof"
    }

    package init(_ receipt: Receipt, digest: SHA256Digest) {
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
    }
}
