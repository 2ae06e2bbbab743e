import Bundle
import Outcomes
import Records
import Sealing

extension ListedBundle {
    /// Holds this file and its chain against another of the same bundle in the list.
    mutating func compare(with other: ListedBundle) {
        if facts.size != nil, other.facts.size != nil { facts.findings.append(finding(of: other)) }
        guard let others = other.chain, let file = other.facts.custody, file != facts.custody else { return }
        compare(with: others, in: file)
    }

    /// What is said of another file with the same seal, by the headers of both and by what is known of either.
    private func finding(of other: ListedBundle) -> BundleFinding {
        let (file, timestamps) = (other.facts.file, (seal?.timestamp, other.seal?.timestamp))
        let timestampsDiffer = seal != nil && other.seal != nil && timestamps.0 != timestamps.1
        guard facts.size != other.facts.size || isDamaged || other.isDamaged || timestampsDiffer else {
            return .sameSeal(file: file)
        }
        return .otherBytes(
            in: file, isDamaged: (isDamaged, other.isDamaged), timestampsDiffer: timestampsDiffer)
    }

    private mutating func compare(with other: CustodyChain, in file: String) {
        guard let chain else { return }
        switch chain.relation(to: other) {
        case .forked where other.takesBackDeparture(from: chain):
            facts.findings.append(.forkTakenBack(file: file))
            if let entry = missing, other.contains(entry) { missing = nil }
        case .forked where chain.takesBackDeparture(from: other): goesOn(in: other, file)
        case .forked: facts.findings.append(.forkedChain(file: file))
        case .behind: goesOn(in: other, file)
        case .same, .ahead: break
        }
    }

    /// Says that the account goes on in another chain. What this one lacks stands there: it is an older part, and nothing was taken
    /// away.
    private mutating func goesOn(in other: CustodyChain, _ file: String) {
        facts.findings.append(.longerChain(file: file))
        if facts.size == nil, facts.state != .unclear { facts.state = .gone }
        if liesThere, let disposed = other.disposal?.entry.time {
            facts.findings.append(.disposedBefore(disposed))
        }
        if let entry = missing, other.contains(entry) { missing = nil }
    }

    /// Says what is wrong with the chain when all others were held against it.
    ///
    /// - Parameter listed: the chains that are in the list, and were.
    mutating func conclude(besides listed: Set<String>) {
        guard let chain else { return }
        for file in otherChains where !listed.contains(file) {
            guard let content = try? CustodyFile(path: file).content(),
                let other = CustodyChain(withoutSeal: content), other.seal == chain.seal
            else { continue }
            compare(with: other, in: file)
        }
        guard let missing else { return }
        facts.findings.append(.chainLacksEntry(digest: missing.hex))
        facts.state = .unclear
    }
}
