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
    /// The chain in another file that has that entry, and parts from the chain here; nil where none is at hand.
    private var forkedIn: String?
    /// Whether the chain here is gone on with though this machine saw another account: all of that was taken back.
    private var isTakenUpAgain = false
    /// Whether no entry of the chain here is of this bundle, and some are of another.
    private var isChainOfAnother = false
    /// The chain of a damaged copy, which goes on beside this file: it is whole, and is to be received in that account. Nil where
    /// there is none, or the chain beside this file is the one.
    private(set) var chainToGoOn: CustodyChain?
    /// Whether the account that the bundle has elsewhere tells of a whole copy, so that this file is no news.
    private(set) var isWholeElsewhere = false
    /// That the bundle was disposed of; nil where it was not, or that was taken back.
    private(set) var disposal: Disposal?

    /// How a bundle was disposed of, as far as that is known.
    struct Disposal {
        let time: WallTime
        /// The entry that says so; nil where no chain is at hand any more.
        let entry: CustodyEntry?
        /// The chain's file.
        let chain: String?
    }

    /// Looks the bundle up.
    ///
    /// - Parameters:
    ///   - register: nil where none is kept.
    ///   - met: the chain of a copy that was met in the same run, which is known without a register too.
    ///   - now: the time by this machine's clock.
    /// - Throws: ``RegisterError``, and what reading the chain throws.
    init(
        _ held: HeldBundle, in register: Register?, met: CustodyFile? = nil, at now: WallTime = .now()
    ) throws {
        if let sealed = held.verification.keyless.seal?.sealed, now < sealed {
            findings.append(.datedBeforeSeal(sealed: sealed))
        }
        let here = BundleSeen(held, chain: nil)
        let known = try register?.bundle(here.key)
        // The chain is read behind the register: an entry that this knows was in the chain by then, also where another
        // process adds at the same time.
        let chain = try held.chainOnSeal()
        if let entry = chain?.disposal?.entry {
            disposal = Disposal(time: entry.time, entry: entry, chain: held.custody.path)
        }
        if let known {
            look(at: known, held, chain, here)
            lookForForks(known, held, chain)
        }
        lookForDamaged(held, chain, known, met)
        if let register { try lookForOthers(here, isWhole: held.checks.holds, in: register) }
    }

    private mutating func look(
        at known: RegisteredBundle, _ held: HeldBundle, _ chain: CustodyChain?, _ here: BundleSeen
    ) {
        for file in known.files where file.path != here.file?.path && RegisteredPath.isThere(file.path) {
            otherFile = otherFile ?? file.path
            findings.append(
                file.archive == held.archive
                    ? .sameBundle(file: file.path) : held.otherBytes(inSeen: file))
        }
        let account = known.account(of: held, chain)
        let differing =
            known.seen.columns(unlike: here) + (account.map { known.seen.columns(unlike: $0.chain) } ?? [])
        if !differing.isEmpty { findings.append(.registerDiffers(columns: differing)) }
        if let disposed = known.seen.disposed, chain?.isDisposed != true {
            look(at: disposed, account)
        }
        if let receipted = known.seen.receipted { findings.append(.receiptBefore(receipted)) }
        guard let chain, let head = known.seen.head, !chain.contains(head) else { return }
        let isBegun = !chain.links.isEmpty || !chain.flaws.isEmpty
        if isBegun, let account, chain.relation(to: account.chain) == .behind {
            // An older part of an account that is at hand: nothing was taken away, and it goes on there.
            findings.append(.longerChain(file: account.file))
            chainElsewhere = account.file
        } else if isBegun, let account, account.chain.takesBackDeparture(from: chain) {
            // What was written there is as if it had not been: the account goes on here.
            isTakenUpAgain = true
        } else if isBegun {
            missingEntry = head
            forkedIn = account?.file
            isChainOfAnother =
                chain.links.isEmpty
                && chain.flaws.contains { if case .foreign = $0 { true } else { false } }
            findings.append(.chainLacksEntry(digest: head.hex))
        } else {
            let others = known.files.map(\.chain).filter { $0 != here.file?.chain }
            let place =
                account?.file ?? others.first(where: RegisteredPath.isThere) ?? others.first
                ?? here.file?.chain ?? held.custody.path
            chainElsewhere = place
            findings.append(.chainElsewhere(file: place))
        }
        isWholeElsewhere = account?.chain.files.whole != nil
    }

    /// Says of every other chain of the bundle that is at hand that it parts from the one here, and whether that was taken back.
    private mutating func lookForForks(
        _ known: RegisteredBundle, _ held: HeldBundle, _ chain: CustodyChain?
    ) {
        guard let chain, !chain.links.isEmpty else { return }
        let here = RegisteredPath.of(held.custody.path)
        for file in Set(known.files.map(\.chain)).sorted() where file != here {
            guard let other = held.chain(in: file), !other.links.isEmpty, other.relation(to: chain) == .forked
            else { continue }
            findings.append(
                other.takesBackDeparture(from: chain) ? .forkTakenBack(file: file) : .forkedChain(file: file))
        }
    }

    /// What follows from the bundle having been disposed of by the register, and not by the chain beside this file.
    private mutating func look(at disposed: WallTime, _ account: (chain: CustodyChain, file: String)?) {
        guard let account else {
            findings.append(.disposedBefore(disposed))
            disposal = Disposal(time: disposed, entry: nil, chain: nil)
            return
        }
        let isTakenBack = account.chain.links.contains { link in
            guard case .disposed = link.entry.action else { return false }
            return account.chain.correction(of: link) != nil && link.entry.time == disposed
        }
        guard account.chain.isDisposed || !isTakenBack else { return }
        findings.append(.disposedBefore(disposed))
        // The account that is at hand counts, not what the register has of it.
        disposal = account.chain.disposal.map {
            Disposal(time: $0.entry.time, entry: $0.entry, chain: account.file)
        }
    }

    /// Looks whether this file is whole and only damaged copies of the bundle were taken in before.
    private mutating func lookForDamaged(
        _ held: HeldBundle, _ chain: CustodyChain?, _ known: RegisteredBundle?, _ met: CustodyFile?
    ) {
        guard held.checks.holds, let chain else { return }
        let isBegun = !chain.links.isEmpty || !chain.flaws.isEmpty
        let account = isBegun ? chain : (chainElsewhere ?? met?.path).flatMap(held.chain(in:))
        guard let account, account.holds, !account.isDisposed, account.files.areDamagedOnly,
            account.files.objection(to: held.archive) != nil, let copy = account.files.damaged.last?.archive,
            known?.seen.head.map(account.contains) ?? true
        else { return }
        if !isBegun {
            chainToGoOn = account
            chainElsewhere = nil
            findings.removeAll { if case .chainElsewhere = $0 { true } else { false } }
        }
        findings.append(
            .wholeAfterDamaged(
                file: known?.files.first { $0.archive == copy }?.path, sha256: copy.sha256.hex))
    }

    private mutating func lookForOthers(
        _ here: BundleSeen, isWhole: Bool, in register: Register
    ) throws(RegisterError) {
        guard here.key.isSeal else { return }
        if let id = here.id {
            let named = try register.bundles(id: id)
            if let other = named.first(where: { $0.isOther(than: here) }) {
                findings.append(.idOfAnother(file: other.fileAtHand?.path))
            }
            if isWhole, let copy = named.last(where: { !$0.seen.key.isSeal }) {
                findings.append(
                    .wholeAfterDamaged(file: copy.files.first?.path, sha256: copy.seen.key.digest.hex))
            }
        }
        if let record = here.record,
            let other = try register.bundles(record: record).first(where: { $0.isOther(than: here) })
        {
            findings.append(.sealedTwice(file: other.fileAtHand?.path))
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
        guard let missingEntry else { return }
        // Who says that the account with the entry is lost takes up again the one that is there.
        if isSecondMeant, forkedIn == nil, !isChainOfAnother { return }
        throw DeskError(
            .doesNotHold,
            "\(path): its custody chain lacks the entry \(missingEntry.hex), the last when this machine saw it; adding to "
                + "it would make a second account of one bundle"
                + (isChainOfAnother
                    ? "; it is another bundle's chain: put it away, and lay this bundle's own in its place"
                    : forkedIn.map { "; the entry stands in \($0), which parts from the chain here" } ?? ""),
            remedy: isChainOfAnother
                ? .showCustody
                : forkedIn.map { Remedy.takeBackFork(bundle: Self.bundle(ofChain: $0) ?? path, chain: $0) }
                    ?? .takeUpAccount)
    }

    /// The file that a chain lies beside by its name; nil where its name says none.
    private static func bundle(ofChain file: String) -> String? {
        file.hasSuffix(CustodyFile.suffix) ? String(file.dropLast(CustodyFile.suffix.count)) : nil
    }

    /// What is kept of the bundle from now on.
    ///
    /// - Parameters:
    ///   - chain: its custody chain, as it is from now on; nil where it has none.
    ///   - isSecondMeant: as for ``requireOneAccount(of:isSecondMeant:)``.
    func seen(_ held: HeldBundle, chain: CustodyChain?, isSecondMeant: Bool = false) -> BundleSeen {
        var seen = BundleSeen(held, chain: chain)
        seen.isTakenInAnew =
            isTakenUpAgain || (isSecondMeant && (disposal != nil || missingEntry != nil))
        return seen
    }
}

