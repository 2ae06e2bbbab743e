import CustodianCommands
import Cutting
import Records
import ArgumentParser
import Catalog

/// Where the commitments lie that were made before anybody asked.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The store that proffer commit keeps. Default: proffer/commitments in $XDG_DATA_HOME or ~/.local/share, "
                + "where there is one.", valueName: "folder"), completion: .directory)
    var store: String?

    @Flag(help: "Use no store: commit to the recordings anew.")
    var noStore = false

    func validate() throws {
        if noStore, store != nil { throw ValidationError("--store and --no-store do not go together") }
    }

    /// What was committed to before of these recordings, by their paths. A recording that has changed since is named on
    /// standard error, as it is then committed to anew.
    func precommitments(to paths: [String]) throws -> [String: Precommitment] {
        guard !noStore else { return [:] }
        if let store, !CommitmentStore.exists(at: store) {
            throw Failure(
                .inputMissing, "\(store): there is no store of commitments",
                hint: "proffer commit PATH --store \(store.shellQuoted) makes one")
        }
        guard let path = store ?? CommitmentStore.standardPath, CommitmentStore.exists(at: path) else {
            return [:]
        }
        let store = try CommitmentStore(path: path)
        if let caution = store.caution { Output.notes("note: \(caution)") }
        var found: [String: Precommitment] = [:]
        for path in paths {
            let (kept, notes) = try store.commitment(to: path)
            found[path] = kept
            for note in notes {
                Output.notes(
                    "note: what the store of commitments has of \(path) is not relied on: \(note)"
                        + (kept == nil ? "; the recording is committed to anew" : ""))
            }
            if let kept, kept.isFoundByContent {
                Output.notes(
                    "note: \(path) was committed to as \(kept.commitment.evidence.traces.name) and has the same content: its "
                        + "proof holds, and both names stand in the record")
            }
            if kept == nil, notes.isEmpty, try store.knows(path) {
                Output.notes(
                    "note: \(path) has changed since it was committed to, so it is committed to anew; nothing then says "
                        + "that it existed before the request")
            }
        }
        return found
    }
}
