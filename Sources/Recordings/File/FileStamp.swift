import Objects
import Statements
import Glibc

/// What the file system says of a file without opening it. Two looks at a file with the same stamp saw the same
/// content: a change of it changes the size, the time of the change, or both.
package struct FileStamp: Sendable, Hashable {
    /// Its size in bytes.
    package var size: Int64
    /// When its content was last changed, in nanoseconds since 1970. A copy may carry the original's.
    package var modified: Int64
    /// When the file system last changed anything of it, in nanoseconds since 1970. No program can set this.
    package var changed: Int64
    /// Its number in its file system.
    package var inode: UInt64

    /// A stamp from its parts.
    package init(size: Int64, modified: Int64, changed: Int64, inode: UInt64) {
        self.size = size
        self.modified = modified
        self.changed = changed
        self.inode = inode
    }

    /// The stamp of the file at a path now.
    ///
    /// - Throws: ``FootageError/missing(path:)`` or ``FootageError/notReadable(path:cause:)``.
    package init(of path: String) throws(FootageError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw SourceFile.failure(path, errno) }
        self.init(status)
    }

    init(_ status: stat) {
        func nanoseconds(_ time: timespec) -> Int64 {
            let (whole, overflow) = Int64(time.tv_sec).multipliedReportingOverflow(
                by: WallTime.nanosecondsPerSecond)
            return overflow ? (time.tv_sec < 0 ? .min : .max) : whole.addingClamped(Int64(time.tv_nsec))
        }
        self.init(
            size: Int64(status.st_size), modified: nanoseconds(status.st_mtim),
            changed: nanoseconds(status.st_ctim), inode: UInt64(status.st_ino))
    }
}

/// Which file or folder it is, whatever path leads to it.
struct FileIdentity: Sendable, Hashable {
    let device: UInt64
    let inode: UInt64

    init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
    }
}
