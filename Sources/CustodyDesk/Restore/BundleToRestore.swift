import Bundle
import Files
import Foundation
import Outcomes

/// A bundle that somebody packed anew or unpacked, and that is to be put back into its one form.
package struct BundleToRestore {
    /// The folder or archive in which its files lie.
    package var packed: String
    /// Where the bundle is written; nil for a name that follows from what it is made of, beside that.
    package var output: String?
    /// Whether a file that is there already may be replaced.
    package var replaces: Bool

    package init(_ packed: String, to output: String?, replaces: Bool) {
        self.packed = packed
        self.output = output
        self.replaces = replaces
    }

    /// Writes the bundle, or nothing.
    ///
    /// - Throws: ``DeskError`` where a member is missing, there twice or damaged, and for what no bundle can be put back from.
    package func restore() throws(DeskError) -> RestoredBundleFacts {
        if let output { try OutputFile(output, replaces: replaces).check() }
        return try telling {
            guard !Self.isBundle(packed) else { throw PackedBundleError.isBundle(path: packed) }
            let found = try PackedBundle(at: packed)
            let output = output ?? Self.name(for: found)
            return RestoredBundleFacts(
                file: output, from: packed, bundle: found.bundle,
                archive: try found.write(to: output, replaceExisting: replaces), members: found.members,
                layers: found.layers, leftOut: found.leftOut)
        }
    }

    private static func isBundle(_ path: String) -> Bool {
        BundleHead.isInForm(path) && (try? BundleArchive.read(path)) != nil
    }

    /// How the names of archives end that hold one tar, and nothing else.
    private static let packedEndings = [
        ".tar.gz", ".tar.xz", ".tar.bz2", ".tar.zst", ".tgz", ".txz", ".tbz2", ".tzst",
    ]

    /// `evidence.tar` of `evidence.tar.gz`, as its custody chain is named after it; else the usual name of such a bundle.
    private static func name(for found: PackedBundle) -> String {
        let path =
            found.path.count > 1 && found.path.hasSuffix("/") ? String(found.path.dropLast()) : found.path
        if let ending = packedEndings.first(where: { path.lowercased().hasSuffix($0) }) {
            return path.dropLast(ending.count) + ".tar"
        }
        let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        let isPlain = !path.split(separator: "/").contains { $0 == "." || $0 == ".." }
        let folder =
            isPlain
            ? (path as NSString).deletingLastPathComponent
            : ((absolute as NSString).standardizingPath as NSString).deletingLastPathComponent
        let name = BundleLayout.fileName(of: found.bundle, day: found.day)
        return folder.isEmpty ? name : folder == "/" ? "/" + name : "\(folder)/\(name)"
    }
}
