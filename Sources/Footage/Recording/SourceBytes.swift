import Glibc

/// A source file opened for reading single places of it, whatever its size.
///
/// Not `Sendable`: one stage reads it.
final class SourceBytes {
    let path: String
    /// Bytes of the file when it was opened.
    let size: UInt64
    private let descriptor: Int32
    /// What was read last, and from where: the headers in a file lie close together.
    private var ahead: (start: UInt64, bytes: [UInt8]) = (0, [])
    private static let aheadBytes = 8 << 10

    /// - Throws: as ``SourceFile/size(of:)``.
    init(path: String) throws(FootageError) {
        self.path = path
        size = try SourceFile.size(of: path)
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SourceFile.failure(path, errno) }
    }

    deinit { close(descriptor) }

    /// Which file this is and in which state: a file that is written to has another one afterwards.
    var identity: SourceIdentity? { SourceIdentity(of: descriptor) }

    /// So many bytes from an offset; fewer only at the end of the file.
    ///
    /// - Throws: ``FootageError/notReadable(path:cause:)``.
    func read(at offset: UInt64, count: Int) throws(FootageError) -> [UInt8] {
        guard offset < size else { return [] }
        let count = Int(min(UInt64(count), size - offset))
        guard count <= Self.aheadBytes / 16 else { return try readFile(at: offset, count: count) }
        if offset < ahead.start || offset - ahead.start + UInt64(count) > UInt64(ahead.bytes.count) {
            ahead = (
                offset, try readFile(at: offset, count: Int(min(UInt64(Self.aheadBytes), size - offset)))
            )
        }
        let start = Int(offset - ahead.start)
        return Array(ahead.bytes[start..<min(start + count, ahead.bytes.count)])
    }

    private func readFile(at offset: UInt64, count: Int) throws(FootageError) -> [UInt8] {
        var failure: FootageError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            do throws(FootageError) {
                filled = try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
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
            guard got >= 0 else { throw SourceFile.failure(path, errno) }
            if got == 0 { break }
            filled += got
        }
        return filled
    }
}

/// Tells a file in one state from all others.
struct SourceIdentity: Sendable, Hashable {
    private let file: FileIdentity
    private let stamp: FileStamp

    /// - Returns: nil where the system does not tell.
    init?(of descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        file = FileIdentity(status)
        stamp = FileStamp(status)
    }
}
