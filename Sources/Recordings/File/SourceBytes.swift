import Objects

/// Single places of an opened source file, whatever its size.
///
/// Not `Sendable`: one stage reads it.
final class SourceBytes {
    let file: SourceFile
    /// What was read last, and from where: the headers in a file lie close together.
    private var ahead: (start: UInt64, bytes: [UInt8]) = (0, [])
    private static let aheadBytes = 8 << 10

    init(_ file: SourceFile) { self.file = file }

    var path: String { file.path }
    /// Bytes of the file when it was opened.
    var size: UInt64 { file.size }

    /// So many bytes from an offset; fewer only at the end of the file.
    ///
    /// - Throws: ``FootageError/notReadable(path:cause:)``.
    func read(at offset: UInt64, count: Int) throws(FootageError) -> [UInt8] {
        guard offset < size, count > 0 else { return [] }
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
                filled = try file.read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
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
        try file.read(at: offset, into: buffer)
    }
}
