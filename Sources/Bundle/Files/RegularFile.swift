import Glibc
import SystemPackage

/// Opens an ordinary file for reading, and nothing else: no folder, pipe or device.
enum RegularFile {
    /// - Returns: the open file, which the caller closes, and its size in bytes.
    static func open(_ path: String) throws(FileError) -> (FileDescriptor, size: UInt64) {
        let descriptor: FileDescriptor
        do {
            // A pipe without a writer must not make us wait.
            descriptor = try FileDescriptor.open(
                FilePath(path), .readOnly, options: [.closeOnExec, .nonBlocking])
        } catch {
            switch error as? Errno {
            case .noSuchFileOrDirectory, .notDirectory: throw .inputMissing(path: path)
            case let cause: throw .inputNotReadable(path: path, cause: cause ?? .ioError)
            }
        }
        var status = stat()
        guard fstat(descriptor.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            try? descriptor.close()
            throw .inputNotAFile(path: path)
        }
        posix_fadvise(descriptor.rawValue, 0, 0, POSIX_FADV_SEQUENTIAL)
        return (descriptor, UInt64(status.st_size))
    }
}
