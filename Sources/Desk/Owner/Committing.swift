import Catalog
import CustodyDesk
import Outcomes
import Recordings
import Statements
import Transfer

/// Where commitments lie that were made before anybody asked.
package enum CommitmentPlace: Equatable, Sendable {
    /// The usual place.
    case usual
    /// A folder that was named.
    case folder(String)
    /// Nowhere: none are regarded.
    case none
}

/// What came of committing to recordings.
package enum Committing: Sendable {
    case done(CommitFacts)
    /// Somebody else is at it now, which does the same; why nothing was done.
    case leftToAnother(reason: String)
}

extension OwnersFootage {
    /// Commits to every recording that is new, before anybody asks for it, and has an authority say when where one is
    /// named.
    ///
    /// - Parameters:
    ///   - place: where the commitments are kept.
    ///   - authority: the address of a time-stamping authority; nil asks none.
    ///   - quietNanoseconds: files changed more recently are left for the next run; nil for the usual.
    ///   - progress: is told now and then how many were committed to, and how many had been before.
    /// - Throws: ``DeskError``.
    package func commit(
        into place: CommitmentPlace, stampedBy authority: String? = nil, quietNanoseconds: Int64? = nil,
        progress: (_ committed: Int, _ unchanged: Int) -> Void = { _, _ in }, noting: (Note) -> Void
    ) throws(DeskError) -> Committing {
        let client = try telling { try authority.map { try TimestampClient($0) } }
        guard let path = place.path else {
            throw DeskError(
                .usage, "nothing says where to keep the commitments", remedy: .namePlaceOfCommitments)
        }
        return try telling {
            let store = try CommitmentStore(path: path)
            if let caution = store.caution { noting(.footage(.storeCaution(caution))) }
            let run: CommitmentRun
            do {
                run = try CommitmentRun(
                    paths, followsLinks: followsLinks, into: store, quietNanoseconds: quietNanoseconds
                ) { progress($0.committed, $0.unchanged) }
            } catch CatalogError.storeBusy(let path) {
                // On a timer that is no failure: whoever is at work does the same.
                return .leftToAnother(reason: CatalogError.storeBusy(path: path).description)
            }
            for file in run.unreadable {
                noting(
                    .footage(
                        .passedOver(reason: file.error.description, cause: file.error.deskCause)))
            }
            for note in run.links.notes { noting(note) }
            let stamped = try client.flatMap { client in try store.stampNew { try client.stamp($0) } }
            let counts = try store.counts()
            return .done(
                CommitFacts(
                    store: path, committed: run.committed, bytes: run.bytes, unchanged: run.unchanged,
                    beingWritten: run.beingWritten,
                    unreadable: run.unreadable.map {
                        UnreadableListing(path: $0.path, reason: $0.error.description)
                    },
                    stamped: stamped?.count ?? 0, unstamped: counts.unstamped, held: counts.all,
                    authority: stamped?.token.authority,
                    time: stamped.map { WallTime(nanoseconds: $0.token.unixNanoseconds) }))
        }
    }
}

extension CommitmentPlace {
    /// The folder, be there one or not; nil for nowhere, and for a person without a home folder.
    var path: String? {
        switch self {
        case .usual: CommitmentStore.standardPath
        case .folder(let path): path
        case .none: nil
        }
    }
}
