import Glibc

/// The files in folders that are taken for recordings, by their names and stamps alone.
public enum FootageFiles {
    /// What is come to.
    public enum Entry: Sendable {
        /// An ordinary file.
        case file(path: String, stamp: FileStamp)
        /// Something that cannot be looked at; it stops nothing else.
        case unreadable(path: String, error: FootageError)
    }

    /// Comes to every file once, as ``FootageListing/forEach(in:_:)`` does.
    ///
    /// - Throws: ``FootageError/missing(path:)`` and ``FootageError/notReadable(path:cause:)`` for what was named itself,
    ///   and what the closure throws.
    public static func forEach(in paths: [String], _ body: (Entry) throws -> Void) throws {
        var seenFiles: Set<FileIdentity> = []
        var seenFolders: Set<FileIdentity> = []
        func visit(_ path: String) throws {
            var status = stat()
            guard stat(path, &status) == 0 else {
                return try body(.unreadable(path: path, error: SourceFile.failure(path, errno)))
            }
            guard status.st_mode & S_IFMT == S_IFREG else {
                let cause = "it is not an ordinary file"
                return try body(.unreadable(path: path, error: .notReadable(path: path, cause: cause)))
            }
            guard seenFiles.insert(FileIdentity(status)).inserted else { return }
            try body(.file(path: path, stamp: FileStamp(status)))
        }
        var folders: [String] = []
        for path in paths {
            var status = stat()
            guard stat(path, &status) == 0 else { throw SourceFile.failure(path, errno) }
            if status.st_mode & S_IFMT == S_IFDIR {
                guard access(path, R_OK | X_OK) == 0 else {
                    throw FootageError.notReadable(path: path, cause: String(cString: strerror(errno)))
                }
                folders.append(path)
            } else {
                try visit(path)
            }
        }
        // Linked folders come after all that are none, so that a file has the path without links.
        var links: [String] = []
        while let folder = folders.popLast() ?? links.popLast() {
            var walk = FolderWalk(folder, endings: FootageSearch.extensions, seen: &seenFolders)
            while let step = walk.next(seen: &seenFolders) {
                switch step {
                case .file(let path): try visit(path)
                case .folderLink(let path): links.append(path)
                case .unreadable(let path, let error): try body(.unreadable(path: path, error: error))
                }
            }
        }
    }
}
