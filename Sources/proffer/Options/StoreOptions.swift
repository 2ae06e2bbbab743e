import ArgumentParser
import Desk

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

    /// The place, for desks.
    var place: CommitmentPlace { noStore ? .none : store.map(CommitmentPlace.folder) ?? .usual }
}
