import Records
import Statements
import Sealing

/// Whether a receipt is about the bundle its owner gave.
///
/// That it is signed, and that the custody entry in it is the same person's about the same file, is checked when it is
/// read (`Receipt.init(verifying:)`).
package struct ReceiptChecks: Sendable {
    /// The checks, always the same in the same order.
    package let checks: [Check]

    /// Checks a receipt.
    ///
    /// - Parameters:
    ///   - receipt: as it was read, its signature checked.
    ///   - bundle: the bundle that was given; nil when it is not at hand.
    ///   - keeper: the card of who keeps the log; nil for the receiver.
    /// - Throws: ``FileError``, and Sealing's error when the cryptographic library fails.
    package init(_ receipt: Receipt, bundle: String?, keeper: Card? = nil) throws {
        checks = [
            Check(.receiptSigned, .ok),
            Check(
                .receiptHasCustodyEntry,
                receipt.entry == nil
                    ? .notChecked(reason: "the bundle was too damaged to begin a custody chain") : .ok),
            Check(.receiptEntryLogged, try Self.log(receipt, keeper)),
            Check(.receiptOfBundle, try Self.archive(receipt, bundle)),
            Check(.receiptTimestampOfBundle, try Self.timestamp(receipt, bundle)),
        ]
    }

    /// Whether the proof in the receipt shows that a log holds the custody entry in it.
    private static func log(_ receipt: Receipt, _ keeper: Card?) throws -> Verdict {
        guard let text = receipt.proof, let entry = receipt.entry else {
            return .notChecked(reason: "they gave no proof of a log; the receipt is their word alone")
        }
        let proof: TransparencyLogProof
        do {
            proof = try TransparencyLogProof(Array(text.utf8))
        } catch {
            return .failed(reason: "the proof in the receipt cannot be used: \(error)")
        }
        let card = keeper ?? receipt.receiver
        guard proof.checkpoint.isSigned(by: card.verifyingKey) else {
            return keeper == nil
                ? .notChecked(
                    reason: "the log is not the receiver's own, and nobody said whose it is (--card)")
                : .failed(reason: "the log is not signed for by \(card.quotedName)")
        }
        return try proof.holds(of: try entry.json(), by: card.verifyingKey)
            ? .ok
            : .failed(reason: "the log of \(card.quotedName) does not hold the entry at the place it names")
    }

    private static func archive(_ receipt: Receipt, _ bundle: String?) throws -> Verdict {
        guard let bundle else { return .notChecked(reason: "the bundle was not given (--bundle)") }
        let facts = try ArchiveFacts(ofFile: bundle)
        guard facts != receipt.archive else { return .ok }
        return .failed(
            reason: "they received a file of \(receipt.archive.size) bytes with SHA-256 "
                + "\(receipt.archive.sha256.hex), yours has \(facts.size) bytes and \(facts.sha256.hex)")
    }

    /// Whether the bundle at hand has the timestamp that was received: no signature of the owner's covers it.
    private static func timestamp(_ receipt: Receipt, _ bundle: String?) throws -> Verdict {
        guard let bundle else { return .notChecked(reason: "the bundle was not given (--bundle)") }
        guard receipt.seal != nil else {
            return .notChecked(reason: "the bundle they received was too damaged to tell")
        }
        let here: SHA256Digest?
        do {
            here = try BundleArchive.read(bundle).member(BundleLayout.timestampName)?.sha256
        } catch let error as BundleError {
            return .notChecked(reason: "the bundle here cannot be read: \(error)")
        }
        guard here != receipt.timestamp else { return .ok }
        func inWords(_ digest: SHA256Digest?) -> String {
            digest.map { "one with SHA-256 \($0.hex)" } ?? "none"
        }
        return .failed(
            reason:
                "they received it with this timestamp: \(inWords(receipt.timestamp)); yours has \(inWords(here))"
        )
    }
}
