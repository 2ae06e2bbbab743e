import Bundle
import Files
import Foundation
import Outcomes

/// The bundles in files and folders.
///
/// A file that somebody named is taken whatever it is. In a folder, at any depth, a file is taken that begins as a bundle
/// does, whatever it is called, and one that is named as an archive of ours and is none, so that it is said. Links in
/// folders are not followed.
package struct BundleSearch {
    /// A file that is taken for a bundle.
    struct Found {
        let path: String
        /// Its id, as the file's first block gives it, unchecked; nil where that cannot be read.
        let id: String?
        /// Whether it is known to be a bundle that was packed anew, or a folder that one was unpacked into.
        var isPackedAnew = false
    }

    /// The files, by path.
    private(set) var found: [Found] = []
    /// Custody chains whose bundle does not lie beside them.
    private(set) var chainsAlone: [String] = []
    /// How many other files were seen.
    private(set) var others = 0
    /// What could not be looked into, and why.
    private(set) var unread: [String] = []
    private var seen: Set<String> = []

    /// How deep folders are looked into: deeper than any that somebody made by hand.
    private static let maximumDepth = 64

    /// - Parameter paths: files and folders.
    /// - Throws: ``DeskError`` for one that is not there.
    package init(_ paths: [String]) throws(DeskError) {
        for path in paths {
            let kind: FileKind
            do { kind = FileKind(mode: try OutsideFile.status(of: path).st_mode) } catch {
                throw DeskError(FileError(error, path))
            }
            if kind == .folder {
                do { walk(try OutsideFolder(path), path, depth: 0) } catch {
                    throw DeskError(FileError(error, path))
                }
            } else {
                take(path, named: true)
            }
        }
        found.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        chainsAlone.sort()
    }

    private mutating func walk(_ folder: OutsideFolder, _ path: String, depth: Int) {
        let names: (texts: [String], unnamed: [String])
        do { names = try folder.names() } catch {
            unread.append("\(path): the folder cannot be listed: \(error.inWords)")
            return
        }
        for name in names.unnamed { unread.append("\(path)/\(name): its name is not UTF-8; rename it") }
        let stem = path.hasSuffix("/") ? path : path + "/"
        let all = Set(names.texts)
        if PackedBundle.isBag(names: all) {
            // What a bundle was unpacked into: whoever checks it says so.
            found.append(Found(path: path, id: nil, isPackedAnew: true))
            return
        }
        if RecognisedFile.isOpenedFolder(names.texts, at: path) {
            unread.append(
                "\(path): a bundle was opened into this folder; such a one is checked by itself, and was not looked into"
            )
            return
        }
        // What a run of ours that was killed left behind has such a name.
        for name in names.texts where !name.hasPrefix(".proffer.") {
            let file = stem + name
            guard let status = try? OutsideFile.status(of: name, in: folder.descriptor, followsLink: false)
            else {
                continue
            }
            switch FileKind(mode: status.st_mode) {
            case .folder where depth < Self.maximumDepth:
                do { walk(try folder.folder(name), file, depth: depth + 1) } catch {
                    unread.append("\(file): \(error.inWords)")
                }
            case .folder: unread.append("\(file): it lies too deep to be looked into")
            case .file where name.hasSuffix(CustodyFile.suffix):
                if !all.contains(String(name.dropLast(CustodyFile.suffix.count))) { chainsAlone.append(file) }
            case .file: take(file, named: false)
            case .link: unread.append("\(file): it is a link, and links in folders are not followed")
            case .pipe, .socket, .device: others += 1
            }
        }
    }

    private mutating func take(_ path: String, named: Bool) {
        guard seen.insert(path).inserted else { return }
        let head: BundleHead
        do { head = try BundleHead.of(path) } catch {
            // Whoever checks it says why it cannot be read.
            found.append(Found(path: path, id: nil, isPackedAnew: true))
            return
        }
        switch head {
        case .bundle(let id):
            let isPackedAnew = !BundleHead.isInForm(path) && PackedBundle.isOne(path, isShort: true)
            found.append(Found(path: path, id: id, isPackedAnew: isPackedAnew))
        case .archive, .other:
            let isPackedAnew = head == .archive && PackedBundle.isOne(path, isShort: true)
            if named || isPackedAnew || Self.isNamedAsArchive(path) {
                found.append(Found(path: path, id: nil, isPackedAnew: isPackedAnew))
            } else {
                others += 1
            }
        }
    }

    /// How archives end, packed ones and those that were not fetched to their end among them.
    private static let endings = [
        "tar", "tgz", "gz", "zip", "zst", "xz", "bz2", "7z", "part", "partial", "crdownload", "download",
    ]

    /// Whether a name is that of a bundle, packed perhaps: `bundle.tar.gz`, `proffer-2026-07-06.zip`.
    static func isNamedAsArchive(_ path: String) -> Bool {
        let name = (path as NSString).lastPathComponent.lowercased()
        let parts = name.split(separator: ".")
        guard let ending = parts.last.map(String.init), parts.count > 1, endings.contains(ending) else {
            return false
        }
        return parts.dropFirst().contains { $0 == "tar" || $0 == "tgz" } || name.hasPrefix("proffer-")
    }

    /// How many files that say they are one bundle are looked at together.
    private static let maximumTogether = 64

    /// The files in lots, those that say they are one bundle together, so that no more is held open at once than needed.
    ///
    /// - Parameter size: how many files a lot has at least, but for the last.
    func lots(of size: Int) -> [[[Found]]] {
        var order: [String] = []
        var groups: [String: [Found]] = [:]
        for file in found {
            // A file that says nothing of itself is a group of its own; no id has a slash in it.
            let key = file.id ?? "/" + file.path
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(file)
        }
        var lots: [[[Found]]] = []
        var lot: [[Found]] = []
        var count = 0
        for key in order {
            // Who has an account comes first, also where there are too many copies to be held open at once.
            let group = (groups[key] ?? []).map {
                (file: $0, hasChain: CustodyFile(besideBundle: $0.path).exists)
            }
            let sorted = group.filter(\.hasChain).map(\.file) + group.filter { !$0.hasChain }.map(\.file)
            for start in stride(from: 0, to: sorted.count, by: Self.maximumTogether) {
                lot.append(Array(sorted[start..<min(start + Self.maximumTogether, sorted.count)]))
                count += lot.last?.count ?? 0
                if count >= size {
                    lots.append(lot)
                    (lot, count) = ([], 0)
                }
            }
        }
        return lot.isEmpty ? lots : lots + [lot]
    }
}
