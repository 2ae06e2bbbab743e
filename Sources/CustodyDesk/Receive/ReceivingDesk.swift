import Bundle
import Ledger
import Outcomes
import Records
import Register
import Sealing
import StatementFiles
import Statements

/// Takes in one bundle after the other that was looked at, each whole: entry, ledger, receipt, register.
struct ReceivingDesk {
    let identity: Identity
    let before: SignedBefore
    let trust: Trust
    let how: String
    let sender: Card?
    let receipts: ReceiptPlace
    let log: Ledger?
    let register: Register?
    let label: LabelChange
    let requiresKnownSigners: Bool
    let noting: (Note) -> Void

    /// What becomes of the files that say they are one bundle.
    func rows(of group: [LookedAt], after firsts: inout FirstCopies) -> [BundleRowFacts] {
        group.sorted { $0.isTakenBefore($1) }.map { file in
            switch file.outcome {
            case .failure(let error): BundleRowFacts(file: file.path, notLookedAt: error)
            case .success(let held): row(of: held, after: &firsts)
            }
        }
    }

    private func row(of held: HeldBundle, after firsts: inout FirstCopies) -> BundleRowFacts {
        var row = BundleRowFacts(held, trust: trust, done: .received)
        let first = firsts.first(of: held)
        // A whole copy is news where the one before was damaged.
        if let first, first.holds || !held.checks.holds {
            row.done = .duplicate
            row.duplicateOf = first.path
            row.findings = [
                first.archive == held.archive
                    ? .sameBundle(file: first.path)
                    : .otherBytes(
                        in: first.path, isDamaged: (held.isDamaged, first.isDamaged),
                        timestampsDiffer: first.timestamp != held.verification.keyless.timestampDigest)
            ]
            register?.keep(BundleSeen(held, chain: nil), noting: noting)
            return row
        }
        do throws(DeskError) {
            try receive(held, &row, met: first?.custody)
        } catch {
            row.done = .refused
            (row.reason, row.kind, row.remedy) = (error.message, error.kind, error.remedy)
        }
        return row
    }

    private func receive(
        _ held: HeldBundle, _ row: inout BundleRowFacts, met: CustodyFile?
    ) throws(DeskError) {
        let chain = try telling { try held.chainOnSeal() }
        let known = try telling { try OneBundle(held, in: register, met: met) }
        row.findings = known.findings + [held.duePassed(for: identity.card)].compactMap(\.self)
        try known.requireNotDisposed(of: held.path, isSecondMeant: false)
        if let elsewhere = known.chainElsewhere, RegisteredPath.isThere(elsewhere),
            known.isWholeElsewhere || !held.checks.holds
        {
            // A copy of what was taken in before: a second account is begun only by who says that it is meant.
            row.done = .duplicate
            row.duplicateOf = known.otherFile ?? elsewhere
            register?.keep(BundleSeen(held, chain: nil), noting: noting)
            return
        }
        try known.requireOneAccount(of: held.path, isSecondMeant: false)
        let entry = try telling {
            try held.tellOfLapse(byReceiving: identity, naming: held.path, noting)
            return try held.receivedEntry(from: sender, how: how, goingOnFrom: known.chainToGoOn)
        }
        if let entry { row.received = try telling { try CustodyEntry(verifying: entry).time } }
        let after = try telling { try held.chainOnSeal() }
        row.findings += people(in: after)
        var isNew = after?.head != chain?.head
        row.custody = entry == nil ? nil : held.custody.path

        let proof = try telling {
            try entry.flatMap {
                try log?.countedProof(logging: try $0.json(), signedBy: identity, after: before)
            }
        }
        row.ledgerPlace = proof?.index
        let receipt: DSSEEnvelope?
        switch try receipts.place(of: held, entry: entry, by: identity.card) {
        case .there(let file):
            row.receipt = file
            receipt =
                entry == nil ? try telling { try DSSEEnvelope(json: try StatementFile.read(file)) } : nil
        case .free(let file):
            let made = try telling {
                try held.receipt(entry: entry, proof: proof.map { String(decoding: $0.bytes, as: UTF8.self) })
            }
            try OutputFile(file, replaces: false).write(made)
            row.receipt = file
            receipt = made
            isNew = true
        }
        if entry == nil {
            // No chain can say that it was received; the receipt is signed, and can be logged in its place.
            let place = try telling {
                try receipt.flatMap {
                    try log?.countedProof(logging: try $0.json(), signedBy: identity, after: before).index
                }
            }
            row.ledgerPlace = place
            row.findings.append(.tooDamagedForChain(logged: place))
        }
        // What was receipted before is no second receipt where nothing was written.
        if !isNew {
            row.done = .already
            row.findings.removeAll(where: \.isOnlyOfFirstTime)
        }
        keep(held, known, chain: after, isReceipted: isNew)
    }

    /// Who in the chain is not relied on: always where a key was withdrawn, and who is unknown where everybody is to be known.
    private func people(in chain: CustodyChain?) -> [BundleFinding] {
        guard let chain, chain.flaws.isEmpty else { return [] }
        return BundleFinding.people(in: chain, notReliedOnBy: trust.adding(own: identity.card)).filter {
            $0.isOfDoubted || trust.isAskedFor || requiresKnownSigners
        }
    }

    private func keep(_ held: HeldBundle, _ known: OneBundle, chain: CustodyChain?, isReceipted: Bool) {
        guard let register else { return }
        var seen = known.seen(held, chain: chain)
        if isReceipted { seen.receipted = .now().toTheSecond }
        register.keep(seen, noting: noting)
        do { try label.apply(to: seen.key, in: register) } catch {
            noting(.custody(.notRegistered(reason: error.message)))
        }
    }
}

extension BundleFinding {
    /// Whether it is said when a bundle is taken in, and not again when it is met later.
    fileprivate var isOnlyOfFirstTime: Bool {
        switch self {
        case .receiptBefore, .wholeAfterDamaged: true
        default: false
        }
    }
}

extension BundleRowFacts {
    /// A bundle that was checked.
    init(_ held: HeldBundle, trust: Trust, done: Done) {
        self.init(held.verification, file: held.path, trust: trust, done: done)
        archive = held.archive
    }

    /// A bundle that was checked, without the file's own digest.
    init(_ verification: Verification, file: String, trust: Trust, done: Done) {
        let report = verification.report
        let keyless = verification.keyless
        self.init(
            file: file, result: !report.holds ? .failed : verification.signer == nil ? .signerUnknown : .ok,
            done: done)
        bundle = keyless.seal?.bundle ?? keyless.archive?.bundle
        sealed = keyless.seal?.sealed
        signer = keyless.signerFingerprint?.hex
        let sealer = SealerFacts(verification.standing, fingerprint: keyless.signerFingerprint)
        (signerName, standing, standingReason) = (sealer?.name, sealer?.standing, sealer?.reason)
        summary = report.summary
        failed = report.failures.map(\.id.rawValue)
    }

    /// A file that could not be looked at.
    init(file: String, notLookedAt error: DeskError) {
        self.init(
            file: file, result: error.kind == .notUnderstood ? .notABundle : .notChecked, done: .refused)
        (reason, kind, remedy) = (error.message, error.kind, error.remedy)
    }
}
