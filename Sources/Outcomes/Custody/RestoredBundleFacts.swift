import Records

/// A bundle that was put back into its one form, as programs read it.
package struct RestoredBundleFacts: Encodable, Sendable {
    /// The file that was written.
    package var file: String
    /// What it was made of.
    package var from: String
    /// The bundle's id.
    package var bundle: String
    /// The file's size and digest.
    package var archive: ArchiveFacts
    /// How many members it has.
    package var members: Int
    /// How it was packed, the outermost first; empty for a folder.
    package var layers: [String]
    /// What lay beside the bundle's own files and was left out.
    package var leftOut: [String]

    private enum CodingKeys: String, CodingKey {
        case file, from, bundle, archive, members, layers
        case leftOut = "left_out"
    }

    package init(
        file: String, from: String, bundle: String, archive: ArchiveFacts, members: Int, layers: [String],
        leftOut: [String]
    ) {
        self.file = file
        self.from = from
        self.bundle = bundle
        self.archive = archive
        self.members = members
        self.layers = layers
        self.leftOut = leftOut
    }
}
