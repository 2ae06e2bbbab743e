import Files
import CLinux
import Glibc
import SystemPackage

/// Bytes put aside beside an output, in a file that has no name and is gone with this object.
///
/// Not `Sendable`: one thread at a time.
final class SpoolFile {
    private let output: String
    private let folder: OutputFolder
    private let descriptor: Int32
    private(set) var size: UInt64 = 0

    /// - Parameter output: the file beside which there is room; errors name it.
    init(beside output: String) throws(FileError) {
        self.output = output
        let location = FilePath(output)
        do throws(Errno) { folder = try OutputFolder(location.removingLastComponent()) } catch {
            throw .cannotWrite(path: output, cause: error)
        }
        // O_EXCL: it can never be given a name.
        let nameless = openat(
            folder.descriptor, ".", proffer_O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0o600)
        if nameless >= 0 {
            descriptor = nameless
            return
        }
        let hidden = LeftBehind.hiddenName(for: location.lastComponent?.string ?? "spool")
        descriptor = openat(
            folder.descriptor, hidden, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotWrite(path: output, cause: Errno(rawValue: errno)) }
        folder.remove(hidden)
    }

    deinit { close(descriptor) }

    func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count < 0 {
                let cause = Errno(rawValue: errno)
                if cause == .interrupted { continue }
                throw DiskRoom.failure(output, cause, written: size, in: folder.descriptor)
            }
            size += UInt64(count)
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    /// Fills a buffer from a byte offset on and says how far; 0 means that nothing is there.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(FileError) -> Int {
        while true {
            let count = pread(descriptor, buffer.baseAddress, buffer.count, Int(offset))
            if count >= 0 { return count }
            let cause = Errno(rawValue: errno)
            if cause != .interrupted { throw .writeFailed(path: output, cause: cause) }
        }
    }

    /// Gives everything to `receive`, in order.
    func replay(_ receive: (UnsafeRawBufferPointer) throws -> Void) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
        defer { buffer.deallocate() }
        var offset: UInt64 = 0
        while offset < size {
            let count = try read(into: buffer, at: offset)
            guard count > 0 else { throw FileError.writeFailed(path: output, cause: .ioError) }
            try receive(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            offset += UInt64(count)
        }
    }
}
