import Sealing
import Statements

/// The files that the entries of a chain name.
///
/// A seal fixes every byte of a whole bundle but those of its timestamp. So what entries say was received whole is one file, the
/// bundle; others are copies of it that came, or became, damaged, and are named as that. A copy that came whole after a damaged one
/// is received in the same chain, and the entry says which file it is about (docs/spec/custody.md, Chain).
package struct ChainFiles: Sendable, Hashable {
    /// A file, and the first entry that names it, or that names it so.
    package struct Named: Sendable, Hashable {
        package let archive: ArchiveFacts
        /// The entry's number.
        package let entry: UInt64
    }

    /// The file that an entry says was received whole; nil where none does.
    package private(set) var whole: Named?
    /// The files of which entries say that they are damaged, in the order of the entries.
    package private(set) var damaged: [Named] = []
    /// The first entry that names a file which can be neither; nil where none does.
    package private(set) var stray: Named?
    /// The lines of the entries that are about a damaged copy.
    private var linesOfDamaged: Set<Int> = []

    /// - Parameter links: the entries, in the order of their lines. What a program measured in one that was taken back stands.
    init(_ links: [CustodyChain.Link]) {
        // Whether the bundle held when an entry last told of it.
        var holds: Bool?
        var seen: Set<ArchiveFacts> = []
        for link in links {
            holds = link.entry.action.checks?.holds ?? holds
            guard let archive = link.archive else { continue }
            let named = Named(archive: archive, entry: link.entry.sequence)
            if link.entry.action.isReceipt, holds == true {
                if whole == nil { whole = named }
                if whole?.archive != archive { stray = stray ?? named }
            } else if seen.insert(archive).inserted, archive != whole?.archive {
                if holds == false { damaged.append(named) } else { stray = stray ?? named }
            }
        }
        damaged.removeAll { $0.archive == whole?.archive }
        let copies = Set(damaged.map(\.archive))
        var isOfCopy = false
        for link in links {
            isOfCopy = link.archive.map(copies.contains) ?? isOfCopy
            if isOfCopy { linesOfDamaged.insert(link.line) }
        }
    }

    /// Whether the bundle is known by damaged copies alone, so that one that is whole is still to be received.
    package var areDamagedOnly: Bool { whole == nil && stray == nil && !damaged.isEmpty }

    /// Whether an entry is about a damaged copy, while a whole one was received in the same chain.
    package func isOfDamagedCopy(_ link: CustodyChain.Link) -> Bool {
        whole != nil && linesOfDamaged.contains(link.line)
    }

    /// Why a file is not the one that was received, in words; nil where it is, or where no entry names a file.
    package func objection(to archive: ArchiveFacts) -> String? {
        func other(_ named: Named) -> String {
            "entry \(named.entry) is about a file with SHA-256 \(named.archive.sha256.hex), this one has "
                + archive.sha256.hex
        }
        if let stray { return (stray.archive == archive ? whole ?? damaged.first : stray).map(other) }
        if let whole {
            guard whole.archive != archive else { return nil }
            let copy = damaged.first { $0.archive == archive }
            return other(whole)
                + (copy.map { ", the copy that entry \($0.entry) says is damaged" } ?? "")
        }
        guard let named = damaged.first(where: { $0.archive != archive }) else { return nil }
        return other(named) + ", and no entry says that this one was received whole"
    }
}

extension CustodyAction {
    /// In which state the bundle was, where the action tells it.
    package var checks: CheckSummary? {
        switch self {
        case .received(let facts): facts.checks
        case .verified(let checks): checks
        case .opened(let facts): facts.checks
        case .disclosed(let facts): facts.checks
        case .copied, .clockMeasured, .transferred, .disposed, .corrected, .succeeded: nil
        }
    }
}

extension CustodyChain {
    /// The files that its entries name.
    package var files: ChainFiles { ChainFiles(links) }

    /// The state of the bundle by the last entry that tells it, and when that was; nil where none does.
    package var stateTold: (checks: CheckSummary, at: WallTime)? {
        links.lazy.reversed().compactMap { link in
            link.entry.action.checks.map { (checks: $0, at: link.entry.time) }
        }.first
    }
}