extension OneBundle {
    /// Refuses to take in what was disposed of and comes again: whoever gives it has a copy, or the disposal was none.
    ///
    /// - Parameter isSecondMeant: whether the person says that a second chain is to begin beside the one that ended.
    /// - Throws: ``DeskError``.
    func requireNotDisposed(of path: String, isSecondMeant: Bool) throws(DeskError) {
        guard let disposal, !isSecondMeant else { return }
        let who = disposal.entry.map { " by \($0.actor.quotedName)" } ?? ""
        let how =
            if case .disposed(let facts)? = disposal.entry?.action {
                " (\(facts.seen.rawValue.replacing("_", with: " ")))"
            } else { "" }
        let place = disposal.chain.map { "as \($0) says" } ?? "as your register of bundles has it"
        throw DeskError(
            .notUnderstood,
            "\(path): this bundle was disposed of\(how)\(who) on \(DueDay(of: disposal.time).text), \(place), and came again: no "
                + "entry and no receipt is made of it", remedy: .askAboutDisposal)
    }
}

extension HeldBundle {
    /// Whether it is not what was sealed, by the checks that were made.
    var isDamaged: Bool { checks.fault == .damage }

    /// What is said of another file of this bundle that has other bytes, by its seal and its headers as they lie there now.
    ///
    /// A whole bundle with the same timestamp would have the same bytes.
    fileprivate func otherBytes(inSeen file: RegisteredFile) -> BundleFinding {
        let keyless = verification.keyless
        let other = SealInFile(file.path)
        guard keyless.sealDigest != nil, other?.digest == keyless.sealDigest, let other else {
            return .otherBytes(file: file.path, damaged: isDamaged ? .this : nil)
        }
        let timestampsDiffer = other.timestamp != keyless.timestampDigest
        return .otherBytes(
            in: file.path,
            isDamaged: (isDamaged, !other.hasWholeShape || (!isDamaged && !timestampsDiffer)),
            timestampsDiffer: timestampsDiffer)
    }

    /// A custody chain of this bundle in another file; nil where none can be read there.
    fileprivate func chain(in file: String) -> CustodyChain? {
        let keyless = verification.keyless
        guard let seal = keyless.seal, let digest = keyless.sealDigest, RegisteredPath.isThere(file) else {
            return nil
        }
        return try? CustodyFile(path: file).read(
            of: seal, digest: digest, timestamp: keyless.timestampDigest)
    }
}

extension RegisteredBundle {
    /// The account that ends, or goes on, where this machine saw it end: the chain beside the bundle, or one in another file; nil
    /// where none is at hand.
    ///
    /// - Parameter chain: beside the bundle.
    fileprivate func account(
        of held: HeldBundle, _ chain: CustodyChain?
    ) -> (chain: CustodyChain, file: String)? {
        guard let head = seen.head else { return nil }
        if let chain, chain.contains(head) { return (chain, held.custody.path) }
        return files.lazy.compactMap { file in
            held.chain(in: file.chain).flatMap { $0.contains(head) ? ($0, file.chain) : nil }
        }.first
    }

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
