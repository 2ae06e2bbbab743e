import Files
import Glibc

/// Databases where nothing can be written: on a disc, on a stick with its switch set, in a folder that was locked.
///
/// SQLite writes beside a database even to read one, which fails there. It is told that nothing changes instead. But then it
/// passes over what lies beside, and the newest rows of a database can lie in its write-ahead log: where that is not empty, it
/// is read too, or the database is refused; never is less shown than was written
/// ([decision 166](docs/decisions/0166-read-only-databases-are-read-whole.md)).
enum ReadOnlyDatabase {
    /// Rows lie beside the database that cannot be read with it.
    struct RowsBeside: Error, CustomStringConvertible {
        let path: String
        var description: String {
            "\(path) lies beside it and holds what was written last, which cannot be read where nothing can be written; copy both, "
                + "under their names, to a disk of this machine's own, and use the copy"
        }
    }

    /// Whether a file system as a whole can only be read.
    static func isMedium(_ folder: String) -> Bool {
        var status = statvfs()
        return statvfs(folder, &status) == 0 && status.f_flag & UInt(ST_RDONLY) != 0
    }

    /// Whether a database that is there can only be read: it, or its folder, may not be written to.
    static func isNeeded(for path: String, in folder: String) -> Bool {
        access(path, F_OK) == 0 && (access(folder, W_OK) != 0 || access(path, W_OK) != 0)
    }

    /// What SQLite is given to open, once it was found out that nothing is passed over.
    ///
    /// - Throws: ``RowsBeside``.
    static func location(of path: String) throws(RowsBeside) -> String {
        if hasBytes(path + "-journal") { throw RowsBeside(path: path + "-journal") }
        guard hasBytes(path + "-wal") else { return "file:\(escaped(path))?immutable=1" }
        // With its index SQLite reads the log, and keeps what it would have to write in memory (SQLite, WAL §Read-Only
        // Databases).
        guard hasBytes(path + "-shm") else { throw RowsBeside(path: path + "-wal") }
        return path
    }

    private static func hasBytes(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_size > 0
    }

    /// A path in a URI (RFC 3986 §2.1).
    private static func escaped(_ path: String) -> String {
        path.utf8.map { byte in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "/-._~".utf8.contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain
                ? String(decoding: [byte], as: UTF8.self) : "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
