import CustodyDesk
import Outcomes
import Records
import Statements
import Catalog
import Foundation
import Sealing

/// A journal that was read.
package struct ShownJournal {
    package let facts: JournalFacts
    package let history: JournalHistory
    /// When it was read.
    package let moment: WallTime

    /// Whether nothing in it was found to be altered or taken out.
    package var holds: Bool { history.spoiled.isEmpty }
}

extension OwnersJournal {
    /// Who got what, when, and under which conditions.
    ///
    /// - Parameters:
    ///   - request: only this request: its id, the number of its case, or the first digits of its SHA-256; nil shows all.
    ///   - identity: an identity file that what lies beside must agree with the journal; it is not opened. Nil takes what the
    ///     journal itself remembers.
    /// - Throws: ``DeskError`` where there is no journal, no such request, or more than one that could be meant.
    package func show(
        only request: String? = nil, heldAgainst identity: String? = nil, trust: Trust,
        at moment: WallTime = .now()
    ) throws(DeskError) -> ShownJournal {
        let path = try existingPlace()
        guard Journal.exists(at: path) else {
            throw DeskError(.missing, "\(path): there is no journal", remedy: .beginJournal)
        }
        let journal = try telling { try Journal(path: path) }
        say(journal, [])
        var history = try telling {
            try journal.history(
                heldAgainst: identity.map { .beside(URL(fileURLWithPath: $0).path) },
                place: HeadPlace.beside)
        }
        if let request { history = try Self.only(request, of: history, in: path) }
        return ShownJournal(
            facts: JournalFacts(history, path: path, trust: trust, at: moment), history: history,
            moment: moment)
    }

    /// The requests a person means: what could be two things is asked about.
    private static func only(
        _ name: String, of history: JournalHistory, in path: String
    ) throws(DeskError) -> JournalHistory {
        switch history.meant(by: name) {
        case .nothing: throw DeskError(.missing, "\(name): no such request is in \(path)")
        case .these(let digests): return history.only { digests.contains($0.digest) }
        case .oneOf(let meant):
            let listed = history.requests.filter { meant.contains($0.digest) }.prefix(8).map(\.nameInWords)
            throw DeskError(
                .usage,
                "“\(name)” could be \(meant.count) requests in \(path): " + listed.joined(separator: "; ")
                    + (meant.count > listed.count ? "; and \(meant.count - listed.count) more" : ""),
                remedy: .nameRequestByDigest)
        }
    }
}
