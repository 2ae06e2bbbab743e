import Files
import Outcomes
import SystemPackage

extension RecognisedFile {
    /// Whether it is a bundle whose end is missing, as where a copy was stopped: a tar file ends with two blocks of zeros
    /// (POSIX.1-2017, pax). Nothing else of it is checked.
    package var lacksItsEnd: Bool {
        guard nature == .bundle, let (descriptor, size) = try? RegularFile.open(path) else { return false }
        defer { try? descriptor.close() }
        let (block, end) = (UInt64(512), 1024)
        guard size % block == 0, size > UInt64(end) else { return true }
        var bytes = [UInt8](repeating: 1, count: end)
        let count = bytes.withUnsafeMutableBytes {
            try? descriptor.read(fromAbsoluteOffset: Int64(clamping: size) - Int64(end), into: $0)
        }
        return count != end || bytes.contains { $0 != 0 }
    }
}
