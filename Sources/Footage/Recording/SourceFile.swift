import Custody
import Glibc
import Sealing

/// A source file that was opened: every look at its content is a look at this one file, whatever its path leads to later.
///
/// Only an ordinary file is ever opened, and only for reading: a pipe, which would be waited for, and a device are
/// refused for what they are.
public final class SourceFile: Sendable {
    /// Where it was found.
    public let path: String
    /// Bytes of the file when it was opened. What is written to it later is not looked at.
    public let size: UInt64
    /// Which file it is, and in which state it was when it was opened.
    let identity: SourceIdentity
    private let descriptor: Int32

    /// Opens a file that holds something.
    ///
    /// - Throws: ``FootageError/missing(path:)``, ``FootageError/notReadable(path:cause:)`` or
    ///   ``FootageError/empty(path:)``.
    public convenience init(path: String) throws(FootageError) {
        try self.init(whateverItHolds: path)
        guard size > 0 else { throw .empty(path: path) }
    }

    private convenience init(whateverItHolds path: String) throws(FootageError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw Self.failure(path, errno) }
        // Asked before it is opened as well, as opening a device may already do something.
        if let other = Self.otherKind(status) { throw other.refusal(of: path) }
        // What it is may change in between: O_NONBLOCK waits for no pipe's other end.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw Self.failure(path, errno) }
        try self.init(takingOver: descriptor, path: path)
    }

    /// Takes over a descriptor that was opened with `O_NONBLOCK` and `O_CLOEXEC`; it is closed even on failure.
    ///
    /// - Throws: ``FootageError/notReadable(path:cause:)`` where it is of no ordinary file.
    init(takingOver descriptor: Int32, path: String) throws(FootageError) {
        self.path = path
        self.descriptor = descriptor
        var status = stat()
        let code = fstat(descriptor, &status) == 0 ? 0 : errno
        identity = SourceIdentity(status)
        size = UInt64(max(0, status.st_size))
        // From here on the object exists, and closes what it has whichever way this ends.
        guard code == 0 else { throw Self.failure(path, code) }
        if let other = Self.otherKind(status) { throw other.refusal(of: path) }
    }

    deinit { close(descriptor) }

    /// What the file system said of it when it was opened.
    public var stamp: FileStamp { identity.stamp }

    /// When its content was last changed, by the file system, as it was when it was opened.
    var lastChanged: WallTime { WallTime(nanoseconds: stamp.modified) }

    /// Whether the file is still in the state in which it was opened.
    ///
    /// - Throws: ``FootageError/notReadable(path:cause:)``.
    public func isUnchanged() throws(FootageError) -> Bool {
        var status = Glibc.stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure(path, errno) }
        return SourceIdentity(status) == identity
    }

    /// Fills a buffer from an offset on and says how far; not to its end only at the end of the file.
    ///
    /// - Throws: ``FootageError/notReadable(path:cause:)``.
    func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(FootageError) -> Int {
        guard offset < size else { return 0 }
        let count = Int(min(UInt64(buffer.count), size - offset))
        var filled = 0
        while filled < count {
            let got = pread(
                descriptor, buffer.baseAddress.map { $0 + filled }, count - filled,
                off_t(offset) + off_t(filled))
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw Self.failure(path, errno) }
            if got == 0 { break }
            filled += got
        }
        return filled
    }

    // MARK: - Its digest

    /// The SHA-256 of the whole file and how many bytes that were.
    ///
    /// - Parameter goOn: is told how many more bytes were hashed and asked whether to go on.
    /// - Throws: ``FootageError/notReadable(path:cause:)``, and `CancellationError` when it was told to give up.
    public func digest(
        goOn: (_ bytes: Int) -> Bool = { _ in true }
    ) throws -> (sha256: SHA256Digest, size: UInt64) {
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 512 << 10, alignment: 4096)
        defer { buffer.deallocate() }
        let hasher = try SHA256Hasher()
        var hashed: UInt64 = 0
        while true {
            let count = try read(at: hashed, into: buffer)
            if count == 0 { break }
            try hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            hashed += UInt64(count)
            guard goOn(count) else { throw CancellationError() }
        }
        return (try hasher.finalize(), hashed)
    }

    /// The SHA-256 of the file at a path, which may be empty, and how many bytes that were.
    ///
    /// - Throws: as ``init(path:)`` and ``digest(goOn:)``.
    public static func digest(
        of path: String, goOn: (_ bytes: Int) -> Bool = { _ in true }
    ) throws -> (sha256: SHA256Digest, size: UInt64) {
        try SourceFile(whateverItHolds: path).digest(goOn: goOn)
    }

    // MARK: - What cannot be opened

    /// What a path may lead to that is no ordinary file.
    enum OtherKind: String {
        case folder = "a folder"
        case pipe = "a pipe"
        case socket = "a socket"
        case device = "a device"
        case unknown = "of no kind that is known"

        func refusal(of path: String) -> FootageError {
            .notReadable(path: path, cause: "it is not an ordinary file but \(rawValue)")
        }
    }

    /// What something is that is no ordinary file; nil for one that is.
    static func otherKind(_ status: stat) -> OtherKind? {
        switch status.st_mode & S_IFMT {
        case S_IFREG: nil
        case S_IFDIR: .folder
        case S_IFIFO: .pipe
        case S_IFSOCK: .socket
        case S_IFCHR, S_IFBLK: .device
        default: .unknown
        }
    }

    static func failure(_ path: String, _ code: Int32) -> FootageError {
        switch code {
        case ENOENT, ENOTDIR: .missing(path: path)
        default: .notReadable(path: path, cause: String(cString: strerror(code)))
        }
    }
}

/// Tells a file in one state from all others.
struct SourceIdentity: Sendable, Hashable {
    let file: FileIdentity
    let stamp: FileStamp

    init(_ status: stat) {
        file = FileIdentity(status)
        stamp = FileStamp(status)
    }
}
