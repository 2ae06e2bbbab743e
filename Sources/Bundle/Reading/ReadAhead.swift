import Foundation
import SystemPackage

/// Reads a file from its start in large blocks, on a thread of its own, a few blocks ahead of whoever uses them.
///
/// So hashing never waits for the disk, and reading costs the hashing thread nothing.
///
/// `@unchecked Sendable`: every property but the constants is only touched while `condition` is held. A block
/// of the ring is written by the reading thread while it is free and read by the owner while it is full.
final class ReadAhead: @unchecked Sendable {
    private static let blockSize = 1 << 20
    private static let blockCount = 4

    private let path: String
    private let descriptor: FileDescriptor
    private let ring: UnsafeMutableRawBufferPointer
    private let condition = NSCondition()
    /// Bytes in each filled block, oldest first. A block of 0 bytes is the end of the file.
    private var filled: [Int] = []
    private var firstFilled = 0
    /// Whether the owner still looks at the block before `firstFilled`.
    private var ownerHolds = false
    private var failure: Errno?
    private var isCancelled = false
    private var hasEnded = false

    /// Begins to read at once.
    ///
    /// - Parameter descriptor: read with `pread` only; must stay open while this lives.
    init(path: String, descriptor: FileDescriptor) {
        self.path = path
        self.descriptor = descriptor
        ring = .allocate(byteCount: Self.blockSize * Self.blockCount, alignment: 4096)
        filled.reserveCapacity(Self.blockCount)
        // The thread keeps this object alive until it ends, so the owner ends it with `cancel`.
        let thread = Thread { self.readAll() }
        thread.name = "bundle-reader"
        thread.start()
    }

    deinit { ring.deallocate() }

    /// The next bytes, valid until the next call; empty at the end of the file.
    ///
    /// - Throws: ``FileError/inputNotReadable(path:cause:)``.
    func next() throws(FileError) -> UnsafeRawBufferPointer {
        condition.lock()
        defer { condition.unlock() }
        ownerHolds = false
        condition.broadcast()
        while filled.isEmpty, failure == nil { condition.wait() }
        guard let count = filled.first else {
            throw .inputNotReadable(path: path, cause: failure ?? .ioError)
        }
        guard count > 0 else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let start = firstFilled * Self.blockSize
        filled.removeFirst()
        firstFilled = (firstFilled + 1) % Self.blockCount
        ownerHolds = true
        return UnsafeRawBufferPointer(rebasing: ring[start..<start + count])
    }

    /// Ends the reading thread and waits until it has ended. No call may follow.
    func cancel() {
        condition.lock()
        isCancelled = true
        condition.broadcast()
        while !hasEnded { condition.wait() }
        condition.unlock()
    }

    private func readAll() {
        var offset: Int64 = 0
        while let (index, block) = takeFree() {
            var count = 0
            var cause: Errno?
            do {
                // Whole blocks, so that only the last one is short.
                while count < block.count {
                    let got = try descriptor.read(
                        fromAbsoluteOffset: offset,
                        into: UnsafeMutableRawBufferPointer(rebasing: block[count...]))
                    if got == 0 { break }
                    count += got
                    offset += Int64(got)
                }
            } catch { cause = error as? Errno ?? .ioError }
            if !give(index, count, cause) { break }
        }
        condition.lock()
        hasEnded = true
        condition.broadcast()
        condition.unlock()
    }

    private func takeFree() -> (Int, UnsafeMutableRawBufferPointer)? {
        condition.lock()
        defer { condition.unlock() }
        while filled.count + (ownerHolds ? 1 : 0) >= Self.blockCount, !isCancelled { condition.wait() }
        guard !isCancelled else { return nil }
        let index = (firstFilled + filled.count) % Self.blockCount
        let start = index * Self.blockSize
        return (index, UnsafeMutableRawBufferPointer(rebasing: ring[start..<start + Self.blockSize]))
    }

    /// Whether there is more to read.
    private func give(_ index: Int, _ count: Int, _ cause: Errno?) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        failure = cause
        if cause == nil { filled.append(count) }
        condition.broadcast()
        return cause == nil && count > 0
    }
}
