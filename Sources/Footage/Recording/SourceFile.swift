import Custody
import Glibc
import Sealing

/// A source file as bytes: whether it can be read, how large it is, its digest.
public enum SourceFile {
    /// The size of an ordinary, readable file in bytes; more than zero.
    ///
    /// - Throws: ``FootageError/missing(path:)``, ``FootageError/notReadable(path:cause:)`` or
    ///   ``FootageError/empty(path:)``.
    public static func size(of path: String) throws(FootageError) -> UInt64 {
        var status = stat()
        guard stat(path, &status) == 0 else { throw failure(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .notReadable(path: path, cause: "it is not an ordinary file")
        }
        guard access(path, R_OK) == 0 else { throw failure(path, errno) }
        guard status.st_size > 0 else { throw .empty(path: path) }
        return UInt64(status.st_size)
    }

    /// When the file was last changed, by the file system.
    ///
    /// - Throws: ``FootageError/missing(path:)`` or ``FootageError/notReadable(path:cause:)``.
    static func lastChanged(_ path: String) throws(FootageError) -> WallTime {
        var status = stat()
        guard stat(path, &status) == 0 else { throw failure(path, errno) }
        return WallTime(nanoseconds: FileStamp(status).modified)
    }

    /// The SHA-256 of the whole file and how many bytes that were, read from begin to end.
    ///
    /// - Parameter goOn: is told how many more bytes were hashed and asked whether to go on.
    /// - Throws: as ``size(of:)``, and `CancellationError` when it was told to give up.
    public static func digest(
        of path: String, goOn: (_ bytes: Int) -> Bool = { _ in true }
    ) throws -> (sha256: SHA256Digest, size: UInt64) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path, errno) }
        defer { close(descriptor) }
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 512 << 10, alignment: 4096)
        defer { buffer.deallocate() }
        let hasher = try SHA256Hasher()
        var size: UInt64 = 0
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure(path, errno)
            }
            try hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            size += UInt64(count)
            guard goOn(count) else { throw CancellationError() }
        }
        return (try hasher.finalize(), size)
    }

    static func failure(_ path: String, _ code: Int32) -> FootageError {
        switch code {
        case ENOENT, ENOTDIR: .missing(path: path)
        default: .notReadable(path: path, cause: String(cString: strerror(code)))
        }
    }
}
