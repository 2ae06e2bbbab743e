import Foundation
import Outcomes
import Records
import Statements
import Threads

/// Several custody chains that are read.
package struct ShownChains {
    /// Bundles, each with the chain beside it, chains alone (files that end in `.jsonl`), and folders with either.
    package var paths: [String]
    /// Where it is said what was not looked into.
    package var noting: (Note) -> Void

    package init(_ paths: [String], noting: @escaping (Note) -> Void) {
        self.paths = paths
        self.noting = noting
    }

    /// Reads them, as many at once as there are cores. One that cannot be read is a row that says so.
    ///
    /// - Parameter telling: is given each row as soon as it is known.
    /// - Returns: the worst that was met.
    /// - Throws: ``DeskError`` for what stops all of them.
    package func show(
        trust: Trust, telling: (ChainRowFacts) throws(DeskError) -> Void
    ) throws(DeskError) -> BundleTotals.Worst {
        let files = try GivenBundles.files(paths, includesChains: true, noting: noting)
        var worst = BundleTotals.Worst.holds
        let size = 2 * ProcessInfo.processInfo.activeProcessorCount
        for start in stride(from: 0, to: files.count, by: size) {
            let lot = files[start..<min(start + size, files.count)]
            for row in Array(lot).concurrentMap({ ChainRowFacts(of: $0, trust: trust) }) {
                worst = max(worst, row.worst)
                try telling(row)
            }
        }
        return worst
    }
}

extension ChainRowFacts {
    fileprivate init(of path: String, trust: Trust) {
        self.init(file: path)
        do throws(DeskError) {
            let shown = try ShownCustody(of: path, custody: CustodyPlace(nil), trust: trust)
            let chain = shown.chain
            (result, state, bundle) = (shown.facts.result, chain.holdingState, chain.bundle)
            (isWithBundle, entries) = (!shown.isAlone, chain.links.count)
            (holder, holderFingerprint) = (chain.holder?.name, chain.holder?.fingerprint.hex)
            offeredTo = chain.openOffer?.receiver?.name
            (last, head) = (chain.links.last?.entry.time, chain.head?.hex)
            (flaws, clockDoubts) = (shown.facts.flaws, shown.facts.clockDoubts)
            if case .refused(let refusal) = shown.reliance {
                (doubt, doubtKind) = (refusal.message, refusal.kind)
            }
        } catch {
            (reason, kind, remedy) = (error.message, error.kind, error.remedy)
        }
    }
}
