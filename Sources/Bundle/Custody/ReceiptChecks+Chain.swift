import Records
import Sealing
import Statements

extension ReceiptChecks {
    /// Whether the chain beside the bundle has the entry that goes with the receipt, and it stands there.
    ///
    /// That the bundle was disposed of since makes nothing wrong that the receipt says; so it is told, and nothing is called wrong for
    /// it.
    ///
    /// - Throws: `FileError` where the chain cannot be read.
    static func chain(
        _ receipt: Receipt, _ bundle: String?, _ archive: Result<BundleArchive, BundleError>?
    ) throws -> Verdict {
        guard let bundle else { return noBundle }
        let file = CustodyFile(besideBundle: bundle)
        guard file.exists else { return .notChecked(reason: "no custody chain lies beside the bundle") }
        guard let envelope = receipt.entry, let entry = try? CustodyEntry(verifying: envelope) else {
            return .notChecked(reason: "they gave no custody entry")
        }
        guard let sealed = sealEnvelope(in: archive), sealed.payloadDigest == receipt.seal,
            let seal = try? Seal(verifying: sealed)
        else { return .notChecked(reason: "the bundle here is another one") }
        let chain = try file.read(of: seal, digest: sealed.payloadDigest)
        if let flaw = chain.flaws.first {
            return .failed(reason: "the custody chain beside the bundle does not hold: \(flaw)")
        }
        guard let link = chain.links.first(where: { $0.envelope.payloadDigest == envelope.payloadDigest })
        else {
            return entry.sequence > UInt64(chain.links.count)
                ? .notChecked(
                    reason:
                        "the chain beside the bundle ends before their entry \(entry.sequence): it is an older part of it, or "
                        + "entries were taken away")
                : .failed(
                    reason:
                        "the chain beside the bundle has another entry \(entry.sequence) than theirs: there are two accounts of "
                        + "one bundle")
        }
        if let correction = chain.correction(of: link) {
            return .failed(
                reason:
                    "their entry \(entry.sequence) was taken back in the chain beside the bundle, by entry \(correction.by): "
                    + correction.why.quoted)
        }
        guard let disposal = chain.disposal else { return .ok }
        return .notChecked(
            reason:
                "their entry stands; by entry \(disposal.entry.sequence), \(disposal.entry.actor.quotedName) wrote on "
                + "\(disposal.entry.time.toTheSecond) that the bundle was disposed of: the receipt is of the time before"
        )
    }
}
