import Glibc
import Synchronization

/// Asynchronous work that a thread waits for: what a library offers only as `async`, such as a server.
///
/// Everything of ours that blocks runs on threads (``JoinedThread``). Where a library's functions are `async`, this is the one
/// place in which they are begun (`scripts/lint.sh` keeps that), and whoever began them waits for their end or ends the
/// process.
package final class AwaitedTask: Sendable {
    private let outcome: Outcome
    private let task: Task<Void, Never>

    /// Begins the work.
    package init(_ work: @escaping @Sendable () async throws -> Void) {
        let outcome = Outcome()
        self.outcome = outcome
        task = Task {
            do {
                try await work()
                outcome.end(.success(()))
            } catch {
                outcome.end(.failure(error))
            }
        }
    }

    /// Waits so long for the end of the work.
    ///
    /// - Returns: whether it has ended.
    /// - Throws: what the work threw.
    package func hasEnded(within seconds: Int) throws -> Bool { try outcome.wait(seconds: seconds) }

    /// Asks the work to end before it is done.
    package func cancel() { task.cancel() }

    /// What crosses from the work to who waits.
    private final class Outcome: @unchecked Sendable {
        // A condition variable with its lock must not move in memory, so both have memory of their own, freed at the end;
        // `result` is read and written under the lock only.
        private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
        private var result: Result<Void, any Error>?

        init() {
            pthread_mutex_init(lock, nil)
            pthread_cond_init(changed, nil)
        }

        deinit {
            pthread_cond_destroy(changed)
            pthread_mutex_destroy(lock)
            changed.deallocate()
            lock.deallocate()
        }

        func end(_ result: Result<Void, any Error>) {
            pthread_mutex_lock(lock)
            self.result = result
            pthread_cond_broadcast(changed)
            pthread_mutex_unlock(lock)
        }

        func wait(seconds: Int) throws -> Bool {
            var until = timespec()
            clock_gettime(CLOCK_REALTIME, &until)
            until.tv_sec += seconds
            pthread_mutex_lock(lock)
            defer { pthread_mutex_unlock(lock) }
            while result == nil {
                guard pthread_cond_timedwait(changed, lock, &until) == 0 else { break }
            }
            guard let result else { return false }
            try result.get()
            return true
        }
    }
}
