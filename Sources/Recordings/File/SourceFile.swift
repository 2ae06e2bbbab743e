import Files
import Objects
import Statements
import Glibc
import Sealing

/// A source file that was opened: every look at its content is a look at this one file, whatever its path leads to later.
///
/// Only an ordinary file is ever opened, and only for reading: a pipe, which would be waited for, and a device are
/// refused for what they are.
package final class SourceFile: Sendable {
    /// Where it was found.
    package let path: String
    /// Bytes of the file when it was opened. What is written to it later is not looked at.
    package let size: UInt64
    /// Which file it is, and in which state it was when it was opened.
    let identity: SourceIdentity
    private let descriptor: Int32

    /// Opens a file that holds something.
    ///
    /// - Throws: ``FootageError/missing(path:)``, ``FootageError/notReadable(path:cause:)`` or
    ///   ``FootageError/empty(path:)``.
    package convenience init(path: String) throws(FootageError) {
        try self.init(whateverItHolds: path)
        guard size > 0 else { throw .empty(path: path) }
    }

    /// Opens a file that the walk through a folder came to, in that open folder. A link is not followed.
    ///
    /// - Throws: as ``init(path:)``.
    convenience init(_ name: WalkedName) throws(FootageError) {
        try self.init(path: name.path) { () throws(OutsideFile.Refusal) in
            try OutsideFile.open(name.name, in: name.folder.open.descriptor, followsLink: false)
        }
        guard size > 0 else { throw .empty(path: name.path) }
    }

    private convenience init(whateverItHolds path: String) throws(FootageError) {
        try self.init(path: path) { () throws(OutsideFile.Refusal) in try OutsideFile.open(path) }
    }

    private init(
        path: String, _ open: () throws(OutsideFile.Refusal) -> OutsideFile.Opened
    ) throws(FootageError) {
        let opened: OutsideFile.Opened
        do { opened = try open() } catch {
            throw error == .missing
                ? .missing(path: path) : .notReadable(path: path, cause: error.inWords)
        }
        self.path = path
        descriptor = opened.descriptor
        identity = SourceIdentity(opened.status)
        size = UInt64(max(0, opened.status.st_size))
    }

    deinit { close(descriptor) }

    /// What the file system said of it when it was opened.
    package var stamp: FileStamp { identity.stamp }

    /// When its content was last changed, by the file system, as it was when it was opened.
    var lastChanged: WallTime { WallTime(nanoseconds: stamp.modified) }

    /// Whether the file is still in the state in which it was opened.
    ///
    /// - Throws: ``FootageError/notReadable(path:cause:)``.
    package func isUnchanged() throws(FootageError) -> Bool {
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
    package func digest(
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
    package static func digest(
        of path: String, goOn: (_ bytes: Int) -> Bool = { _ in true }
    ) throws -> (sha256: SHA256Digest, size: UInt64) {
        try SourceFile(whateverItHolds: path).digest(goOn: goOn)
    }

    // MARK: - What cannot be opened

    static func failure(_ path: String, _ code: Int32) -> FootageError {
        switch code {
        case ENOENT, ENOTDIR: .missing(path: path)
        default: .notReadable(path: path, cause: SystemCause.inWords(code))
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
