import Bundle
import Files
import Foundation
import Outcomes
import Records
import Register
import Sealing
import Statements
import Threads

/// The bundles in a custodian's house: what their chains and the register say of them.
///
/// The bundles themselves are not read, so that a thousand are listed at once: that a file is what its chain says is for
/// whoever checks it.
package struct CustodyListing {
    /// Files and folders; none for all that the register knows.
    package var paths: [String]
    package var register: CustodiansRegister
    /// Only those that mention this text.
    package var search: String?
    /// Only those that are due on that day or before, and not disposed of.
    package var due: DueDay?
    /// Where it is said what is to be said of files that are no rows.
    package var noting: (Note) -> Void

    package init(
        of paths: [String], register: CustodiansRegister, search: String? = nil, due: DueDay? = nil,
        noting: @escaping (Note) -> Void
    ) {
        self.paths = paths
        self.register = register
        self.search = search
        self.due = due
        self.noting = noting
    }

    /// Lists them.
    ///
    /// - Parameters:
    ///   - identity: a recipient's, which knows the terms; then the bundles are read. Nil leaves the terms unknown.
    ///   - trust: by whose cards people get their names.
    /// - Throws: ``DeskError``.
    package func list(with identity: IdentityAtHand?, trust: Trust) throws(DeskError) -> [HoldingFacts] {
        let places = try places()
        let known = try telling { try register.existing()?.bundles() } ?? []
        guard !paths.isEmpty || register.path != nil else {
            throw DeskError(
                .usage, "no folder is named, and no register is kept", remedy: .keepRegisterElsewhere)
        }
        let identity = try identity?.open()
        var listed = Listed(places.isEmpty && paths.isEmpty ? Self.places(of: known) : places, known, trust)
        listed.compareChains()
        var rows = listed.rows
        if let identity {
            rows = rows.concurrentMap { row in
                var row = row
                row.readTerms(with: identity)
                return row.facts.due == nil ? row.withDue() : row
            }
        }
        return rows.map { $0.facts.tellingWhatPassed() }.filter { row in
            if let search, !row.mentions(search) { return false }
            guard let due else { return true }
            guard !row.isGone, let day = row.due.flatMap({ try? DueDay($0) }) else { return false }
            return day <= due
        }
    }

    /// A file that is listed, and its chain's.
    struct Place: Sendable {
        var file: String
        var chain: String
        /// The id by the file's first block; nil where it has none, or is not there.
        var id: String?
        /// Whether it is a bundle that was packed anew.
        var isPackedAnew = false
    }

    private func places() throws(DeskError) -> [Place] {
        guard !paths.isEmpty else { return [] }
        let search = try BundleSearch(paths)
        for reason in search.unread { noting(.custody(.passedOver(reason: reason))) }
        return search.found.map {
            Place(
                file: $0.path, chain: CustodyFile(besideBundle: $0.path).path, id: $0.id,
                isPackedAnew: $0.isPackedAnew)
        }
            + search.chainsAlone.map {
                Place(file: String($0.dropLast(CustodyFile.suffix.count)), chain: $0, id: nil)
            }
    }

    private static func places(of known: [RegisteredBundle]) -> [Place] {
        known.flatMap { bundle in
            bundle.files.map { file in
                let head = try? BundleHead.of(file.path)
                let id: String? = if case .bundle(let id?) = head { id } else { nil }
                return Place(file: file.path, chain: file.chain, id: id)
            }
        }
    }
}

extension HoldingFacts {
    /// Whether it was disposed of, and its file does not lie there still.
    fileprivate var isGone: Bool {
        state == .disposed
            && !findings.contains { if case .disposedBefore = $0 { true } else { false } }
    }

    /// The same, with what there is to say where the day it was due is past and it was not disposed of.
    fileprivate func tellingWhatPassed() -> HoldingFacts {
        guard !isGone, let due, let day = try? DueDay(due), day.isPast else { return self }
        var facts = self
        facts.findings.append(.duePassed(day: due))
        return facts
    }
}

/// The rows of a listing, before they are filtered.
private struct Listed {
    var rows: [ListedBundle]

