import Synchronization

/// Work on a thread of its own that goes on while others look how far it has come, and that anybody may stop.
package final class BackgroundWork<Progress: Sendable, Outcome: Sendable>: Sendable {
    /// How it stands.
    package struct State: Sendable {
        /// How far it has come; nil before it said so.
        package fileprivate(set) var progress: Progress?
        /// What came of it; nil while it goes on.
        package fileprivate(set) var result: Result<Outcome, any Error>?
        /// Whether somebody asked it to stop. It may have come to its end all the same.
        package fileprivate(set) var isStopped = false
    }

    /// What the work and those who look at it share.
    package final class Reins: Sendable {
        fileprivate let state = Mutex(State())

        /// Whether nobody asked the work to stop.
        package var goesOn: Bool { state.withLock { !$0.isStopped } }

        /// Says how far the work has come.
        package func report(_ progress: Progress) { state.withLock { $0.progress = progress } }
    }

    private let reins: Reins
    private let thread: JoinedThread

    /// Begins.
    ///
    /// - Parameter work: asks its reins now and then whether to go on, and throws where not.
    /// - Throws: ``ThreadError`` where the system gives no further thread.
    package init(_ work: @escaping @Sendable (Reins) throws -> Outcome) throws(ThreadError) {
        let reins = Reins()
        self.reins = reins
        thread = try JoinedThread {
            let result = Result { try work(reins) }
            reins.state.withLock { $0.result = result }
        }
    }

    deinit {
        stop()
        thread.join()
    }

    /// How it stands now.
    package var state: State { reins.state.withLock(\.self) }

    /// Whether it has not ended yet.
    package var isRunning: Bool { state.result == nil }

    /// Asks it to stop, without waiting for it.
    package func stop() { reins.state.withLock { $0.isStopped = true } }
}
