import Foundation
import Footage
import Sealing
import Synchronization

/// Hashes the source files whole, one after the other, beside the work on the window.
final class SourceDigests: Sendable {
    typealias Digest = (sha256: SHA256Digest, size: UInt64)

    private let results: Mutex<[Result<Digest, any Error>?]>
    private let done: [DispatchSemaphore]
    private let isCancelled = Atomic(false)

    /// Begins to hash.
    ///
    /// - Parameter meter: is told how many bytes were hashed.
    init(_ paths: [String], meter: SealMeter) {
        results = Mutex(Array(repeating: nil, count: paths.count))
        done = paths.map { _ in DispatchSemaphore(value: 0) }
        Thread.detachNewThread { [self] in
            for (index, path) in paths.enumerated() {
                let result = Result<Digest, any Error> {
                    try SourceFile.digest(of: path) { bytes in
                        meter.hashed(bytes: bytes)
                        return !isCancelled.load(ordering: .relaxed)
                    }
                }
                results.withLock { $0[index] = result }
                done[index].signal()
            }
        }
    }

    /// Stops hashing; whoever waits gets an error.
    func cancel() { isCancelled.store(true, ordering: .relaxed) }

    /// The digest and size of a file, once they are known.
    ///
    /// - Throws: ``FootageError`` where the file cannot be read.
    func wait(for index: Int) throws -> Digest {
        done[index].wait()
        done[index].signal()
        guard let result = results.withLock({ $0[index] }) else { throw CancellationError() }
        return try result.get()
    }
}
