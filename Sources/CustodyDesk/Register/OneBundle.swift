import Bundle
import Outcomes
import Records
import Register
import Sealing
import Statements

/// One bundle is one bundle: what a register knows of the bundle that is at hand, whatever its file is called.
struct OneBundle {
    /// What is found, in the order in which it is said.
    private(set) var findings: [BundleFinding] = []
    /// Where the bundle has a chain, where none lies beside it here; nil where it has none elsewhere.
    private(set) var chainElsewhere: String?
    /// Another file of the same bundle that is still there; nil where there is none.
    private(set) var otherFile: String?
    /// The digest of an entry that this machine saw and the chain here lacks.
    private(set) var missingEntry: SHA256Digest?

    /// Looks the bundle up.
    ///
    /// - Parameters:
    ///   - register: nil where none is kept.
    ///   - now: the time by this machine's clock.
    /// - Throws: ``RegisterError``, and what reading the chain throws.
    init(_ held: HeldBundle, in register: Register?, at now: WallTime = .now()) throws {
        if let sealed = held.verification.keyless.seal?.sealed, now < sealed {
            findings.append(.datedBeforeSeal(sealed: sealed))
        }
        guard let register else { return }
        let here = BundleSeen(held, chain: nil)
        // The chain is read behind the register: an entry that this knows was in the chain by then, also where another
        // process adds at the same time.
        if let known = try register.bundle(here.key) { look(at: known, held, try held.chainOnSeal(), here) }
        try lookForOthers(here, in: register)
    }

    private mutating func look(
        at known: RegisteredBundle, _ held: HeldBundle, _ chain: CustodyChain?, _ here: BundleSeen
    ) {
        for file in known.files where file.path != here.file?.path && RegisteredPath.isThere(file.path) {
            otherFile = otherFile ?? file.path
            findings.append(
                file.archive == held.archive ? .sameBundle(file: file.path) : .otherBytes(file: file.path))
        }
        let differing = known.seen.columns(unlike: here) + (chain.map(known.seen.columns(unlike:)) ?? [])
        if !differing.isEmpty { findings.append(.registerDiffers(columns: differing)) }
        let takenBack = chain?.links.contains { link in
            guard case .disposed = link.entry.action else { return false }
            return chain?.correction(of: link) != nil && link.entry.time == known.seen.disposed
        }
        if let disposed = known.seen.disposed, chain?.isDisposed != true, takenBack != true {
            findings.append(.disposedBefore(disposed))
        }
        if let receipted = known.seen.receipted { findings.append(.receiptBefore(receipted)) }
        guard let chain, let head = known.seen.head else { return }
        if chain.links.isEmpty, chain.flaws.isEmpty {
            let others = known.files.map(\.chain).filter { $0 != here.file?.chain }
            let place =
                others.first(where: RegisteredPath.isThere) ?? others.first ?? here.file?.chain
                ?? held.custody.path
            chainElsewhere = place
            findings.append(.chainElsewhere(file: place))
        } else if !chain.contains(head) {
            missingEntry = head
            findings.append(.chainLacksEntry(digest: head.hex))
        }
    }

    private mutating func lookForOthers(_ here: BundleSeen, in register: Register) throws(RegisterError) {
        guard here.key.isSeal else { return }
        if let id = here.id, let other = try register.bundles(id: id).first(where: { $0.isOther(than: here) })
        {
            findings.append(.idOfAnother(file: other.files.first?.path))
        }
        if let record = here.record,
            let other = try register.bundles(record: record).first(where: { $0.isOther(than: here) })
        {
            findings.append(.sealedTwice(file: other.files.first?.path))
        }
    }

    /// Refuses what would make a second account of the bundle, or cover up that its own lacks an entry.
    ///
    /// - Parameter isSecondMeant: whether the person says that a second chain is to begin, as the first is lost.
    /// - Throws: ``DeskError``.
    func requireOneAccount(of path: String, isSecondMeant: Bool) throws(DeskError) {
        if let chainElsewhere, !isSecondMeant {
            throw DeskError(
                .notPermitted,
                "\(path): this bundle has a custody chain already, in \(chainElsewhere)"
                    + (RegisteredPath.isThere(chainElsewhere) ? "" : ", which is not there any more")
                    + "; a second one from the same seal would be a second account of one bundle",
                remedy: .useKnownChain(file: chainElsewhere))
        }
        if let missingEntry {
            throw DeskError(
                .doesNotHold,
                "\(path): its custody chain lacks the entry \(missingEntry.hex), the last when this machine saw it; adding to "
                    + "it would make a second account of one bundle", remedy: .showCustody)
        }
    }
}

extension RegisteredBundle {
    /// Whether it is under another seal than the bundle at hand. What was too damaged to have one is no other.
    fileprivate func isOther(than here: BundleSeen) -> Bool { seen.key.isSeal && seen.key != here.key }
}

extension BundleSeen {
    /// The columns in which a register has something else of a bundle than its seal says.
    ///
    /// - Parameter here: what the bundle says, of the same seal.
    func columns(unlike here: BundleSeen) -> [String] {
        func differs<Value: Equatable>(_ known: Value?, _ here: Value?) -> Bool {
            known != nil && here != nil && known != here
        }
        var columns = key.isSeal == here.key.isSeal ? [] : ["sealed_key"]
        if differs(id, here.id) { columns.append("id") }
        if differs(sealed, here.sealed) { columns.append("sealed") }
        if differs(signer, here.signer) { columns.append("signer") }
        if differs(record, here.record) { columns.append("record") }
        return columns
    }

    /// The columns in which a register has something else than a chain that ends where the register knows it to end.
    func columns(unlike chain: CustodyChain) -> [String] {
        guard let head, chain.head == head, !chain.links.isEmpty else { return [] }
        // A disposal that was taken back stays in the register, as it stays in the chain.
        let disposals = chain.links.filter { if case .disposed = $0.entry.action { true } else { false } }
        guard let disposed else { return chain.isDisposed ? ["disposed"] : [] }
        return disposals.contains { $0.entry.time == disposed } ? [] : ["disposed"]
    }
}
