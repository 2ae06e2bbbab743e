import Glibc

/// A source file opened for reading single places of it, whatever its size.
///
/// Not `Sendable`: one stage reads it.
final class SourceBytes {
    let path: String
    /// Bytes of the file when it was opened.
    let size: UInt64
    private let descriptor: Int32

    /// - Throws: as ``SourceFile/size(of:)``.
    init(path: String) throws(FootageError) {
        self.path = path
        size = try SourceFile.size(of: path)
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SourceFile.failure(path, errno) }
    }

    deinit { close(descriptor) }

    /// So many bytes from an offset; fewer only at the end of the file.
    ///
    /// - Throws: ``FootageError/notReadable(path:cause:)``.
    func read(at offset: UInt64, count: Int) throws(FootageError) -> [UInt8] {
        guard offset < size else { return [] }
        let count = Int(min(UInt64(count), size - offset))
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                pread(
                    descriptor, buffer.baseAddress.map { $0 + filled }, count - filled,
                    off_t(offset) + off_t(filled))
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw SourceFile.failure(path, errno) }
            if got == 0 { break }
            filled += got
        }
        return Array(bytes.prefix(filled))
    }
}
