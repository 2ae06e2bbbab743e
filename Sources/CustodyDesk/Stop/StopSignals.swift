import Files
import Glibc
import Outcomes
import Threads

/// Waits for the signals by which somebody stops a program: Ctrl-C, a closed terminal, `kill`.
///
/// They are blocked in every thread and waited for in one (`sigwait(3)`), where ordinary code may run: inside a handler it
/// may not. Whoever stops a program is told what of it was written, and nothing else of it is left.
package enum StopSignals {
    /// Waits from now on. To be called once, before any other thread is started, as threads inherit what is blocked.
    ///
    /// Signals that are ignored from the start, as under `nohup`, stay ignored.
    ///
    /// - Parameters:
    ///   - signals: those that are waited for.
    ///   - end: is told what was written, and ends the process; called on a thread of its own while nothing can be written.
    /// - Returns: what waits, to be kept as long as the process lives; nil where the system gives no thread for it. The
    ///   signals then end the process as they always do.
    package static func wait(
        for signals: [Int32], end: @escaping @Sendable (StoppedWork) -> Void
    ) -> AnyObject? {
        let meant = signals.filter { !isIgnored($0) }
        guard !meant.isEmpty else { return nil }
        var (set, before) = (sigset_t(), sigset_t())
        sigemptyset(&set)
        for signal in meant { sigaddset(&set, signal) }
        guard pthread_sigmask(SIG_BLOCK, &set, &before) == 0 else { return nil }
        let waited = set
        do {
            return try JoinedThread {
                var waited = waited
                var signal: Int32 = 0
                while sigwait(&waited, &signal) != 0 {}
                let number = signal
                AddedEntries.stop()
                end(
                    StoppedWork(
                        signal: number,
                        written: WrittenOutputs.stop().map { .init(path: $0.path, entries: $0.entries) }))
            }
        } catch {
            pthread_sigmask(SIG_SETMASK, &before, nil)
            return nil
        }
    }

    private static func isIgnored(_ signal: Int32) -> Bool {
        var action = sigaction()
        // SIG_IGN is 1.
        return sigaction(signal, nil, &action) == 0
            && unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }
}
