import Files
import Threads
import Foundation
import Sealing
import SystemPackage

/// Reads a file from its start in large blocks, on a thread of its own, a few blocks ahead of whoever uses them.
///
/// So hashing never waits for the disk, and reading costs the hashing thread nothing. That thread also takes the tag of each
/// block, by which ``OnceReadFile`` recognises it, and the SHA-256 of the whole file, so that nobody reads it again for that.
/// The thread has ended when the reader is gone.
///
/// Not `Sendable`: one stage uses the blocks.
final class ReadAhead {
    private let path: String
    private let blocks: BlockRing
    private let thread: JoinedThread

    /// Begins to read at once.
    ///
    /// - Parameters:
    ///   - descriptor: read with `pread` only; must stay open while this lives.
    ///   - key: of the tags.
    /// - Throws: what ``JoinedThread`` throws.
    init(path: String, descriptor: FileDescriptor, key: BlockAuthenticator.Key) throws {
        self.path = path
        let blocks = BlockRing(descriptor, try BlockAuthenticator(key), try SHA256Hasher())
        self.blocks = blocks
        thread = try JoinedThread { blocks.readAll() }
    }

    deinit { cancel() }

    /// The next bytes, valid until the next call; empty at the end of the file.
    ///
    /// - Throws: ``FileError/inputNotReadable(path:cause:)``, and Sealing's error when the cryptographic library fails.
    func next() throws -> UnsafeRawBufferPointer {
        do { return try blocks.next() } catch let cause as Errno {
            throw FileError.inputNotReadable(path: path, cause: cause)
        }
    }

    /// The tags of the blocks that were read, in order, and the SHA-256 of all of them together. No call may follow.
    ///
    /// - Throws: Sealing's error when the cryptographic library fails.
    func finish() throws -> (tags: [BlockAuthenticator.Tag], sha256: SHA256Digest) {
        cancel()
        if let failure = blocks.hashFailure { throw failure }
        return (blocks.tags, try blocks.hasher.finalize())
    }

    /// Ends the reading thread and waits until it has ended. No call may follow.
    func cancel() {
        blocks.cancel()
        thread.join()
    }
}

/// The blocks that go round between the reading thread and its owner.
///
/// `@unchecked Sendable`: every property but the constants, `tags`, `hashFailure` and what `hasher` holds is only touched while `condition` is held. A block
/// of the ring is written by the reading thread while it is free and read by the owner while it is full.
private final class BlockRing: @unchecked Sendable {
    private static let blockSize = OnceReadFile.blockSize
    private static let blockCount = 4

    private let descriptor: FileDescriptor
    private let authenticator: BlockAuthenticator
    /// Only the reading thread touches them, and whoever has joined that.
    private(set) var tags: [BlockAuthenticator.Tag] = []
    let hasher: SHA256Hasher
    private(set) var hashFailure: (any Error)?
    private let ring: UnsafeMutableRawBufferPointer
    private let condition = NSCondition()
    /// Bytes in each filled block, oldest first. A block of 0 bytes is the end of the file.
    private var filled: [Int] = []
    private var firstFilled = 0
    /// Whether the owner still looks at the block before `firstFilled`.
    private var ownerHolds = false
    private var failure: (any Error)?
    private var isCancelled = false

    init(_ descriptor: FileDescriptor, _ authenticator: BlockAuthenticator, _ hasher: SHA256Hasher) {
        self.descriptor = descriptor
        self.authenticator = authenticator
        self.hasher = hasher
        ring = .allocate(byteCount: Self.blockSize * Self.blockCount, alignment: 4096)
        filled.reserveCapacity(Self.blockCount)
    }

    deinit { ring.deallocate() }

    func next() throws -> UnsafeRawBufferPointer {
        condition.lock()
        defer { condition.unlock() }
        ownerHolds = false
        condition.broadcast()
        while filled.isEmpty {
            if let failure { throw failure }
            guard !isCancelled else { throw Errno.canceled }
            condition.wait()
        }
        let count = filled[0]
        guard count > 0 else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let start = firstFilled * Self.blockSize
        filled.removeFirst()
        firstFilled = (firstFilled + 1) % Self.blockCount
        ownerHolds = true
        return UnsafeRawBufferPointer(rebasing: ring[start..<start + count])
    }

    func cancel() {
        condition.lock()
        isCancelled = true
        condition.broadcast()
        condition.unlock()
    }

    func readAll() {
        var offset: Int64 = 0
        while let (index, block) = takeFree() {
            var count = 0
            var cause: (any Error)?
            // Whole blocks, so that only the last one is short.
            while count < block.count {
                let got = pread(
                    descriptor.rawValue, block.baseAddress.map { $0 + count }, block.count - count,
                    Int(offset))
                if got == 0 { break }
                if got < 0 {
                    if errno == EINTR { continue }
                    cause = Errno(rawValue: errno)
                    break
                }
                count += got
                offset += Int64(got)
            }
            if cause == nil, count > 0 {
                do {
                    tags.append(
                        try authenticator.tag(
                            of: UnsafeRawBufferPointer(rebasing: block[..<count]), number: UInt64(tags.count))
                    )
                } catch { cause = error }
            }
            let isLast = !give(index, count, cause)
            // Behind handing it over, so that who waits for it does not wait for this too: a block is only read from now on, and
            // goes back to being written by this thread alone.
            if cause == nil, count > 0 {
                do { try hasher.update(UnsafeRawBufferPointer(rebasing: block[..<count])) } catch {
                    hashFailure = error
                    cancel()
                    break
                }
            }
            if isLast { break }
        }
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
    private func give(_ index: Int, _ count: Int, _ cause: (any Error)?) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        failure = cause
        if cause == nil { filled.append(count) }
        condition.broadcast()
        return cause == nil && count > 0
    }
}
