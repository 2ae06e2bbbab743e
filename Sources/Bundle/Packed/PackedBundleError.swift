/// Why the bundle in something packed is not put back.
package enum PackedBundleError: Error, Sendable, Hashable {
    /// It cannot be read as a folder or an archive.
    case notUnderstood(path: String, reason: String)
    /// Nothing in it is of a bundle.
    case noBundle(path: String)
    /// It is a bundle as it is.
    case isBundle(path: String)
    /// More bundles than one lie in it, in these folders.
    case several(path: String, folders: [String])
    /// It unpacks to far more than a bundle can.
    case unpacksToTooMuch(path: String)
    /// A member of the bundle in it is missing, there twice, or not as the bundle itself lists it.
    case member(path: String, member: String, reason: String)
}

extension PackedBundleError {
    init(_ error: ArchiveFiles.Unreadable, _ path: String) {
        switch error {
        case .unknown:
            self = .notUnderstood(
                path: path,
                reason:
                    "it is neither a tar nor a zip, by itself or packed by gzip, xz, bzip2 or Zstandard; unpack it, and "
                    + "give the folder")
        case .damaged(let reason):
            self = .notUnderstood(
                path: path, reason: "the archive is damaged (\(reason.prefix(200))); ask for it again")
        case .locked:
            self = .notUnderstood(
                path: path, reason: "it is locked by a password; unpack it, and give the folder")
        }
    }
}

extension PackedBundleError: CustomStringConvertible {
    /// How many bundles are named on one line.
    private static let named = 3

    /// One line: what happened, why it matters, what to do.
    package var description: String {
        switch self {
        case .notUnderstood(let path, let reason): "\(path): no bundle can be put back from it: \(reason)"
        case .noBundle(let path):
            "\(path): no bundle can be put back from it: none of the files of a bundle is in it"
        case .isBundle(let path):
            "\(path): is a bundle in the one form that bundles have; there is nothing to put back"
        case .several(let path, let folders):
            "\(path): \(folders.count) bundles lie in it (\(folders.prefix(Self.named).joined(separator: ", "))"
                + (folders.count > Self.named ? ", …" : "")
                + "); unpack it, and give the folder of the one you mean"
        case .unpacksToTooMuch(let path):
            "\(path): no bundle can be put back from it: it unpacks to far more than it could if a bundle were in it, as what "
                + "is encrypted becomes no smaller by packing"
        case .member(let path, let member, let reason):
            "\(path): no bundle can be put back from it: \(member): \(reason); ask for the bundle again"
        }
    }
}
