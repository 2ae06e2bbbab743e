import Custody
import Glibc
import Sealing
import SystemPackage

extension ArchiveFacts {
    /// Reads a file to its end.
    ///
    /// - Throws: ``FileError``.
    public init(ofFile path: String) throws {
        let (descriptor, _) = try RegularFile.open(path)
        defer { try? descriptor.close() }
        try self.init(reading: descriptor, path: path)
    }

    /// Reads an open file to its end, wherever others read it meanwhile.
    init(reading descriptor: FileDescriptor, path: String) throws {
        let hasher = try SHA256Hasher()
        var block = [UInt8](repeating: 0, count: 1 << 20)
        var size: UInt64 = 0
        while true {
            let count: Int
            do {
                count = try block.withUnsafeMutableBytes {
                    try descriptor.read(fromAbsoluteOffset: Int64(size), into: $0)
                }
            } catch {
                throw FileError.inputNotReadable(path: path, cause: error as? Errno ?? .ioError)
            }
            if count == 0 { break }
            try block.withUnsafeBytes { try hasher.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            size += UInt64(count)
        }
        self.init(sha256: try hasher.finalize(), size: size)
    }
}
