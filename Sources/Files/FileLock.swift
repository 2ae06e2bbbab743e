import Glibc
import SystemPackage

/// Holds a file that is replaced by renaming, so that only one process at a time replaces it (`flock(2)`).
///
/// The lock is on the file that has the name *when the lock is granted*: whoever waited while it was replaced tries again
/// with the new one. No file is left behind for the lock's sake. A process that dies releases it.
package final class FileLock {
    private let descriptor: FileDescriptor
    private var isHeld = true

    /// Waits for the lock.
    ///
    /// - Parameters:
    ///   - path: the file; nil is returned when it is not there.
    ///   - patience: how long to wait, in nanoseconds.
    /// - Throws: ``FileError/inputNotReadable(path:cause:)``, or ``FileError/busy(path:)``.
    package init?(path: String, patience: UInt64) throws {
        let pause: UInt64 = 20_000_000
        var waited: UInt64 = 0
        while true {
            let opened = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
            guard opened >= 0 else {
                let cause = Errno(rawValue: errno)
                if cause == .noSuchFileOrDirectory { return nil }
                throw FileError.inputNotReadable(path: path, cause: cause)
            }
            let descriptor = FileDescriptor(rawValue: opened)
            if flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 {
                if Self.hasName(descriptor, path) {
                    self.descriptor = descriptor
                    return
                }
                try? descriptor.close()
                continue
            }
            let cause = Errno(rawValue: errno)
            try? descriptor.close()
            // Somebody has it only where the system says so; a signal says nothing.
            if cause == .interrupted { continue }
            guard cause == .wouldBlock else { throw FileError.inputNotReadable(path: path, cause: cause) }
            guard waited < patience else { throw FileError.busy(path: path) }
            usleep(useconds_t(pause / 1000))
            waited += pause
        }
    }

    deinit { release() }

    /// Lets the next one in.
    package func release() {
        guard isHeld else { return }
        isHeld = false
        try? descriptor.close()
    }

    /// Whether the open file is still the one under that name.
    private static func hasName(_ descriptor: FileDescriptor, _ path: String) -> Bool {
        var open = stat()
        var named = stat()
        return fstat(descriptor.rawValue, &open) == 0 && stat(path, &named) == 0
            && open.st_dev == named.st_dev && open.st_ino == named.st_ino
    }
}
