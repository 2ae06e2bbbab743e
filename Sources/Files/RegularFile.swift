import Glibc
import SystemPackage

/// Opens an ordinary file for reading, and nothing else: no folder, pipe or device.
package enum RegularFile {
    /// - Returns: the open file, which the caller closes, and its size in bytes.
    package static func open(_ path: String) throws(FileError) -> (FileDescriptor, size: UInt64) {
        do {
            let (descriptor, status) = try OutsideFile.open(path)
            posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
            return (FileDescriptor(rawValue: descriptor), UInt64(max(0, status.st_size)))
        } catch {
            throw FileError(error, path)
        }
    }
}

extension FileError {
    /// Why an input was not opened.
    package init(_ refusal: OutsideFile.Refusal, _ path: String) {
        switch refusal {
        case .missing: self = .inputMissing(path: path)
        case .kind(let kind): self = .inputNotAFile(path: path, kind: kind)
        case .failed(let code): self = .inputNotReadable(path: path, cause: Errno(rawValue: code))
        }
    }
}
