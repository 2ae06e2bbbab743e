import Outcomes
import Records
import Statements
import Sealing

/// A receipt as `--json` shows it: the field names of docs/spec/custody.md, the card without envelope.
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

extension Page {
    /// Adds what a receipt says, in an owner's words.
    ///
    /// - Parameters:
    ///   - conditions: what the receiver says they read; nil where it was not opened.
    ///   - areCompared: whether that is what the owner's bundle says, and so more than the receiver's word.
    package mutating func receipt(
        _ receipt: Receipt, conditions: ReceivedConditions?, areCompared: Bool
    ) {
        let source = areCompared ? "" : ", by their receipt"
        facts([
            .init(
                "What",
                receipt.bundle.map { "your bundle \($0)" } ?? "a bundle too damaged to tell its number"),
            .init("File", receipt.archive.inWords),
            .init("Received by", "\(receipt.receiver.inWords) (\(receipt.receiver.role.rawValue))"),
            .init("Receipt of", receipt.time.inWords),
            .init("State, they say", receipt.checks.inOwnersWords),
            .init("Case" + source, conditions?.caseNumber.theirs),
            .init("Conditions", receipt.conditions.inWords(conditions, areCompared: areCompared)),
            .init("They said" + source, conditions?.promises),
            .init("Timestamp", receipt.timestamp.map { "SHA-256 \($0.hex)" }),
            .init("Custody entry", receipt.entryDigest?.hex),
            .init("Log", receipt.logInWords),
        ])
    }
}

extension Receipt {
    /// The digest of the custody entry in it, as `--custody-head` takes it.
    package var entryDigest: SHA256Digest? { entry.flatMap { try? SHA256Digest.of($0.json()) } }

    /// Which log is said to hold the entry; whether it does, the checks tell. Nil without a proof.
    fileprivate var logInWords: String? {
        guard let proof, let read = try? TransparencyLogProof(Array(proof.utf8)) else { return nil }
        let log = read.checkpoint.checkpoint
        return "\(log.origin.quoted), place \(read.index) of \(log.size)"
    }
}

extension Receipt.Conditions {
    /// What became of the owner's conditions.
    package func inWords(_ read: ReceivedConditions?, areCompared: Bool) -> String {
        switch self {
        case .notSeen(let reason): "not read, and they say why:\n\(reason.theirs)"
        case .seen:
            switch read {
            case nil: "read; which ones, only the owner opens (--identity)"
            case let read? where read.conditions.isEmpty:
                areCompared ? "you set none" : "by their receipt you set none"
            case let read?:
                (areCompared ? "" : "by their receipt:\n")
                    + read.conditions.map(\.theirs).joined(separator: "\n")
            }
        }
    }
}

extension ReceivedConditions {
    /// What the agency promised in its request.
    fileprivate var promises: String? {
        let promises = [
            retention.map { "kept:\n\($0.theirs)" }, onwardSharing.map { "passed on to:\n\($0.theirs)" },
        ].compactMap(\.self)
        return promises.isEmpty ? nil : promises.joined(separator: "\n")
    }
}

extension CheckSummary {
    /// The state of a bundle, to who made it.
    package var inOwnersWords: String {
        guard holds else {
            let which = failed.isEmpty ? "it could not be checked" : failedInWords
            return "NOT SOUND when it arrived: \(which). Hand it over again"
        }
        return withKey
            ? "whole and unchanged; they have a key, and all that is inside was checked too"
            : "whole and unchanged; what is inside was not looked at, for want of a key"
    }
}
