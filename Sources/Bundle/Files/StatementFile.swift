import Sealing
import SystemPackage

/// Small files that are read and written whole: statements, cards, identities, passphrases.
public enum StatementFile {
    /// The most a statement file may measure, in bytes.
    public static let maximumBytes = 4 << 20

    /// The content of a file, or of a pipe such as `/dev/stdin`.
    ///
    /// - Throws: ``FileError/inputMissing(path:)``, ``FileError/inputNotAFile(path:)``,
    ///   ``FileError/inputNotReadable(path:cause:)``, or ``FileError/inputTooLarge(path:limitBytes:)``
    ///   without having read more than the limit.
    public static func read(
        _ path: String, maximumBytes: Int = StatementFile.maximumBytes
    ) throws(FileError) -> [UInt8] {
        do {
            let descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec])
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
        } catch let cause as Errno {
            switch cause {
            case .noSuchFileOrDirectory, .notDirectory: throw .inputMissing(path: path)
            case .isDirectory: throw .inputNotAFile(path: path)
            default: throw .inputNotReadable(path: path, cause: cause)
            }
        } catch {
            throw .inputNotReadable(path: path, cause: .ioError)
        }
    }

    /// Writes a file whole or not at all.
    ///
    /// - Parameters:
    ///   - bytes: the content.
    ///   - path: where it shall appear.
    ///   - replaceExisting: whether a file already there may be replaced.
    ///   - permissions: before the umask; `[.ownerReadWrite]` for anything secret.
    /// - Throws: as ``AtomicFile``.
    public static func write(
        _ bytes: [UInt8], to path: String, replaceExisting: Bool = false,
        permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]
    ) throws(FileError) {
        let file = try AtomicFile(path: path, replaceExisting: replaceExisting, permissions: permissions)
        try file.write(bytes)
        try file.commit()
    }
}
