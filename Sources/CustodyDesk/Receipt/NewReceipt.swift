import Bundle
import Ledger
import Outcomes
import Records
import Register
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
    /// What the machine knows of other bundles.
    package var register: CustodiansRegister
    /// Whether a second chain is meant to begin where the bundle has one elsewhere, as that is lost.
    package var beginsSecondChain: Bool
    /// What is done about words that say more than they should.
    package var texts: TextScrutiny
    /// Where it is said what is to be known before it is signed.
    package var noting: (Note) -> Void

    package init(
        of bundle: String, how: String, sender: String?, ledger: String?, custody: CustodyPlace,
        authorities: String? = nil, register: CustodiansRegister = .none, beginsSecondChain: Bool = false,
        texts: TextScrutiny = .none, noting: @escaping (Note) -> Void = { _ in }
    ) {
        self.texts = texts
        self.noting = noting
        self.authorities = authorities
        self.bundle = bundle
        self.how = how
        self.sender = sender
        self.ledger = ledger
        self.custody = custody
        self.register = register
        self.beginsSecondChain = beginsSecondChain
    }

    /// Checks the bundle, writes into its custody chain that it was received, unless that says so already, and signs a
    /// receipt. One is made of a damaged bundle too, and of a stranger's, and says so; of one that was disposed of, none. A bundle
    /// that is too damaged to have a chain is logged by its receipt.
    package func make(
        by receiver: IdentityAtHand, trust: Trust, in output: OutputFile,
        media: BundleToVerify.Media?
    ) throws(DeskError) -> MadeReceipt {
        try output.check()
        let sender: Card?
        if let path = self.sender { sender = try Card(file: path) } else { sender = nil }
        let certificates = try StatementFile.certificates(chosen: authorities)
        let registered = try register.open()
        let identity = try receiver.open()
        return try telling {
            let log = try ledger.map { try Ledger(path: $0) }
            let held = try HeldBundle(
                bundle, identity: identity, trust: trust, authorities: certificates,
                custody: custody.file(beside: bundle), media: media)
            let known = try OneBundle(held, in: registered)
            try known.requireNotDisposed(of: bundle, isSecondMeant: beginsSecondChain)
            try known.requireOneAccount(of: bundle, isSecondMeant: beginsSecondChain)
            try texts.look(at: [how], knowing: held.names(in: trust))
            if let passed = held.duePassed(for: identity.card) { noting(.custody(.found(passed))) }
            try held.tellOfLapse(byReceiving: identity, noting)
            let entry = try held.receivedEntry(
                from: sender, how: how, goingOnFrom: beginsSecondChain ? nil : known.chainToGoOn)
            let before = SignedBefore(.beside(receiver.path), of: identity)
            let proof = try entry.flatMap {
                try log?.countedProof(logging: try $0.json(), signedBy: identity, after: before)
            }
            let envelope = try held.receipt(
                entry: entry, proof: proof.map { String(decoding: $0.bytes, as: UTF8.self) })
            try output.write(envelope)
            var (logged, findings) = (proof?.index, known.findings)
            if entry == nil {
                logged = try log?.countedProof(
                    logging: try envelope.json(), signedBy: identity, after: before
                ).index
                findings.append(.tooDamagedForChain(logged: logged))
            }
            let chain = try held.chainOnSeal()
            var seen = known.seen(held, chain: chain, isSecondMeant: beginsSecondChain)
            seen.receipted = .now().toTheSecond
            registered?.keep(seen, noting: register.noting)
            return try MadeReceipt(
                envelope, in: output, held, chain, custody: entry == nil ? nil : held.custody.path,
                logged: logged, trust: trust, findings: findings)
        }
    }
}

/// A receipt that was written.
package struct MadeReceipt {
    package let facts: ReceiptFileFacts
    package let receipt: Receipt
    /// The custody chain's file that says that the bundle was received; nil where the bundle is too damaged to have one.
    package let custody: String?
    /// At which place the ledger holds that, or the receipt where there is no chain; nil where there is no ledger.
    package let logged: UInt64?
    /// What is found when the bundle is held against what the machine knows of others.
    package let findings: [BundleFinding]
    /// Whether the receiver may go by the bundle, as far as their key goes.
    package let reliance: Reliance
    /// The sentence on the bundle.
    package let summary: String

    fileprivate init(
        _ envelope: DSSEEnvelope, in output: OutputFile, _ held: HeldBundle, _ chain: CustodyChain?,
        custody: String?,
        logged: UInt64?,
        trust: Trust, findings: [BundleFinding]
    ) throws {
        receipt = try Receipt(verifying: envelope)
        self.custody = custody
        self.logged = logged
        reliance = held.reliance(trust, on: chain)
        self.findings = findings
        summary = held.verification.report.summary
        facts = ReceiptFileFacts(
            file: output.path, custody: custody,
            receipt: ReceiptFacts(receipt, digest: envelope.payloadDigest),
            report: held.verification.report.adding(held.people(in: chain, trust: trust), conclusions: []),
            sealer: SealerFacts(
                held.verification.standing, fingerprint: held.verification.keyless.signerFingerprint),
            findings: findings)
    }
}
