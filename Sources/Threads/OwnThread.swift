import Synchronization

/// A thread of its own for work that blocks, while asynchronous code waits without holding up anybody.
///
/// A server's few threads answer everyone: one that reads a disk or works out a key would stall them all.
package enum OwnThread {
    /// Does the work, and gives what comes of it.
    ///
    /// - Throws: what the work throws, and ``ThreadError`` where the system gives no further thread.
    package static func run<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let thread = Mutex<JoinedThread?>(nil)
        // The thread's last act is to say what came of it, so joining it waits for next to nothing.
        defer { thread.withLock { $0?.join() } }
        return try await withCheckedThrowingContinuation { continuation in
            do {
                let started = try JoinedThread { continuation.resume(with: Result { try work() }) }
                thread.withLock { $0 = started }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}
