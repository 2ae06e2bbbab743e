import Files
import Records
import Glibc
import Sealing
import SystemPackage

extension ArchiveFacts {
    /// Reads a file to its end.
    ///
    /// - Throws: ``FileError``.
    package init(ofFile path: String) throws {
        let (descriptor, _) = try RegularFile.open(path)
        defer { try? descriptor.close() }
        try self.init { buffer, offset in
            do {
                return try descriptor.read(fromAbsoluteOffset: Int64(offset), into: buffer)
            } catch {
                throw FileError.inputNotReadable(path: path, cause: error as? Errno ?? .ioError)
            }
        }
    }

    /// Hashes what a source gives from a byte on; 0 bytes are its end.
    init(reading readAt: (UnsafeMutableRawBufferPointer, UInt64) throws -> Int) throws {
        let hasher = try SHA256Hasher()
        var block = [UInt8](repeating: 0, count: 1 << 20)
        var size: UInt64 = 0
        while true {
            let count = try block.withUnsafeMutableBytes { try readAt($0, size) }
            if count == 0 { break }
            try block.withUnsafeBytes { try hasher.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            size += UInt64(count)
        }
        self.init(sha256: try hasher.finalize(), size: size)
    }
}
