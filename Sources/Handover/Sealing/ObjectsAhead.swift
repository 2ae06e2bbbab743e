import Threads
import Foundation

/// Prepares the objects of a bundle ahead of their turn, on further threads, while an earlier one is written.
///
/// A bundle has an order, so what is prepared waits as ciphertext in a nameless file. Only small objects are
/// prepared so, as that costs a second copy, and only one at a time of those that need a decoder and an
/// encoder, as these cost memory. A thread that comes to an object nobody began does it itself.
///
/// Whoever has made it calls ``end()``, on every path; all its threads have ended then.
final class ObjectsAhead<Prepared>: Sendable {
    /// What is known of an object before it is begun.
    struct Job: Sendable {
        /// Whether it may be prepared ahead.
        var canWait: Bool
        /// Whether it needs a decoder and an encoder.
        var isDerivative: Bool
    }

    private let queue: ObjectQueue<Prepared>
    private let threads: [JoinedThread]

    /// Begins.
    ///
    /// - Parameters:
    ///   - threads: how many prepare; 0 for none.
    ///   - prepare: makes one object; called on those threads. It asks its second argument now and then whether to go on,
    ///     and throws where not.
    init(
        _ jobs: [Job], threads: Int,
        prepare: @escaping @Sendable (Int, _ goOn: @escaping () -> Bool) throws -> Prepared
    ) {
        let queue = ObjectQueue(jobs, lookAhead: 4 * threads, prepare: prepare)
        self.queue = queue
        // Where the system gives fewer threads, or none, whoever comes to an object makes it.
        self.threads = (0..<threads).compactMap { _ in try? JoinedThread { queue.work() } }
    }

    deinit { end() }

    /// Comes to an object: the prepared one, or nil where the caller is to make it.
    ///
    /// - Throws: what preparing it threw.
    func take(_ index: Int) throws -> Prepared? { try queue.take(index) }

    /// Says that an object ``take(_:)`` left to the caller is made.
    func made(_ index: Int) { queue.made(index) }

    /// Has the threads give up, and waits until they have ended.
    func end() {
        queue.stop()
        for thread in threads { thread.join() }
    }
}

/// The objects, and what has become of each: what the threads and their owner share.
///
/// `@unchecked Sendable`: every property but the constants is only touched while `condition` is held.
private final class ObjectQueue<Prepared>: @unchecked Sendable {
    typealias Job = ObjectsAhead<Prepared>.Job

    private enum State {
        case waiting
        case begun
        case ended(Result<Prepared, any Error>)

        var isWaiting: Bool { if case .waiting = self { true } else { false } }
    }

    private let condition = NSCondition()
    private let jobs: [Job]
    private let prepare: @Sendable (Int, @escaping () -> Bool) throws -> Prepared
    private var states: [State]
    /// The object whose turn it is.
    private var turn = 0
    private var derivativesBegun = 0
    private var isStopped = false
    /// How many objects beyond the one whose turn it is may wait on the disk.
    private let lookAhead: Int

    init(
        _ jobs: [Job], lookAhead: Int,
        prepare: @escaping @Sendable (Int, @escaping () -> Bool) throws -> Prepared
    ) {
        self.jobs = jobs
        self.lookAhead = lookAhead
        self.prepare = prepare
        states = jobs.map { _ in .waiting }
    }

    func take(_ index: Int) throws -> Prepared? {
        condition.lock()
        defer { condition.unlock() }
        turn = index
        condition.broadcast()
        while true {
            switch states[index] {
            case .ended(let result):
                // What was taken is not kept.
                states[index] = .begun
                return try result.get()
            case .begun: condition.wait()
            case .waiting:
                if jobs[index].isDerivative, derivativesBegun > 0 {
                    condition.wait()
                } else {
                    begin(index)
                    return nil
                }
            }
        }
    }

    func made(_ index: Int) {
        condition.lock()
        if jobs[index].isDerivative { derivativesBegun -= 1 }
        condition.broadcast()
        condition.unlock()
    }

    /// Begins no further objects, and gives up those that are begun.
    func stop() {
        condition.lock()
        isStopped = true
        condition.broadcast()
        condition.unlock()
    }

    private var goesOn: Bool {
        condition.lock()
        defer { condition.unlock() }
        return !isStopped
    }

    private func begin(_ index: Int) {
        states[index] = .begun
        if jobs[index].isDerivative { derivativesBegun += 1 }
    }

    func work() {
        condition.lock()
        defer { condition.unlock() }
        while !isStopped, turn < jobs.count {
            guard let index = next() else {
                if !states.contains(where: \.isWaiting) { return }
                condition.wait()
                continue
            }
            begin(index)
            condition.unlock()
            let result = Result { try prepare(index) { self.goesOn } }
            condition.lock()
            states[index] = .ended(result)
            if jobs[index].isDerivative { derivativesBegun -= 1 }
            condition.broadcast()
        }
    }

    /// The next object that may be begun ahead.
    private func next() -> Int? {
        let range = turn + 1..<max(turn + 1, min(jobs.count, turn + 1 + lookAhead))
        return range.first { index in
            jobs[index].canWait && states[index].isWaiting
                && !(jobs[index].isDerivative && derivativesBegun > 0)
        }
    }
}