    init(_ places: [CustodyListing.Place], _ known: [RegisteredBundle], _ trust: Trust) {
        var bySeal: [SHA256Digest: RegisteredBundle] = [:]
        var byPath: [String: RegisteredBundle] = [:]
        let others = OtherSeals(known)
        for bundle in known {
            if bundle.seen.key.isSeal { bySeal[bundle.seen.key.digest] = bundle }
            for file in bundle.files { byPath[file.path] = bundle }
        }
        rows = places.map { place in
            let chain = CustodyFile(path: place.chain)
            let read =
                chain.exists ? Result { try chain.content() }.map(CustodyChain.init(withoutSeal:)) : nil
            let found = try? read?.get()
            var registered =
                found.flatMap { bySeal[$0.seal] } ?? byPath[RegisteredPath.of(place.file)]
            // A file that nobody took in, and that says it is a bundle which is known: its seal tells whether it is.
            let seal =
                chain.exists || registered != nil || !others.know(id: place.id)
                ? nil : SealInFile.digest(place.file)
            registered = registered ?? seal.flatMap { bySeal[$0] }
            var row = ListedBundle(place, found, registered, seal: seal, trust)
            row.facts.findings += others.findings(of: row.key, id: row.facts.bundle, registered?.seen.record)
            if let read, found == nil { row.note(unreadable: read) }
            return row
        }
    }

    /// Says of every two files of one bundle that they are, and whether their chains tell the same.
    mutating func compareChains() {
        let groups = Dictionary(grouping: rows.indices.filter { rows[$0].key != nil }) { rows[$0].key }
        for group in groups.values where group.count > 1 {
            for index in group {
                for other in group where other != index { rows[index].compare(with: rows[other]) }
            }
        }
        for index in rows.indices { rows[index].conclude() }
    }
}

/// The bundles of a register by what another seal may have in common with theirs.
private struct OtherSeals {
    private let byID: [String?: [RegisteredBundle]]
    private let byRecord: [SHA256Digest?: [RegisteredBundle]]

    init(_ known: [RegisteredBundle]) {
        let sealed = known.filter(\.seen.key.isSeal)
        byID = Dictionary(grouping: sealed, by: \.seen.id)
        byRecord = Dictionary(grouping: sealed, by: \.seen.record)
    }

    /// Whether a bundle of that id is known.
    func know(id: String?) -> Bool { id != nil && byID[id] != nil }

    /// What is found of a bundle under a seal: another seal with its id, or over its record.
    func findings(of seal: SHA256Digest?, id: String?, _ record: SHA256Digest?) -> [BundleFinding] {
        guard let seal else { return [] }
        func other(_ bundles: [RegisteredBundle]?) -> RegisteredBundle? {
            bundles?.first { $0.seen.key.digest != seal }
        }
        var findings: [BundleFinding] = []
        if id != nil, let other = other(byID[id]) {
            findings.append(.idOfAnother(file: other.files.first?.path))
        }
        if record != nil, let other = other(byRecord[record]) {
            findings.append(.sealedTwice(file: other.files.first?.path))
        }
        return findings
    }
}

/// A bundle that is listed.
private struct ListedBundle: Sendable {
    var facts: HoldingFacts
    let chain: CustodyChain?
    let key: SHA256Digest?
    /// The entry that this machine saw last, and this chain lacks; nil where it lacks none.
    private var missing: SHA256Digest?
    /// Where else the bundle had a chain, by the register.
    private var otherChains: [String] = []

    /// Whether the bundle's file lies there, by its first block.
    private let liesThere: Bool

    /// - Parameter seal: as it was read in the file; nil where it was not.
    init(
        _ place: CustodyListing.Place, _ chain: CustodyChain?, _ known: RegisteredBundle?,
        seal: SHA256Digest?, _ trust: Trust
    ) {
        self.chain = chain
        key = chain?.seal ?? (known?.seen.key.isSeal == true ? known?.seen.key.digest : nil) ?? seal
        liesThere =
            place.isPackedAnew || (place.id != nil && place.id == chain?.bundle ?? known?.seen.id)
        facts = HoldingFacts(file: place.file, state: .notReceived)
        facts.size = (try? OutsideFile.status(of: place.file)).map { UInt64(max(0, $0.st_size)) }
        facts.bundle = chain?.bundle ?? place.id ?? known?.seen.id
        facts.seal = key?.hex
        if place.isPackedAnew { facts.findings.append(.packedAnew) }
        if facts.size == nil { facts.findings.append(chain == nil ? .fileGone : .chainWithoutBundle) }
        if let chain {
            facts.custody = place.chain
            tell(chain, trust)
            if let id = place.id, id != chain.bundle {
                facts.findings.append(.chainOfAnother(bundle: chain.bundle))
            }
        }
        if let known { tell(known, chain, place, trust) }
    }

