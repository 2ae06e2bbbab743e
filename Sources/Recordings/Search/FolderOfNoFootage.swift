/// A folder in another of which nothing is taken for a recording, though it may hold videos.
///
/// Who wants something in one names it, or the folder, itself.
package struct FolderOfNoFootage: Sendable, Hashable {
    /// Why it holds none.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// What was thrown away, and only waits to be gone.
        case bin
        /// What was taken out of a bundle: copies of what some recording is the original of.
        case openedBundle = "opened_bundle"
        /// Copies to look at, made from what was taken out of a bundle.
        case viewingCopies = "viewing_copies"
    }

    /// The folder.
    package let path: String
    /// Why it holds none.
    package let kind: Kind

    /// Names of bins, in lower case: of Windows, of network drives, of desktops. Those that begin with a point are hidden
    /// anyway.
    private static let bins: Set<String> = [
        "$recycle.bin", "recycler", "recycled", "#recycle", "@recycle", "@recently-snapshot",
        "network trash folder",
        "lost+found",
    ]

    /// A folder in another; nil where it may hold footage.
    init?(_ path: String, named name: String) {
        guard Self.bins.contains(name.lowercased()) else { return nil }
        self.init(path: path, kind: .bin)
    }

    /// A folder by the names in it; nil where it may hold footage.
    init?(_ path: String, holding names: some Sequence<String>) {
        var (hasRecord, hasFacts) = (false, false)
        for name in names {
            switch name {
            // What was opened by a disclosure has no record.
            case "record.json", "verification.json": hasRecord = true
            case "viewing-copy.json":
                self.init(path: path, kind: .viewingCopies)
                return
            default: hasFacts = hasFacts || name.hasSuffix(".facts.json")
            }
        }
        guard hasRecord, hasFacts else { return nil }
        self.init(path: path, kind: .openedBundle)
    }

    private init(path: String, kind: Kind) {
        self.path = path
        self.kind = kind
    }
}
