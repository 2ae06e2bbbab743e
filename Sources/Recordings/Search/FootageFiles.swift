import Files
import Objects
import Glibc

/// The files in folders that are taken for recordings, by their names and stamps alone.
package enum FootageFiles {
    /// What is come to.
    package enum Entry: Sendable {
        /// An ordinary file.
        case file(path: String, stamp: FileStamp)
        /// Something that cannot be looked at; it stops nothing else.
        case unreadable(path: String, error: FootageError)
    }

    /// Comes to every file once, as ``FootageListing/forEach(in:_:)`` does.
    ///
    /// - Parameter followsLinks: whether links in folders are followed.
    /// - Returns: the links that were met.
    /// - Throws: ``FootageError/missing(path:)`` and ``FootageError/notReadable(path:cause:)`` for what was named itself,
    ///   and what the closure throws.
    @discardableResult
    package static func forEach(
        in paths: [String], followsLinks: Bool = false, _ body: (Entry) throws -> Void
    ) throws -> FootageLinks {
        var links = FootageLinks()
        var seenFiles: Set<FileIdentity> = []
        var seenFolders: Set<FileIdentity> = []
        func refuse(_ path: String, _ cause: String) throws {
            try body(.unreadable(path: path, error: .notReadable(path: path, cause: cause)))
        }
        func visit(_ name: WalkedName) throws {
            let status: stat
            do {
                status = try name.status()
            } catch {
                return try refuse(name.path, error.inWords)
            }
            let kind = FileKind(mode: status.st_mode)
            guard kind == .file else {
                return try refuse(name.path, OutsideFile.Refusal.kind(kind).inWords)
            }
            guard seenFiles.insert(FileIdentity(status)).inserted else { return }
            try body(.file(path: name.path, stamp: FileStamp(status)))
        }
        func visit(file named: NamedPath) throws {
            let name: WalkedName
            do {
                name = try WalkedName(withoutLinks: named.real)
            } catch {
                return try refuse(named.typed, error.inWords)
            }
            try visit(name)
        }
        var waiting: [WalkedName] = []
        func walk(_ folder: String) throws {
            var walk = FolderWalk(folder, endings: FootageSearch.extensions, seen: &seenFolders)
            while let step = walk.next(seen: &seenFolders) {
                switch step {
                case .file(let name): try visit(name)
                case .link(let name): if followsLinks { waiting.append(name) } else { links.pass(name) }
                case .noFootage(let folder): links.pass(folder)
                case .unreadable(let path, let error): try body(.unreadable(path: path, error: error))
                }
            }
        }
        var folders: [String] = []
        for path in paths {
            let named = try NamedPath(path)
            if let link = named.link { links.follow(link) }
            guard named.kind == .folder else {
                try visit(file: named)
                continue
            }
            guard access(named.real, R_OK | X_OK) == 0 else {
                throw FootageError.notReadable(path: path, cause: SystemCause.inWords(errno))
            }
            folders.append(named.real)
        }
        for folder in folders { try walk(folder) }
        // Links come after all that are none.
        while let link = waiting.popLast() {
            let named: NamedPath
            do {
                named = try NamedPath(link: link)
            } catch {
                try body(.unreadable(path: link.path, error: error))
                continue
            }
            if let link = named.link { links.follow(link) }
            if named.kind == .folder { try walk(named.real) } else { try visit(file: named) }
        }
        return links
    }
}
