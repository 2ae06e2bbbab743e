import Bundle
import Threads
import Sealing

/// Encrypts one object on the caller's thread while a second thread hashes and writes the ciphertext.
///
/// The two hashes are the dear steps, so each thread has one of them; between them a ``BufferRing``.
enum ObjectPipeline {
    /// What is known of an object once it went through.
    struct Outcome {
        let size: UInt64
        let sha256: SHA256Digest
        let ciphertextSHA256: SHA256Digest
    }

    /// Small enough to be in the cache for hash and cipher alike, large enough that handing over costs nothing.
    private static let pieceSize = 128 << 10
    private static let bufferCount = 4
    /// A buffer is handed over from one piece on; it may then hold nearly two, their tags, and an age header.
    private static let bufferCapacity = 2 * pieceSize + (96 << 10)

    /// Runs an object through.
    ///
    /// - Parameters:
    ///   - encryptor: fresh.
    ///   - announced: how many plaintext bytes must come; nil when nobody knows.
    ///   - wrongSize: what is thrown when more or fewer come.
    ///   - produce: is called once with a sink for the plaintext.
    ///   - consume: gets the ciphertext in order, on another thread. It is not called any more once this returns.
    /// - Throws: what `produce` or `consume` threw; both have ended then.
    static func run(
        encryptor: AgeEncryptor, announced: UInt64?, wrongSize: BundleError,
        produce: (_ sink: (UnsafeRawBufferPointer) throws -> Void) throws -> Void,
        consume: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Outcome {
        let ring = BufferRing(count: bufferCount, capacity: bufferCapacity)
        let plainHash = try SHA256Hasher()
        var size: UInt64 = 0

        let stage = WritingStage(ring: ring, hasher: try SHA256Hasher(), consume: consume)
        let thread = try JoinedThread { stage.run() }
        // On every path: nothing that it uses may go before it has ended.
        defer {
            ring.end()
            thread.join()
        }
        do {
            var buffer = try ring.takeEmpty()
            try produce { bytes in
                guard UInt64(bytes.count) <= (announced ?? .max) - size else { throw wrongSize }
                size += UInt64(bytes.count)
                var rest = bytes
                while !rest.isEmpty {
                    let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(pieceSize))
                    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(pieceSize))
                    try plainHash.update(piece)
                    try encryptor.update(piece, into: &buffer)
                    if buffer.count >= pieceSize {
                        ring.put(buffer)
                        buffer = []
                        buffer = try ring.takeEmpty()
                    }
                }
            }
            guard size == announced ?? size else { throw wrongSize }
            try encryptor.finish(into: &buffer)
            ring.put(buffer)
        } catch {
            // The other thread's reason comes first: it is what made ours fail, if it failed.
            try ring.finish()
            throw error
        }
        try ring.finish()
        guard let digest = stage.digest else { throw SealingError.misuse("an object ended without its hash") }
        return Outcome(size: size, sha256: try plainHash.finalize(), ciphertextSHA256: digest)
    }
}

/// What the second thread does.
///
/// `@unchecked Sendable`: made before the thread starts, then only the thread uses it until it says
/// `consumerEnds`, which orders its writes before what the first thread reads afterwards.
private final class WritingStage: @unchecked Sendable {
    private let ring: BufferRing
    private let hasher: SHA256Hasher
    /// Gone once this has ended, so that what it writes to is freed by the first thread.
    private var consume: ((UnsafeRawBufferPointer) throws -> Void)?
    private(set) var digest: SHA256Digest?

    init(ring: BufferRing, hasher: SHA256Hasher, consume: @escaping (UnsafeRawBufferPointer) throws -> Void) {
        self.ring = ring
        self.hasher = hasher
        self.consume = consume
    }

    func run() {
        do {
            while let buffer = ring.takeFilled() {
                try buffer.withUnsafeBytes { bytes in
                    try hasher.update(bytes)
                    try consume?(bytes)
                }
                ring.giveBack(buffer)
            }
            digest = try hasher.finalize()
            consume = nil
            ring.consumerEnds(nil)
        } catch {
            consume = nil
            ring.consumerEnds(error)
        }
    }
}
