import Foundation
import Outcomes
import Statements

/// Bundles that somebody names, in files and folders.
package enum GivenBundles {
    /// Whether what is given is meant to be many bundles: several paths, or a folder.
    package static func areMany(_ paths: [String]) -> Bool {
        paths.count > 1 || paths.contains(where: isFolder)
    }

    /// Whether a path is a folder.
    package static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// The files, each once: those that are named, whatever they are, and those in folders that are bundles or named as such.
    ///
    /// - Parameters:
    ///   - includesChains: whether custody chains in folders count whose bundle does not lie beside them.
    ///   - noting: takes what was not looked into.
    /// - Throws: ``DeskError`` where a folder cannot be read, or nothing is found.
    static func files(
        _ paths: [String], includesChains: Bool = false, noting: (Note) -> Void
    ) throws(DeskError) -> [String] {
        var files: [String] = []
        var seen: Set<String> = []
        for path in paths {
            var found = [path]
            if isFolder(path) {
                let search = try BundleSearch([path])
                for reason in search.unread { noting(.custody(.passedOver(reason: reason))) }
                found = search.found.map(\.path) + (includesChains ? search.chainsAlone : [])
            }
            files += found.filter { seen.insert($0).inserted }
        }
        guard !files.isEmpty else {
            throw DeskError(.missing, "\(listInWords(paths)): nothing there is a bundle or named as one")
        }
        return files
    }
}
