import Files
import Glibc

/// Where a database lies, found to be a place that nobody else can reach into.
///
/// SQLite believes whatever lies beside a database under the names `-wal`, `-shm` and `-journal`. Whoever may write to
/// the folder plants one, reads through it what is written, and has SQLite write it over the database. So the database and
/// these files belong to us, others have no rights to them, and nobody else can change the folder, or put another folder
/// in the place of it or of one above it.
package struct DatabasePlace: Sendable {
    /// The path with every link in the folder's path resolved: what is opened.
    package let path: String
    /// What the person is told although the database is used, in one line; nil where there is nothing.
    package let caution: String?
    /// Whether nobody can write there, so that the database can only be read.
    package let isReadOnly: Bool

    /// Why a place is not used: which file, what is wrong with it, why that matters, what to do.
    package struct NotPrivate: Error, Sendable, Hashable, CustomStringConvertible {
        /// One line without a full stop.
        package let description: String
    }

    /// The names SQLite gives what it keeps beside a database (SQLite, Temporary Files §2).
    package static let endings = ["-wal", "-shm", "-journal"]

    /// Looks at a place.
    ///
    /// - Parameter path: of the database, which need not be there yet. Its folder must be.
    /// - Throws: ``NotPrivate``.
    package init(_ path: String) throws(NotPrivate) {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        guard !name.isEmpty, name != ".", name != ".." else {
            throw NotPrivate(description: "\(path) is a folder, and a database is a file")
        }
        guard let resolved = realpath(folder, nil) else {
            throw NotPrivate(
                description: "its folder cannot be looked at: \(SystemCause.inWords(errno))")
        }
        defer { free(resolved) }
        let real = String(cString: resolved)
        self.path = real == "/" ? "/\(name)" : "\(real)/\(name)"
        isReadOnly = ReadOnlyDatabase.isNeeded(for: self.path, in: real)
        if ReadOnlyDatabase.isMedium(real) {
            // Nobody can plant anything there any more, and what rights such a medium shows is often made up.
            caution =
                "\(path) lies on a medium that can only be read: what is told is what is on it, and nothing is noted there"
        } else if Self.knowsNoRights(real) {
            caution =
                "\(path) lies on a file system that knows no owners and no rights: whoever can reach it can read and change "
                + "what is kept there; keep it on a disk of this machine's own"
        } else {
            caution = nil
            try Self.checkFolders(real)
        }
        for ending in [""] + Self.endings {
            try Self.checkFile(self.path + ending, knowsRights: caution == nil)
        }
    }

    // MARK: - Files

    private static func checkFile(_ path: String, knowsRights: Bool) throws(NotPrivate) {
        guard let seen = FileStatus(path) else { return }
        if let flaw = seen.flawOfFile(path, user: geteuid(), knowsRights: knowsRights) {
            throw NotPrivate(description: flaw)
        }
    }

    // MARK: - Folders

    private static func checkFolders(_ path: String) throws(NotPrivate) {
        var folder = path
        while true {
            guard let seen = FileStatus(folder) else {
                throw NotPrivate(
                    description:
                        "the folder \(folder) cannot be looked at: \(SystemCause.inWords(errno))")
            }
            if let flaw = seen.flawOfFolder(folder, user: geteuid(), holdsDatabase: folder == path) {
                throw NotPrivate(description: flaw)
            }
            guard folder != "/", let slash = folder.lastIndex(of: "/") else { return }
            folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
        }
    }

    private static func knowsNoRights(_ folder: String) -> Bool {
        FileStatus(folder).map { !FileRights.areKept(onDevice: $0.device) } ?? false
    }
}

/// What the file system says of a file or a folder, without following a link.
package struct FileStatus: Sendable, Hashable {
    /// What it is, and who may do what with it, as in `st_mode`.
    package var mode: UInt32
    /// The number of the user it belongs to.
    package var owner: UInt32
    /// The device it lies on, as in `st_dev`.
    package var device: dev_t
    /// Whether its group has nobody in it but the person who runs this.
    package var isOwnGroup: Bool

    /// A status from its parts.
    package init(mode: UInt32, owner: UInt32, device: dev_t = 0, isOwnGroup: Bool = false) {
        self.mode = mode
        self.owner = owner
        self.device = device
        self.isOwnGroup = isOwnGroup
    }

    /// The status of what lies at a path; nil where nothing does, or it cannot be looked at (`errno` says which).
    init?(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        self.init(
            mode: status.st_mode, owner: status.st_uid, device: status.st_dev,
            // Only where it decides: it may ask over the network.
            isOwnGroup: status.st_mode & 0o070 != 0 && FileRights.isOwn(group: status.st_gid))
    }

    private var kind: UInt32 { mode & S_IFMT }

    /// Whether somebody but the owner has one of some rights: 4 reads, 2 writes, 1 enters.
    private func othersMay(_ rights: UInt32) -> Bool {
        mode & rights != 0 || (!isOwnGroup && mode & (rights << 3) != 0)
    }

    /// What is wrong with a database's file; nil where nothing is.
    package func flawOfFile(_ path: String, user: UInt32, knowsRights: Bool) -> String? {
        guard kind == S_IFREG else {
            return kind == S_IFLNK
                ? "\(path) is a link, and could lead anywhere; name the database itself"
                : "\(path) is not an ordinary file"
        }
        guard knowsRights else { return nil }
        guard owner == user else {
            return
                "\(path) belongs to user \(owner), not to you, who could read and change what is kept there; move the "
                + "database into a folder of your own, without that file if you did not make it"
        }
        guard !othersMay(7) else {
            return
                "other users have rights to \(path), and could read or change what is kept there; "
                + "chmod 600 takes them away"
        }
        return nil
    }

    /// What is wrong with the folder of a database, or with one above it; nil where nothing is.
    ///
    /// - Parameter holdsDatabase: whether it is the folder itself. In one above it, others may have files of their own
    ///   where the sticky bit keeps them from renaming ours (`/tmp`); in the folder itself they could plant a file.
    package func flawOfFolder(_ path: String, user: UInt32, holdsDatabase: Bool) -> String? {
        guard owner == user || owner == 0 else {
            return
                "the folder \(path) belongs to user \(owner), who could put other files in the place of the database; "
                + "move it into a folder of your own"
        }
        guard othersMay(2) else { return nil }
        if !holdsDatabase, mode & S_ISVTX != 0 { return nil }
        return
            "other users may write to the folder \(path), and could read or replace what is kept there; chmod go-w takes "
            + "that away, or move the database into a folder of your own"
    }
}
