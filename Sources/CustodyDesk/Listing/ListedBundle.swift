import Bundle
import Outcomes
import Records
import Register
import Sealing
import Statements

/// A bundle that is listed.
struct ListedBundle: Sendable {
    var facts: HoldingFacts
    let chain: CustodyChain?
    let key: SHA256Digest?
    /// Where its chain lies, or would lie, as a register names it.
    let chainFile: String
    /// The entry that this machine saw last, and this chain lacks; nil where it lacks none.
    var missing: SHA256Digest?
    /// Where else the bundle had a chain, by the register.
    private(set) var otherChains: [String] = []
    /// The seal in the file, and the file's size and digest as this machine saw it last at this place; nil where it is another by now.
    let seal: SealInFile?
    let seen: ArchiveFacts?
    /// Whether the bundle's file lies there, by its seal or its first block.
    let liesThere: Bool

    /// - Parameters:
    ///   - known: what the register has of this bundle; nil where it has nothing.
    ///   - others: all that the register knows.
    ///   - now: the time by this machine's clock.
    init(
        _ read: PlaceRead, _ known: RegisteredBundle?, _ others: KnownBundles, _ trust: Trust,
        at now: WallTime
    ) {
        let place = read.place
        chain = read.chain
        chainFile = RegisteredPath.of(place.chain)
        key =
            read.seal?.digest ?? chain?.seal
            ?? (known?.seen.key.isSeal == true ? known?.seen.key.digest : nil)
        liesThere = read.liesThere(as: known)
        seal = read.seal
        let path = RegisteredPath.of(place.file)
        seen = known?.files.first { $0.path == path && $0.archive.size == read.size }?.archive
        facts = HoldingFacts(file: place.file, state: .notReceived)
        facts.size = read.size
        facts.bundle =
            read.seal?.seal.bundle ?? (read.isAnother ? nil : place.id) ?? chain?.bundle ?? known?.seen.id
        facts.seal = key?.hex
        if place.isPackedAnew { facts.findings.append(.packedAnew) }
        if read.isAnother {
            facts.findings.append(.anotherInItsPlace)
        } else if read.size == nil {
            facts.findings.append(chain == nil ? .fileGone : .chainWithoutBundle)
        }
        if let seal = read.seal { tell(seal, trust, at: now) }
        if let chain {
            facts.custody = place.chain
            tell(chain, trust, at: now)
        }
        if let known { tell(known, read, trust) }
        if let bundle = read.anothersChain {
            facts.custody = place.chain
            (facts.state, facts.received) = (.unclear, nil)
            facts.findings.append(.chainOfAnother(bundle: bundle))
        }
        if read.seal == nil, read.size != nil, !place.isPackedAnew,
            chain != nil || read.anothersChain != nil
        {
            facts.findings.append(.sealNotRead)
        }
        tellDamage(in: read, others)
        facts.findings += others.findings(
            of: key, id: facts.bundle, record: read.seal?.record ?? known?.seen.record)
        if let reason = read.unreadable {
            facts.state = .unclear
            facts.findings.append(.chainDoesNotHold(reason: reason))
        }
    }

    /// What the seal in the file says of who sealed it.
    private mutating func tell(_ found: SealInFile, _ trust: Trust, at now: WallTime) {
        facts.signer = found.seal.signer.hex
        guard let standing = found.standing(in: trust, at: now) else {
            facts.findings.append(
                .sealerDoubted(reason: "the seal names their card, and another key signed it"))
            return
        }
        facts.signerName = standing.name
        facts.signerStanding = Outcomes.SealerFacts.Standing(standing)
        if standing.isWithdrawn, let reason = standing.reason {
            facts.findings.append(.sealerDoubted(reason: reason))
        }
    }

    private mutating func tell(_ chain: CustodyChain, _ trust: Trust, at now: WallTime) {
        let first = chain.standing.first(where: \.entry.action.isReceipt)
        facts.received = first?.entry.time
        facts.receivedDoubt = first?.entry.time.doubt(at: now)
        if case .received(let received)? = first?.entry.action, let from = received.from {
            facts.from = from.hex
            facts.fromName = trust.signer(from)?.name
        }
        facts.holder = chain.holder?.name
        facts.holderFingerprint = chain.holder?.fingerprint.hex
        facts.offeredTo = chain.openOffer?.receiver?.name
        let told = chain.stateTold
        facts.condition = told.map { $0.checks.holds ? "ok" : "failed" }
        facts.conditionFailed = told.flatMap { $0.checks.holds ? nil : $0.checks.failed }
        facts.conditionSeen = told?.at
        facts.disposed = chain.disposal?.entry.time
        if liesThere, let disposed = facts.disposed { facts.findings.append(.disposedBefore(disposed)) }
        facts.state = chain.holdingState
        let wrong = chain.flaws.map(\.description)
        if let first = wrong.first { facts.findings.append(.chainDoesNotHold(reason: first)) }
        tellPeople(of: chain, trust, at: now)
    }

