import Foundation
import Footage
import Sealing
import Synchronization

/// Goes over the source files, one after the other on a thread of its own, beside the work on the window.
final class SourcePass<Outcome: Sendable>: Sendable {
    private let results: Mutex<[Result<Outcome, any Error>?]>
    private let done: [DispatchSemaphore]
    private let isCancelled = Atomic(false)
    private let gate = DispatchSemaphore(value: 0)

    /// Makes ready; ``begin()`` lets it go.
    ///
    /// - Parameters:
    ///   - count: how many files there are.
    ///   - work: what is done with each; asks its second argument now and then whether to give up.
    init(over count: Int, _ work: @escaping @Sendable (Int, _ isCancelled: () -> Bool) throws -> Outcome) {
        results = Mutex(Array(repeating: nil, count: count))
        done = (0..<count).map { _ in DispatchSemaphore(value: 0) }
        Thread.detachNewThread { [self] in
            gate.wait()
            for index in 0..<count {
                let result = Result<Outcome, any Error> {
                    try work(index) { isCancelled.load(ordering: .relaxed) }
                }
                results.withLock { $0[index] = result }
                done[index].signal()
            }
        }
    }

    /// Goes over the files from now on. Calling it again changes nothing.
    func begin() { gate.signal() }

    /// Stops; whoever waits gets an error.
    func cancel() {
        isCancelled.store(true, ordering: .relaxed)
        gate.signal()
    }

    /// What came of a file, once it is known.
    ///
    /// - Throws: what the work threw.
    func wait(for index: Int) throws -> Outcome {
        done[index].wait()
        done[index].signal()
        guard let result = results.withLock({ $0[index] }) else { throw CancellationError() }
        return try result.get()
    }
}
