import Files
import Sealing
import SystemPackage

/// Small files that are read and written whole: statements, cards, identities, passphrases.
package enum StatementFile {
    /// The most a statement file may measure, in bytes.
    package static let maximumBytes = 4 << 20

    /// The content of a file, or of a pipe that this process was given open, such as `/dev/stdin` or `/dev/fd/63`, without
    /// the byte order mark (UTF-8) that some editors put before a text: what is signed lies behind it. ``MarkedFiles`` is told of
    /// it. Whoever tells of the mark in another way reads with `keepsByteOrderMark`.
    ///
    /// A pipe by its own name is refused: whoever may write to its folder can put one there that nobody writes to.
    ///
    /// - Throws: ``FileError/inputMissing(path:)``, ``FileError/inputNotAFile(path:kind:)``,
    ///   ``FileError/inputNotReadable(path:cause:)``, or ``FileError/inputTooLarge(path:limitBytes:)``
    ///   without having read more than the limit.
    package static func read(
        _ path: String, maximumBytes: Int = StatementFile.maximumBytes, keepsByteOrderMark: Bool = false
    ) throws(FileError) -> [UInt8] {
        let opened: Int32
        do { opened = try OutsideFile.openInput(path) } catch { throw FileError(error, path) }
        let content = try content(of: FileDescriptor(rawValue: opened), path, maximumBytes)
        return keepsByteOrderMark ? content : withoutMark(content, path)
    }

    /// The byte order mark of UTF-8.
    package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private static func withoutMark(_ content: [UInt8], _ path: String) -> [UInt8] {
        guard content.starts(with: byteOrderMark) else { return content }
        MarkedFiles.found(path)
        return Array(content.dropFirst(byteOrderMark.count))
    }

    /// The content of an ordinary file in a folder, without a byte order mark; no one can know beforehand what lies there: no
    /// pipe.
    ///
    /// - Throws: as ``read(_:maximumBytes:)``.
    static func read(
        inFolder path: String, maximumBytes: Int = StatementFile.maximumBytes
    ) throws(FileError) -> [UInt8] {
        withoutMark(try content(of: try RegularFile.open(path).0, path, maximumBytes), path)
    }

    /// The first bytes of an ordinary file in a folder: fewer only where it has no more; nil of a file that is larger than so
    /// many bytes.
    ///
    /// - Throws: as ``read(_:maximumBytes:)``.
    static func head(inFolder path: String, bytes: Int, ofAtMost largest: UInt64) throws(FileError)
        -> [UInt8]?
    {
        let (descriptor, size) = try RegularFile.open(path)
        do {
            return try descriptor.closeAfter { () -> [UInt8]? in
                guard size <= largest else { return nil }
                var head = [UInt8](repeating: 0, count: bytes)
                var filled = 0
                while filled < bytes {
                    let count = try head.withUnsafeMutableBytes {
                        try descriptor.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
                    }
                    if count == 0 { break }
                    filled += count
                }
                return Array(head[..<filled])
            }
        } catch {
            throw .inputNotReadable(path: path, cause: error as? Errno ?? .ioError)
        }
    }

    private static func content(
        of descriptor: FileDescriptor, _ path: String, _ maximumBytes: Int
    ) throws(FileError) -> [UInt8] {
        do {
            return try descriptor.closeAfter {
                var content: [UInt8] = []
                var buffer = [UInt8](repeating: 0, count: 64 * 1024)
                while true {
                    let count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
                    if count == 0 { return content }
                    guard content.count + count <= maximumBytes else {
                        throw FileError.inputTooLarge(path: path, limitBytes: maximumBytes)
                    }
                    content.append(contentsOf: buffer[..<count])
                }
            }
        } catch let error as FileError {
            throw error
        } catch {
            throw .inputNotReadable(path: path, cause: error as? Errno ?? .ioError)
        }
    }

    /// Writes a file whole or not at all.
    ///
    /// - Parameters:
    ///   - bytes: the content.
    ///   - path: where it shall appear.
    ///   - replaceExisting: whether a file already there may be replaced.
    ///   - permissions: before the umask; `[.ownerReadWrite]` for anything secret.
    ///   - isOutput: as of ``AtomicFile``.
    /// - Throws: as ``AtomicFile``.
    package static func write(
        _ bytes: [UInt8], to path: String, replaceExisting: Bool = false,
        permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead], isOutput: Bool = true
    ) throws(FileError) {
        let file = try AtomicFile(
            path: path, replaceExisting: replaceExisting, permissions: permissions, isOutput: isOutput)
        try file.write(bytes)
        try file.commit()
    }
}
