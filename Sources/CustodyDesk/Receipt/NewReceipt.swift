import Bundle
import Ledger
import Outcomes
import Records
import Sealing
import StatementFiles
import Statements

/// A receipt that is to be made for the owner of a bundle.
package struct NewReceipt {
    /// The bundle that came.
    package var bundle: String
    /// How it came, in words that anyone may read.
    package var how: String
    /// The card file of who brought it; only its fingerprint is written.
    package var sender: String?
    /// The receiver's ledger, in which it is logged that the bundle was received; nil where it is not.
    package var ledger: String?
    /// Where the bundle's custody chain lies, or will lie.
    package var custody: CustodyPlace
    /// A file with the certificates of time-stamping authorities to trust; nil where none were chosen.
    package var authorities: String?

    package init(
        of bundle: String, how: String, sender: String?, ledger: String?, custody: CustodyPlace,
        authorities: String? = nil
    ) {
        self.authorities = authorities
        self.bundle = bundle
        self.how = how
        self.sender = sender
        self.ledger = ledger
        self.custody = custody
    }

    /// Checks the bundle, writes into its custody chain that it was received, unless that says so already, and signs a
    /// receipt. One is made of a damaged bundle too, and of a stranger's, and says so.
    package func make(
        by receiver: IdentityAtHand, trust: Trust, in output: OutputFile,
        media: BundleToVerify.Media?
    ) throws(DeskError) -> MadeReceipt {
        try output.check()
        let sender: Card?
        if let path = self.sender { sender = try Card(file: path) } else { sender = nil }
        let certificates = try StatementFile.certificates(chosen: authorities)
        let identity = try receiver.open()
        return try telling {
            let log = try ledger.map { try Ledger(path: $0) }
            let held = try HeldBundle(
                bundle, identity: identity, trust: trust, authorities: certificates,
                custody: custody.file(beside: bundle), media: media)
            let entry = try held.receivedEntry(from: sender, how: how)
            let before = SignedBefore(.beside(receiver.path), of: identity)
            let proof = try entry.flatMap {
                try log?.proof(logging: try $0.json(), signedBy: identity, after: before)
            }
            let envelope = try held.receipt(
                entry: entry, proof: proof.map { String(decoding: $0.bytes, as: UTF8.self) })
            try output.write(envelope)
            return try MadeReceipt(
                envelope, in: output, held, custody: entry == nil ? nil : held.custody.path,
                logged: proof?.index, trust: trust)
        }
    }
}

/// A receipt that was written.
package struct MadeReceipt {
    package let facts: ReceiptFileFacts
    package let receipt: Receipt
    /// The custody chain's file that says that the bundle was received; nil where the bundle is too damaged to have one.
    package let custody: String?
    /// At which place the ledger holds that; nil where there is no ledger.
    package let logged: UInt64?
    /// Whether the receiver may go by the bundle, as far as their key goes.
    package let reliance: Reliance
    /// The sentence on the bundle.
    package let summary: String

    fileprivate init(
        _ envelope: DSSEEnvelope, in output: OutputFile, _ held: HeldBundle, custody: String?,
        logged: UInt64?,
        trust: Trust
    ) throws {
        receipt = try Receipt(verifying: envelope)
        self.custody = custody
        self.logged = logged
        reliance = held.reliance(trust)
        summary = held.verification.report.summary
        facts = ReceiptFileFacts(
            file: output.path, custody: custody,
            receipt: ReceiptFacts(receipt, digest: envelope.payloadDigest), report: held.verification.report)
    }
}
