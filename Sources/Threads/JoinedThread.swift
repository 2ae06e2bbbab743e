import Glibc
import Synchronization

/// A thread that has ended, to its last instruction, before whoever started it goes on.
///
/// A process that ends while a thread still runs takes away under it what it uses: that crashes, or waits for ever for a
/// lock. So this is the only way in which a thread is started here (`scripts/lint.sh` keeps that), and ``join()`` waits
/// for the thread itself (`pthread_join`), not for the end of its work: what a thread frees at its end, it frees before.
///
/// The owner must tell its thread to stop before it joins it; the work holds only what both share, never the owner.
package final class JoinedThread: Sendable {
    private let thread: Mutex<pthread_t?>

    /// Starts a thread.
    ///
    /// - Parameter work: what it does. It must not hold the owner of this object.
    /// - Throws: ``ThreadError`` where the system gives no further thread.
    package init(_ work: @escaping @Sendable () -> Void) throws(ThreadError) {
        let task = Unmanaged.passRetained(Work(work))
        var started = pthread_t()
        let code = pthread_create(
            &started, nil,
            { context in
                guard let context else { return nil }
                let task = Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
                task.run()
                return nil
            }, task.toOpaque())
        guard code == 0 else {
            task.release()
            throw ThreadError(number: code)
        }
        thread = Mutex(started)
    }

    deinit { join() }

    /// Waits until the thread has ended. Calling it again changes nothing.
    package func join() {
        thread.withLock { thread in
            guard let running = thread else { return }
            pthread_join(running, nil)
            thread = nil
        }
    }

    /// What crosses into the new thread.
    private final class Work: Sendable {
        private let work: @Sendable () -> Void
        init(_ work: @escaping @Sendable () -> Void) { self.work = work }
        func run() { work() }
    }
}
