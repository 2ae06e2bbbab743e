import Glibc

/// Walks one folder and those in it, in the order of the bytes of the paths, a name at a time.
///
/// Of each folder only the names are held, and none is held open, so neither a deep nor a wide tree takes more than
/// the longest list of names in it. Hidden files and folders are passed over. A folder that was seen before, whatever
/// path leads to it, is not walked again, so links cannot lead in circles.
struct FolderWalk {
    /// What the walk comes to.
    enum Step {
        /// A file with one of the endings of recordings; it need not be an ordinary file, nor readable.
        case file(path: String)
        /// A link to a folder, which is not followed.
        case folderLink(path: String)
        /// A file or folder that cannot be walked into, and why.
        case unreadable(path: String, error: FootageError)
    }

    private struct Level {
        /// The folder's path with a slash behind it.
        let path: String
        /// The names still to come, the next one last; folders have a slash behind them.
        var names: [String]
    }

    private var levels: [Level] = []
    private var problems: [Step] = []
    private let endings: Set<String>

    /// Begins a walk.
    ///
    /// - Parameters:
    ///   - folder: where to.
    ///   - endings: of files to stop at, in lower case.
    ///   - seen: the folders seen so far; this one is one of them from now on.
    init(_ folder: String, endings: Set<String>, seen: inout Set<FileIdentity>) {
        self.endings = endings
        enter(folder.hasSuffix("/") ? folder : folder + "/", &seen)
    }

    /// The next step; nil at the end.
    mutating func next(seen: inout Set<FileIdentity>) -> Step? {
        while !problems.isEmpty || !levels.isEmpty {
            if let problem = problems.popLast() { return problem }
            guard let name = levels[levels.count - 1].names.popLast() else {
                levels.removeLast()
                continue
            }
            let path = levels[levels.count - 1].path + name
            if name.utf8.last == UInt8(ascii: "/") {
                enter(path, &seen)
            } else if let step = step(at: path) {
                return step
            }
        }
        return nil
    }

    /// What a name that is no folder is.
    private func step(at path: String) -> Step? {
        // A link has a mark behind it that no name can have.
        guard path.utf8.last == 0 else { return .file(path: path) }
        let path = String(path.dropLast())
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return .folderLink(path: path) }
        return hasEnding(path) ? .file(path: path) : nil
    }

    private mutating func enter(_ path: String, _ seen: inout Set<FileIdentity>) {
        let shown = String(path.dropLast())
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0, let folder = fdopendir(descriptor) else {
            let cause = errno
            if descriptor >= 0 { close(descriptor) }
            problems.append(
                .unreadable(
                    path: shown,
                    error: .notReadable(
                        path: shown,
                        cause: "the folder cannot be looked into: \(String(cString: strerror(cause)))")))
            return
        }
        defer { closedir(folder) }
        guard seen.insert(FileIdentity(status)).inserted else { return }
        var names: [String] = []
        while let entry = readdir(folder) {
            guard let name = name(of: entry, in: shown) else { continue }
            names.append(name)
        }
        names.sort { Self.order($1, $0) < 0 }
        levels.append(Level(path: path, names: names))
    }

    /// A name as a level keeps it; nil for what is passed over.
    private mutating func name(of entry: UnsafeMutablePointer<dirent>, in folder: String) -> String? {
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return nil }
        let bytes = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
        guard bytes[0] != CChar(bitPattern: UInt8(ascii: ".")) else { return nil }
        guard let name = String(validatingCString: bytes) else {
            let path = folder + "/" + String(cString: bytes)
            guard hasEnding(path) || entry.pointee.d_type == DT_DIR else { return nil }
            problems.append(
                .unreadable(
                    path: path, error: .notReadable(path: path, cause: "its name is not UTF-8; rename it")))
            return nil
        }
        switch Int(entry.pointee.d_type) {
        case Int(DT_DIR): return name + "/"
        case Int(DT_LNK): return name + "\0"
        case Int(DT_UNKNOWN):
            // Some file systems do not tell kinds apart here.
            var status = stat()
            guard lstat(folder + "/" + name, &status) == 0 else { return hasEnding(name) ? name : nil }
            if status.st_mode & S_IFMT == S_IFDIR { return name + "/" }
            if status.st_mode & S_IFMT == S_IFLNK { return name + "\0" }
            return hasEnding(name) ? name : nil
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