    /// What the names and times in the chain are worth, as `custody show` says it.
    private mutating func tellPeople(of chain: CustodyChain, _ trust: Trust, at now: WallTime) {
        facts.holderStanding = chain.people.first { $0.card.fingerprint == chain.holder?.fingerprint }
            .flatMap { Outcomes.SealerFacts.Standing(trust.standing(of: $0)) }
        facts.findings += BundleFinding.people(in: chain, notReliedOnBy: trust)
        facts.findings += chain.clockDoubts(at: now).map { BundleFinding.timeDoubted(reason: $0) }
    }

    private mutating func tell(_ known: RegisteredBundle, _ read: PlaceRead, _ trust: Trust) {
        if read.seal == nil {
            facts.signer = known.seen.signer?.hex
            facts.signerName = known.seen.signer.flatMap(trust.name(of:))
        }
        facts.caseNumber = known.label.caseNumber.isEmpty ? nil : known.label.caseNumber
        facts.shelf = known.label.shelf.isEmpty ? nil : known.label.shelf
        facts.due = known.label.due.isEmpty ? nil : known.label.due
        otherChains = known.files.map(\.chain).filter { $0 != chainFile }
        if read.anothersChain == nil, let chain, let head = known.seen.head, !chain.contains(head) {
            missing = head
        }
        var differing = chain.map(known.seen.columns(unlike:)) ?? []
        if let seal = read.seal, known.seen.key.isSeal {
            differing += known.seen.columns(unlike: BundleSeen(seal))
        } else if let id = known.seen.id, let bundle = facts.bundle, id != bundle {
            differing.append("id")
        }
        if !differing.isEmpty { facts.findings.append(.registerDiffers(columns: differing)) }
        if read.size == nil,
            let file = known.sameFile(
                elsewhereThan: RegisteredPath.of(read.place.file), archive: chain?.archive)
        {
            facts.findings.append(.liesElsewhere(file: file))
        }
        if chain == nil { tellWithoutChain(known) }
    }

    /// Where the bundle stands, by the register, as no chain of its own lies here.
    private mutating func tellWithoutChain(_ known: RegisteredBundle) {
        if !known.seen.key.isSeal, facts.size != nil { facts.condition = "failed" }
        let account =
            known.seen.disposed == nil ? nil : known.seen.head.flatMap(known.account(thatContains:))
        let disposal = account.map { $0.chain.disposal?.entry.time } ?? known.seen.disposed
        let wasReceived = known.seen.head != nil || known.seen.receipted != nil
        if let disposal {
            facts.disposed = disposal
            facts.state = .disposed
            guard liesThere else { return }
            facts.state = .copy
            facts.findings.append(.disposedBefore(disposal))
            if let account { facts.findings.append(.chainElsewhere(file: account.file)) }
        } else if facts.liesElsewhere {
            facts.state = .moved
        } else if facts.size == nil {
            facts.state = .gone
            facts.received = wasReceived ? known.seen.receipted ?? known.noted : nil
        } else if known.seen.head != nil,
            let file = otherChains.first(where: RegisteredPath.isThere)
        {
            facts.state = .copy
            facts.findings.append(.chainElsewhere(file: file))
        } else if wasReceived {
            facts.state = .received
            facts.received = known.seen.receipted ?? known.noted
        }
    }
}

extension ListedBundle {
    /// Reads what the owner was promised, by the record inside.
    mutating func readTerms(with identity: Identity) {
        guard facts.size != nil else { return }
        do {
            let archive = try BundleArchive.read(facts.file)
            let record = try OpenedRecord(archive, identity: identity).record
            let request = try Request(verifying: record.request)
            let consent = try Consent(verifying: record.consent)
            facts.terms = .init(
                retention: request.terms.retention, conditions: consent.conditions,
                due: try DueDay(promisedIn: record)?.text)
        } catch {
            facts.termsReason = DeskError(error).message
        }
    }

    func withDue() -> ListedBundle {
        var row = self
        row.facts.due = row.facts.terms?.due
        return row
    }
}
