import Glibc

/// The file of a database before SQLite opens it.
enum DatabaseFile {
    /// Makes the file where there is none, for its owner only: SQLite would create it for everybody to read, and gives
    /// its other files the permissions of this one.
    ///
    /// The file is not opened: closing it would take away every lock this process has on it, SQLite's among them
    /// (POSIX `fcntl`).
    ///
    /// - Returns: why it cannot be used, in the system's words; nil where it can.
    static func prepare(_ path: String) -> String? {
        if mknod(path, S_IFREG | 0o600, 0) == 0 { return nil }
        guard errno == EEXIST else { return String(cString: strerror(errno)) }
        var status = stat()
        guard lstat(path, &status) == 0 else { return String(cString: strerror(errno)) }
        return status.st_mode & S_IFMT == S_IFREG ? nil : "it is not an ordinary file"
    }
}
