import Sealing

extension SourceFile {
    /// How many bytes of each end of a file ``ends()`` is over: 1 MiB.
    package static let endBytes: UInt64 = 1 << 20

    /// The SHA-256 over the first and the last MiB of the file, one behind the other; of a shorter file each of the two is all
    /// of it.
    ///
    /// With the size it finds a file again whatever it is called by now, at the cost of two reads: what a container says of
    /// itself lies at one end or the other. It finds a file and proves nothing of what lies between.
    ///
    /// - Throws: ``FootageError/notReadable(path:cause:)``.
    package func ends() throws -> SHA256Digest {
        let count = min(size, Self.endBytes)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, Int(count)), alignment: 4096)
        defer { buffer.deallocate() }
        let hasher = try SHA256Hasher()
        for start in [0, size - count] {
            let piece = UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(count)])
            let read = try self.read(at: start, into: piece)
            try hasher.update(UnsafeRawBufferPointer(rebasing: piece[..<read]))
        }
        return try hasher.finalize()
    }
}
