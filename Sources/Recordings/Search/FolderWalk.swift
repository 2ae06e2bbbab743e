import Files
import Objects
import Glibc

/// Walks one folder and those in it, in the order of the bytes of the paths, a name at a time.
///
/// Of each folder only the names are held, and only the folders on the way to the present one are open, so neither a
/// deep nor a wide tree takes more than the longest list of names in it. Hidden files and folders are passed over. No link
/// is followed: everything is reached from the open folder it lies in, so that nobody can put a link there after it was
/// looked at. A folder that was seen before, whatever path leads to it, is not walked again.
struct FolderWalk {
    /// What the walk comes to.
    enum Step {
        /// A file with one of the endings of recordings; it need not be an ordinary file, nor readable.
        case file(WalkedName)
        /// A link: to a folder, or with one of those endings.
        case link(WalkedName)
        /// A folder that is not walked into, as it holds no footage.
        case noFootage(FolderOfNoFootage)
        /// A file or folder that cannot be walked into, and why.
        case unreadable(path: String, error: FootageError)
    }

    private struct Level {
        let folder: WalkedFolder
        /// The folder's path with a slash behind it.
        let path: String
        /// The names still to come, the next one last; folders have a slash behind them, links a zero.
        var names: [String]
    }

    private var levels: [Level] = []
    private var problems: [Step] = []
    private let endings: Set<String>
    /// More folders in each other than any recorder makes, and fewer than a process may have open.
    private static let depthLimit = 128

    /// Begins a walk.
    ///
    /// - Parameters:
    ///   - folder: where to; a path without links.
    ///   - endings: of files to stop at, in lower case.
    ///   - seen: the folders seen so far; this one is one of them from now on.
    init(_ folder: String, endings: Set<String>, seen: inout Set<FileIdentity>) {
        self.endings = endings
        let path = folder.hasSuffix("/") ? folder : folder + "/"
        enter(path, &seen) { () throws(OutsideFile.Refusal) in try OutsideFolder(withoutLinks: folder) }
    }

    /// The next step; nil at the end.
    mutating func next(seen: inout Set<FileIdentity>) -> Step? {
        while !problems.isEmpty || !levels.isEmpty {
            if let problem = problems.popLast() { return problem }
            // Not the level itself: with a second owner of its names, taking one would copy them all.
            let (folder, place) = (levels[levels.count - 1].folder, levels[levels.count - 1].path)
            guard let name = levels[levels.count - 1].names.popLast() else {
                levels.removeLast()
                continue
            }
            switch name.utf8.last {
            case UInt8(ascii: "/"):
                if let folder = FolderOfNoFootage(place + name.dropLast(), named: String(name.dropLast())) {
                    return .noFootage(folder)
                }
                enter(place + name, &seen) { () throws(OutsideFile.Refusal) in
                    try folder.open.folder(String(name.dropLast()))
                }
            case 0:
                let link = WalkedName(folder: folder, place: place, name: String(name.dropLast()))
                if link.isDead {
                    return .unreadable(
                        path: link.path,
                        error: .notReadable(
                            path: link.path,
                            cause:
                                "the link leads to nothing (\(link.target ?? "it cannot be read")); if that lies on a "
                                + "drive or in a network folder, it is not connected now"))
                }
                if hasEnding(link.name) || link.leadsToFolder { return .link(link) }
            default: return .file(WalkedName(folder: folder, place: place, name: name))
            }
        }
        return nil
    }

    private mutating func enter(
        _ path: String, _ seen: inout Set<FileIdentity>,
        _ open: () throws(OutsideFile.Refusal) -> OutsideFolder
    ) {
        let shown = path.count > 1 ? String(path.dropLast()) : path
        guard levels.count < Self.depthLimit else {
            return refuse(shown, "it lies in more than \(Self.depthLimit) folders; name one of them")
        }
        do {
            let folder = try WalkedFolder(try open())
            guard seen.insert(folder.identity).inserted else { return }
            var names: [String] = []
            var documents: [String] = []
            try folder.open.forEachName { entry in
                if let text = entry.text, text.hasSuffix(".json") { documents.append(text) }
                if let name = name(of: entry, in: folder, shown) { names.append(name) }
            }
            // What was named itself is meant.
            if !levels.isEmpty, let none = FolderOfNoFootage(shown, holding: documents) {
                problems.append(.noFootage(none))
                return
            }
            names.sort { Self.order($1, $0) < 0 }
            levels.append(Level(folder: folder, path: path, names: names))
        } catch .kind {
            refuse(shown, "something else was put in the folder's place while it was looked at")
        } catch {
            refuse(shown, "the folder cannot be looked into: \(error.inWords)")
        }
    }

    private mutating func refuse(_ path: String, _ cause: String) {
        problems.append(.unreadable(path: path, error: .notReadable(path: path, cause: cause)))
    }

    /// A name as a level keeps it; nil for what is passed over.
    private mutating func name(
        of entry: OutsideFolder.Name, in folder: WalkedFolder, _ shown: String
    ) -> String? {
        guard entry.shown.utf8.first != UInt8(ascii: ".") else { return nil }
        guard let name = entry.text else {
            guard hasEnding(entry.shown) || entry.kind == .folder else { return nil }
            let path = (shown == "/" ? "" : shown) + "/" + entry.shown
            problems.append(.unreadable(path: path, error: .nameNotText(path: path)))
            return nil
        }
        // Some file systems do not tell kinds apart in the list of names.
        let kind =
            entry.kind
            ?? (try? OutsideFile.status(of: name, in: folder.open.descriptor, followsLink: false))
            .map { FileKind(mode: $0.st_mode) }
        switch kind {
        case .folder: return name + "/"
        case .link: return name + "\0"
        default: return hasEnding(name) ? name : nil
        }
    }

    private func hasEnding(_ name: String) -> Bool {
        guard let point = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
        return endings.contains(name[name.utf8.index(after: point)...].lowercased())
    }

    /// How a path stands to another in the order of their bytes, in which SQLite and the walk agree: negative where it
    /// comes before it, 0 where they are the same. Swift's own order takes different spellings of one letter for
    /// the same, which a file system does not.
    static func order(_ one: String, _ other: String) -> Int {
        let order = one.utf8.withContiguousStorageIfAvailable { one in
            other.utf8.withContiguousStorageIfAvailable { other -> Int in
                guard let left = one.baseAddress, let right = other.baseAddress else {
                    return one.count - other.count
                }
                let order = memcmp(left, right, min(one.count, other.count))
                return order != 0 ? Int(order) : one.count - other.count
            }
        }
        if let order = order.flatMap(\.self) { return order }
        if one.utf8.elementsEqual(other.utf8) { return 0 }
        return one.utf8.lexicographicallyPrecedes(other.utf8) ? -1 : 1
    }
}
