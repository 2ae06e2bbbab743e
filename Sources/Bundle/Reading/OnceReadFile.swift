import Files
import Glibc
import Sealing
import Synchronization
import SystemPackage

/// A file that was read whole once, and gives no byte again that is not the one it gave then.
///
/// Between two looks at a file on a share or a stick somebody may write to it. A hash that is compared once all is decrypted would come too
/// late for whoever uses the bytes as they come, and never for whoever stops before the end. So each block is read into memory, recognised
/// there by its tag, and handed out from there ([decision 77](docs/decisions/0077-what-was-checked-is-what-is-used.md)).
final class OnceReadFile: Sendable {
    /// How many bytes a block has; the last one has what is left.
    static let blockSize = 1 << 20

    /// Where it was opened.
    let path: String
    /// Its size in bytes.
    let size: UInt64

    private let descriptor: FileDescriptor
    private let tags: [BlockAuthenticator.Tag]
    private let held: Mutex<Held>

    /// The block read last: most reads are of the same one, or of the next.
    private struct Held {
        let authenticator: BlockAuthenticator
        var bytes: [UInt8] = []
        var number: UInt64?
    }

    /// - Parameters:
    ///   - descriptor: of the open file; closed with this object.
    ///   - key: of the tags.
    ///   - tags: of all its blocks, in order.
    /// - Throws: Sealing's error when the cryptographic library fails.
    init(
        path: String, size: UInt64, _ descriptor: FileDescriptor, _ key: BlockAuthenticator.Key,
        _ tags: [BlockAuthenticator.Tag]
    ) throws {
        self.path = path
        self.size = size
        self.descriptor = descriptor
        self.tags = tags
        held = Mutex(Held(authenticator: try BlockAuthenticator(key)))
    }

    deinit { try? descriptor.close() }

    /// Writes bytes from `offset` on into a buffer, and returns how many: one at least, but 0 at the end and behind it.
    ///
    /// - Throws: ``FileError/inputNotReadable(path:cause:)``, ``BundleError/changedMeanwhile(path:)``.
    func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard offset < size, !buffer.isEmpty else { return 0 }
        let number = offset / UInt64(Self.blockSize)
        return try held.withLock { held in
            if held.number != number {
                held.number = nil
                try load(number, into: &held)
                held.number = number
            }
            let start = Int(offset % UInt64(Self.blockSize))
            let count = min(buffer.count, held.bytes.count - start)
            held.bytes.withUnsafeBytes {
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<start + count]))
            }
            return count
        }
    }

    private func load(_ number: UInt64, into held: inout Held) throws {
        let start = number * UInt64(Self.blockSize)
        let count = Int(min(UInt64(Self.blockSize), size - start))
        if held.bytes.count != count { held.bytes = [UInt8](repeating: 0, count: count) }
        try held.bytes.withUnsafeMutableBytes { block in
            var filled = 0
            while filled < count {
                let got: Int
                do {
                    got = try descriptor.read(
                        fromAbsoluteOffset: Int64(start) + Int64(filled),
                        into: UnsafeMutableRawBufferPointer(rebasing: block[filled...]))
                } catch {
                    throw FileError.inputNotReadable(path: path, cause: error as? Errno ?? .ioError)
                }
                // It was cut short since.
                guard got > 0 else { throw BundleError.changedMeanwhile(path: path) }
                filled += got
            }
        }
        let tag = try held.bytes.withUnsafeBytes { try held.authenticator.tag(of: $0, number: number) }
        guard Int(number) < tags.count, tags[Int(number)] == tag else {
            throw BundleError.changedMeanwhile(path: path)
        }
    }
}
