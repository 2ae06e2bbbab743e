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
/// Of a file its headers and its seal are read, so that the chain beside it is read as `custody show` reads it: on that seal. What is
/// encrypted is not, so that a thousand are listed at once: that a file is what its seal says is for whoever checks it.
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
    ///   - now: the time by this machine's clock, which tells times that cannot be.
    /// - Throws: ``DeskError``.
    package func list(
        with identity: IdentityAtHand?, trust: Trust, at now: WallTime = .now()
    ) throws(DeskError) -> [HoldingFacts] {
        let places = try places()
        let known = try telling { try register.existing()?.bundles() } ?? []
        guard !paths.isEmpty || register.path != nil else {
            throw DeskError(
                .usage, "no folder is named, and no register is kept", remedy: .keepRegisterElsewhere)
        }
        let identity = try identity?.open()
        var listed = Listed(
            places.isEmpty && paths.isEmpty ? Self.places(of: known) : places, known, trust, at: now)
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
            guard !row.isGone, !row.countsElsewhere, let day = row.due.flatMap({ try? DueDay($0) }) else {
                return false
            }
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
        /// Of which bundle it was when this machine saw it, where it is listed for that; nil where it is listed as it lies there.
        var wasOf: BundleKey?
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
                return Place(file: file.path, chain: file.chain, id: id, wasOf: bundle.seen.key)
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
        guard !isGone, !countsElsewhere, let due, let day = try? DueDay(due), day.isPast else { return self }
        var facts = self
        facts.findings.append(.duePassed(day: due))
        return facts
    }
}
