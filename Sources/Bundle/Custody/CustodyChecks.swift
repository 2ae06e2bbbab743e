import Records
import Statements
import Sealing

/// Whether the account of who held a bundle is whole.
package struct CustodyChecks: Sendable {
    /// The checks there are of a chain, in order. Where there is none, the first is the only one.
    package static let ids: [CheckID] = [
        .custodyChainPresent, .custodyEntriesAsSigned, .custodyEntriesOfBundle, .custodyLinksWhole,
        .custodyEntriesByHolder, .custodyTransfersSigned, .custodyCorrectionsAllowed, .custodyPeopleKnown,
        .custodyTimesOrdered,
        .custodyFileAsReceived, .custodyTimestampAsReceived, .custodyEndPresent,
    ]

    /// The checks; where there is a chain, always the same in the same order.
    package let checks: [Check]
    /// What they amount to, to be read out behind the sentences on the bundle; empty where there is no chain.
    package let conclusions: [Conclusion]

    /// There is no chain.
    init(missing verdict: Verdict) {
        checks = [Check(.custodyChainPresent, verdict)]
        conclusions = []
    }

    /// A chain is there and cannot be checked, and why.
    init(notMade reason: String) {
        checks = Self.ids.map { Check($0, .notChecked(reason: reason)) }
        conclusions = []
    }

    /// Checks a chain.
    ///
    /// - Parameters:
    ///   - chain: as it was read beside the bundle.
    ///   - archive: the file at hand.
    ///   - head: the digest of an entry that is known to have been in the chain.
    ///   - trust: whose signatures are from somebody known.
    ///   - now: the time by this machine's clock.
    package init(
        _ chain: CustodyChain, archive: ArchiveFacts?, head: SHA256Digest?, trust: Trust,
        now: WallTime = .now()
    ) {
        var checks: [Check] = []
        func add(_ id: CheckID, _ verdict: Verdict) { checks.append(Check(id, verdict)) }
        func flaws(_ concern: CustodyFlaw.Concern) -> Verdict {
            let found = chain.flaws.filter { $0.concern == concern }.map(\.description)
            return found.isEmpty ? .ok : .failed(reason: Self.inWords(found))
        }
        // Nobody writes a chain without entries: a file without any was emptied.
        let isEmpty = chain.links.isEmpty && chain.flaws.isEmpty
        add(.custodyChainPresent, isEmpty ? .failed(reason: "the file is there and holds no entry") : .ok)
        add(.custodyEntriesAsSigned, flaws(.entries))
        add(.custodyEntriesOfBundle, flaws(.bundle))
        add(.custodyLinksWhole, flaws(.links))
        add(.custodyEntriesByHolder, flaws(.holders))
        add(.custodyTransfersSigned, flaws(.transfers).or(Self.offers(in: chain)))
        add(.custodyCorrectionsAllowed, flaws(.corrections))
        add(.custodyPeopleKnown, Self.people(in: chain, trust))
        add(.custodyTimesOrdered, Self.times(in: chain, now))
        add(.custodyFileAsReceived, Self.archive(in: chain, archive))
        add(.custodyTimestampAsReceived, Self.timestamp(in: chain))
        add(.custodyEndPresent, Self.end(of: chain, head))
        self.checks = checks
        conclusions = ChainConclusions(checks, of: chain).conclusions
    }

    /// Clocks go wrong without anybody's doing: one that ran backwards, or ahead, changes no order. It is said, and nothing is
    /// called wrong for it.
    private static func times(in chain: CustodyChain, _ now: WallTime) -> Verdict {
        let doubts = chain.clockDoubts(at: now)
        return doubts.isEmpty
            ? .ok : .notChecked(reason: inWords(doubts) + "; the links show the order, not the times")
    }

    /// How many findings of one kind are told of one by one: a chain of ten thousand entries may have as many.
    private static let findingsTold = 8

    /// Findings on one line.
    static func inWords(_ findings: [String]) -> String {
        let told = findings.prefix(findingsTold).joined(separator: "; ")
        return findings.count > findingsTold
            ? told + "; and \(findings.count - findingsTold) more" : told
    }

    private static func offers(in chain: CustodyChain) -> Verdict {
        let open = chain.standing.filter { $0.acceptance == .offered && chain.takenOver($0) == nil }.map {
            link in
            "entry \(link.entry.sequence) \(link == chain.openOffer ? "offers" : "offered") the bundle to "
                + "\(link.receiver?.quotedName ?? "nobody"), who \(link == chain.openOffer ? "has not accepted" : "did not accept") it"
        }
        return open.isEmpty ? .ok : .notChecked(reason: inWords(open))
    }

    /// What is known of everybody in a chain that is gone on from and not checked as a whole: that it is there, and the check of
    /// its people. Empty for a chain that has no entry or does not hold: then nobody in it is known to have signed.
    package static func ofPeople(in chain: CustodyChain, trust: Trust) -> [Check] {
        guard chain.flaws.isEmpty, !chain.links.isEmpty else { return [] }
        return [Check(.custodyChainPresent, .ok), Check(.custodyPeopleKnown, people(in: chain, trust))]
    }

    /// What the signatures of everybody in the chain are worth, each card once.
    private static func people(in chain: CustodyChain, _ trust: Trust) -> Verdict {
        let verdicts = chain.people.map { person in
            trust.standing(of: person).verdict(of: person.card)
        }
        let failed = verdicts.filter { if case .failed = $0 { true } else { false } }.compactMap(\.reason)
        if !failed.isEmpty { return .failed(reason: inWords(failed)) }
        let reasons = verdicts.compactMap(\.reason)
        let needs = Set(verdicts.compactMap(\.needs))
        return reasons.isEmpty
            ? .ok : .notChecked(reason: inWords(reasons), needs: needs.count == 1 ? needs.first : nil)
    }

    private static func archive(in chain: CustodyChain, _ archive: ArchiveFacts?) -> Verdict {
        guard let archive else { return .notChecked(reason: "the file could not be read to its end") }
        if let objection = chain.files.objection(to: archive) { return .failed(reason: objection) }
        return chain.links.isEmpty ? .notChecked(reason: "no entry says what was received") : .ok
    }

    /// Whether every entry names the timestamp that the bundle at hand has: no signature of the owner's covers it, so
    /// whoever carried the bundle could put a later one in its place.
    private static func timestamp(in chain: CustodyChain) -> Verdict {
        func inWords(_ digest: SHA256Digest?) -> String {
            digest.map { "the one with SHA-256 \($0.hex)" } ?? "none"
        }
        func naming(_ link: CustodyChain.Link) -> String {
            "entry \(link.entry.sequence) names as the bundle's timestamp \(inWords(link.entry.timestamp)), this "
                + "one has \(inWords(chain.timestamp))"
        }
        let others = chain.links.filter { $0.entry.timestamp != chain.timestamp }
        let files = chain.files
        if let link = others.first(where: { !files.isOfDamagedCopy($0) }) {
            return .failed(reason: naming(link) + ": it was replaced, taken out or put in on the way")
        }
        if let link = others.first {
            return .notChecked(
                reason: naming(link)
                    + ": that entry is about a copy that was damaged, and with which of the two "
                    + "the bundle was sealed no entry shows")
        }
        return chain.links.isEmpty ? .notChecked(reason: "no entry says which timestamp was received") : .ok
    }

    private static func end(of chain: CustodyChain, _ head: SHA256Digest?) -> Verdict {
        guard let head else {
            return .notChecked(
                reason: "entries removed from the end leave no trace in the chain itself; "
                    + "a digest written down, a receipt or a ledger shows them",
                needs: .custodyHead)
        }
        return chain.contains(head)
            ? .ok
            : .failed(
                reason:
                    "the entry \(head.hex) is not in the chain as it was: it was removed, with what followed it, or a "
                    + "signature was taken off it")
    }
}

