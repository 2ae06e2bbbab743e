import Catalog
import CustodyDesk
import Cutting
import Handover
import Outcomes
import Recordings
import Records

extension CommitmentPlace {
    /// The store of what was committed to before; nil where there is none, or none is to be regarded.
    ///
    /// - Throws: ``DeskError`` where a place was named and nothing is kept there, and what opening it throws.
    func store(noting: (Note) -> Void) throws -> CommitmentStore? {
        if case .folder(let folder) = self, !CommitmentStore.exists(at: folder) {
            throw DeskError(
                .missing, "\(folder): there is no store of commitments",
                remedy: .commitInto(store: folder))
        }
        guard let place = path, CommitmentStore.exists(at: place) else { return nil }
        let store = try CommitmentStore(path: place)
        if let caution = store.caution { noting(.footage(.storeCaution(caution))) }
        return store
    }
}

extension CommitmentStore {
    /// What may have been committed to of recordings before, by their paths, as far as it is believed.
    func possible(
        of paths: [String], noting: (Note) -> Void
    ) throws -> (commitments: [String: [Precommitment]], isDoubted: Set<String>) {
        var found: [String: [Precommitment]] = [:]
        var isDoubted: Set<String> = []
        for path in paths {
            let (kept, notes) = try commitments(to: path)
            found[path] = kept
            for note in notes {
                isDoubted.insert(path)
                noting(
                    .footage(.commitmentNotReliedOn(path: path, reason: note, isMadeAnew: kept.isEmpty)))
            }
        }
        return (found, isDoubted)
    }

    /// Says of recordings what became of their commitments: that one holds under another name; that a file has changed since,
    /// or is another than the one that was committed to; that one was not committed to though its folder was.
    ///
    /// - Parameters:
    ///   - isDoubted: the paths of which something was said already.
    ///   - kept: the commitments that hold, by path.
    ///   - ofOthers: those that seemed to be of a recording and are not.
    func tell(
        of recordings: [Recording], isDoubted: Set<String>, kept: [String: Precommitment],
        ofOthers: [CommitmentOfAnother], noting: (Note) -> Void
    ) throws {
        var without: [String] = []
        for path in recordings.map(\.path) {
            if let kept = kept[path] {
                let name = kept.commitment.evidence.traces.name
                if kept.isFoundByContent {
                    noting(.footage(.committedUnderAnotherName(path: path, name: name)))
                }
            } else if let other = ofOthers.first(where: { $0.path == path })?.commitment {
                noting(
                    .footage(
                        other.isFoundByContent
                            ? .otherThanCommitted(path: path, name: other.commitment.evidence.traces.name)
                            : .commitmentNotReliedOn(
                                path: path,
                                reason: "its tracks are read otherwise than when it was committed to",
                                isMadeAnew: true)))
            } else if !isDoubted.contains(path) {
                if try knows(path) {
                    noting(.footage(.changedSinceCommitted(path: path)))
                } else if try knowsFolder(of: path) {
                    without.append(path)
                }
            }
        }
        if let first = without.first {
            noting(.footage(.notCommittedInFolder(count: without.count, first: first)))
        }
    }
}