    private mutating func tell(_ chain: CustodyChain, _ trust: Trust) {
        let first = chain.standing.first(where: \.entry.action.isReceipt)
        facts.received = first?.entry.time
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
        facts.state =
            !chain.holds
            ? .unclear
            : chain.isDisposed
                ? .disposed
                : chain.holder == nil ? .notReceived : chain.openOffer != nil ? .offered : .held
        let wrong = chain.flaws.map(\.description)
        if let first = wrong.first { facts.findings.append(.chainDoesNotHold(reason: first)) }
    }

    private mutating func tell(
        _ known: RegisteredBundle, _ chain: CustodyChain?, _ place: CustodyListing.Place, _ trust: Trust
    ) {
        facts.signer = known.seen.signer?.hex
        facts.signerName = known.seen.signer.flatMap(trust.name(of:))
        facts.caseNumber = known.label.caseNumber.isEmpty ? nil : known.label.caseNumber
        facts.shelf = known.label.shelf.isEmpty ? nil : known.label.shelf
        facts.due = known.label.due.isEmpty ? nil : known.label.due
        otherChains = known.files.map(\.chain).filter { $0 != RegisteredPath.of(place.chain) }
        if let chain, let head = known.seen.head, !chain.contains(head) { missing = head }
        var differing = chain.map(known.seen.columns(unlike:)) ?? []
        if let id = known.seen.id, let bundle = facts.bundle, id != bundle { differing.append("id") }
        if !differing.isEmpty { facts.findings.append(.registerDiffers(columns: differing)) }
        guard chain == nil else { return }
        if !known.seen.key.isSeal, facts.size != nil { facts.condition = "failed" }
        let account =
            known.seen.disposed == nil ? nil : known.seen.head.flatMap(known.account(thatContains:))
        let disposal = account.map { $0.chain.disposal?.entry.time } ?? known.seen.disposed
        if let disposal {
            facts.disposed = disposal
            facts.state = .disposed
            guard liesThere else { return }
            facts.state = .copy
            facts.findings.append(.disposedBefore(disposal))
            if let account { facts.findings.append(.chainElsewhere(file: account.file)) }
        } else if known.seen.head != nil,
            let file = otherChains.first(where: RegisteredPath.isThere)
        {
            facts.state = .copy
            facts.findings.append(.chainElsewhere(file: file))
        } else if known.seen.head != nil || known.seen.receipted != nil {
            facts.state = .received
            facts.received = known.seen.receipted ?? known.noted
        }
    }

    mutating func note(unreadable read: Result<CustodyChain?, any Error>) {
        facts.state = .unclear
        let reason =
            if case .failure(let error) = read { DeskError(error).message } else {
                "no line in it is a custody entry"
            }
        facts.findings.append(.chainDoesNotHold(reason: reason))
    }

    mutating func compare(with other: ListedBundle) {
        if facts.size != nil, other.facts.size != nil {
            facts.findings.append(
                facts.size == other.facts.size
                    ? .sameSeal(file: other.facts.file) : .otherBytes(file: other.facts.file))
        }
        guard let chain, let others = other.chain, let file = other.facts.custody, file != facts.custody
        else { return }
        switch chain.relation(to: others) {
        case .forked: facts.findings.append(.forkedChain(file: file))
        case .behind:
            facts.findings.append(.longerChain(file: file))
            note(disposalIn: others)
            // What this one lacks stands in the other: it is an older copy, and nothing was taken away.
            if let entry = missing, others.contains(entry) { missing = nil }
        case .same, .ahead: break
        }
    }

    /// Says what is wrong with the chain when all others were held against it.
    mutating func conclude() {
        guard let missing, let chain else { return }
        for file in otherChains where RegisteredPath.isThere(file) {
            guard let content = try? CustodyFile(path: file).content(),
                let other = CustodyChain(withoutSeal: content), other.contains(missing),
                chain.relation(to: other) == .behind
            else { continue }
            facts.findings.append(.longerChain(file: file))
            note(disposalIn: other)
            return
        }
        facts.findings.append(.chainLacksEntry(digest: missing.hex))
        facts.state = .unclear
    }

    /// Says that the account which goes on elsewhere ends with the bundle's disposal, while its file lies here.
    private mutating func note(disposalIn other: CustodyChain) {
        guard liesThere, let disposed = other.disposal?.entry.time else { return }
        facts.findings.append(.disposedBefore(disposed))
    }

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
