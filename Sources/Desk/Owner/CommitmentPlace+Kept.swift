import Catalog
import CustodyDesk
import Cutting
import Outcomes
import Records

extension CommitmentPlace {
    /// What was committed to before of recordings, by their paths. A recording that has changed since is noted, as it is
    /// then committed to anew.
    ///
    /// - Throws: ``DeskError`` where a place was named and nothing is kept there, and what reading it throws.
    func kept(of paths: [String], noting: (Note) -> Void) throws -> [String: Precommitment] {
        if case .folder(let folder) = self, !CommitmentStore.exists(at: folder) {
            throw DeskError(
                .missing, "\(folder): there is no store of commitments",
                remedy: .commitInto(store: folder))
        }
        guard let place = path, CommitmentStore.exists(at: place) else { return [:] }
        let store = try CommitmentStore(path: place)
        if let caution = store.caution { noting(.footage(.storeCaution(caution))) }
        var found: [String: Precommitment] = [:]
        for path in paths {
            let (kept, notes) = try store.commitment(to: path)
            found[path] = kept
            for note in notes {
                noting(
                    .footage(.commitmentNotReliedOn(path: path, reason: note, isMadeAnew: kept == nil)))
            }
            if let kept, kept.isFoundByContent {
                noting(
                    .footage(
                        .committedUnderAnotherName(
                            path: path, name: kept.commitment.evidence.traces.name)))
            }
            if kept == nil, notes.isEmpty, try store.knows(path) {
                noting(.footage(.changedSinceCommitted(path: path)))
            }
        }
        return found
    }
}
