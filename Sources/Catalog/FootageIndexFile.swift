import Files
import Glibc

/// The files of the index, before SQLite opens them: ours, in a folder nobody else can write to, and of a size an index
/// of ours has.
struct FootageIndexFile {
    let path: String
    private let name: String
    private let folder: OutsideFolder

    /// What SQLite keeps in a folder for one database.
    private static let endings = ["", "-wal", "-shm", "-journal"]
    /// A million files take less; a larger index would only slow down what it is to quicken.
    static let maximumBytes: Int64 = 256 << 20

    /// Why the files are no index of ours.
    enum Strange: Error, Equatable {
        /// It is one of ours, of an earlier version.
        case older
        case because(String)

        var cause: String {
            switch self {
            case .older: "it is of an earlier version"
            case .because(let cause): cause
            }
        }
    }

    /// Why there is no place for an index.
    struct NoPlace: Error {
        /// What a person can do about it; nil where nothing is amiss.
        var note: String?
    }

    /// Finds the folder, or makes it for its owner only.
    init(_ path: String) throws(NoPlace) {
        self.path = path
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        let place = String(path[..<slash])
        name = String(path[slash...].dropFirst())
        do {
            try OutsideFolder.make(place, mode: 0o700)
            folder = try OutsideFolder(place)
            let status = try folder.status()
            guard status.st_uid == geteuid() else {
                throw NoPlace(
                    note:
                        "nothing is remembered of this look: \(place) belongs to another user (\(status.st_uid)), who "
                        + "could write there what your recordings are")
            }
            guard status.st_mode & 0o022 == 0 else {
                throw NoPlace(
                    note:
                        "nothing is remembered of this look: others may write to \(place), and could write there what "
                        + "your recordings are; to mend it: chmod 700 \(place)")
            }
        } catch let error as NoPlace {
            throw error
        } catch {
            throw NoPlace(note: nil)
        }
    }

    /// Makes the database's file where there is none, and looks at what there is.
    ///
    /// - Throws: ``Strange``; ``OutsideFile/Refusal`` where it can be neither made nor read.
    func prepare() throws {
        for ending in Self.endings {
            let status: stat
            do {
                status = try OutsideFile.status(of: name + ending, in: folder.descriptor, followsLink: false)
            } catch .missing {
                continue
            }
            let kind = FileKind(mode: status.st_mode)
            guard kind == .file else { throw Strange.because("\(name + ending) is \(kind.inWords)") }
            guard status.st_uid == geteuid() else {
                throw Strange.because("\(name + ending) belongs to another user (\(status.st_uid))")
            }
            guard status.st_mode & 0o077 == 0, status.st_nlink == 1 else {
                throw Strange.because("others may read or write \(name + ending)")
            }
            guard status.st_size <= Self.maximumBytes else {
                throw Strange.because("\(name + ending) is larger than an index gets")
            }
        }
        // SQLite would create it for everybody to read; its other files get the permissions of this one.
        let made = openat(
            folder.descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if made >= 0 {
            close(made)
            return
        }
        guard errno == EEXIST else { throw OutsideFile.Refusal(code: errno) }
        let (descriptor, _) = try OutsideFile.open(name, in: folder.descriptor, followsLink: false)
        defer { close(descriptor) }
        try FootageIndexTable.check(header: descriptor)
    }

    /// Moves the files out of the way, with `.unusable` in their names.
    ///
    /// - Returns: whether the place is free.
    func setAside() -> Bool {
        for ending in Self.endings {
            _ = renameat(
                folder.descriptor, name + ending, folder.descriptor, name + ".unusable" + ending)
        }
        return (try? OutsideFile.status(of: name, in: folder.descriptor, followsLink: false)) == nil
    }
}
