import Threads
import Foundation
import Sealing
import Synchronization

/// Goes over the source files, one after the other on a thread of its own, beside the work on the window.
///
/// Whoever has begun it calls ``end()``, on every path; the thread has ended then.
package final class SourcePass<Outcome: Sendable>: Sendable {
    private let state: State
    private let thread: JoinedThread
    private let goesOn: @Sendable () -> Bool

    private static var askingAgain: DispatchTimeInterval { .milliseconds(100) }

    /// What the thread and its owner share.
    private final class State: Sendable {
        let results: Mutex<[Result<Outcome, any Error>?]>
        let done: [DispatchSemaphore]
        let isCancelled = Atomic(false)
        let gate = DispatchSemaphore(value: 0)

        init(count: Int) {
            results = Mutex(Array(repeating: nil, count: count))
            done = (0..<count).map { _ in DispatchSemaphore(value: 0) }
        }

        func run(_ work: (Int, _ isCancelled: () -> Bool) throws -> Outcome) {
            gate.wait()
            for index in done.indices {
                let result = Result<Outcome, any Error> {
                    guard !isCancelled.load(ordering: .relaxed) else { throw CancellationError() }
                    return try work(index) { isCancelled.load(ordering: .relaxed) }
                }
                results.withLock { $0[index] = result }
                done[index].signal()
            }
        }
    }

    /// Makes ready; ``begin()`` lets it go.
    ///
    /// - Parameters:
    ///   - count: how many files there are.
    ///   - goesOn: is asked, by whoever waits for a file, whether to go on waiting.
    ///   - work: what is done with each; asks its second argument now and then whether to give up.
    /// - Throws: what ``JoinedThread`` throws.
    package init(
        over count: Int, goesOn: @escaping @Sendable () -> Bool = { true },
        _ work: @escaping @Sendable (Int, _ isCancelled: () -> Bool) throws -> Outcome
    ) throws {
        let state = State(count: count)
        self.state = state
        self.goesOn = goesOn
        thread = try JoinedThread { state.run(work) }
    }

    deinit { end() }

    /// Goes over the files from now on. Calling it again changes nothing.
    package func begin() { state.gate.signal() }

    /// Has it give up, without waiting; whoever waits for a file gets an error.
    package func cancel() {
        state.isCancelled.store(true, ordering: .relaxed)
        state.gate.signal()
    }

    /// Has it give up what is not done yet, and waits until the thread has ended.
    package func end() {
        cancel()
        thread.join()
    }

    /// What came of a file, once it is known.
    ///
    /// - Throws: what the work threw, and `CancellationError` when it was told not to go on.
    package func wait(for index: Int) throws -> Outcome {
        while state.done[index].wait(timeout: .now() + Self.askingAgain) == .timedOut {
            guard goesOn() else { throw CancellationError() }
        }
        state.done[index].signal()
        guard let result = state.results.withLock({ $0[index] }) else { throw CancellationError() }
        return try result.get()
    }
}