extension Verdict {
    /// This verdict, or another where this one holds.
    fileprivate func or(_ other: Verdict) -> Verdict { self == .ok ? other : self }
}

extension Verification {
    /// The same verification with the custody chain checked as well.
    ///
    /// - Parameters:
    ///   - file: the chain's file; one that is not there is named as not checked.
    ///   - head: the digest of an entry that is known to have been in the chain.
    ///   - trust: whose signatures are from somebody known.
    /// - Throws: ``FileError``.
    package func checking(
        _ file: CustodyFile, head: SHA256Digest? = nil, trust: Trust
    ) throws -> Verification {
        let checks: CustodyChecks
        var chain: CustodyChain?
        if !file.exists {
            checks = CustodyChecks(
                missing: head == nil
                    ? .notChecked(reason: "no \(file.path) is there: nobody wrote down who held the bundle")
                    : .failed(reason: "no \(file.path) is there, though an entry of it is known"))
        } else if let seal = keyless.seal, let digest = keyless.sealDigest {
            let read = try file.read(of: seal, digest: digest, timestamp: keyless.timestampDigest)
            chain = read
            checks = CustodyChecks(
                read, archive: keyless.archive?.facts, head: head,
                trust: trust)
        } else {
            checks = CustodyChecks(notMade: "the seal, on which a custody chain hangs, cannot be used")
        }
        return Verification(
            self,
            report: report.adding(
                (disclosure.map { [Check(.disclosureInCustody, $0.verdict(on: chain))] } ?? [])
                    + checks.checks,
                conclusions: checks.conclusions))
    }
}
