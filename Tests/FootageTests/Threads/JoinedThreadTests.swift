import Threads
import Foundation
import Synchronization
import Testing

@Suite("A thread has ended before whoever started it goes on")
struct JoinedThreadTests {
    /// Notes that it was freed, slowly, as a library's context is.
    private final class Witness: Sendable {
        let freed: @Sendable () -> Void
        init(_ freed: @escaping @Sendable () -> Void) { self.freed = freed }
        deinit {
            usleep(50_000)
            freed()
        }
    }

    private final class Flag: Sendable {
        let value = Atomic(false)
        func raise() { value.store(true, ordering: .sequentiallyConsistent) }
        var isRaised: Bool { value.load(ordering: .sequentiallyConsistent) }
    }

    @Test("when it is joined, it has also freed what it held")
    func freed() throws {
        let flag = Flag()
        let thread = try Self.thread(holding: flag)
        thread.join()
        #expect(flag.isRaised)
        thread.join()
    }

    @Test("one that nobody joins is joined when it is given up")
    func dropped() throws {
        let flag = Flag()
        do { _ = try Self.thread(holding: flag) }
        #expect(flag.isRaised)
    }

    private static func thread(holding flag: Flag) throws -> JoinedThread {
        let witness = Witness { flag.raise() }
        return try JoinedThread {
            usleep(20_000)
            withExtendedLifetime(witness) {}
        }
    }

    @Test(
        "work on all cores keeps the order, and none of it goes on after the result is there",
        arguments: [0, 1, 2, 15, 1000])
    func map(count: Int) {
        let running = Counter()
        let result = Array(0..<count).concurrentMap { number in
            running.add(1)
            if number % 100 == 0 { usleep(2000) }
            running.add(-1)
            return number * 2
        }
        #expect(running.value == 0)
        #expect(result == (0..<count).map { $0 * 2 })
    }

    private final class Counter: Sendable {
        private let count = Atomic(0)
        func add(_ number: Int) { count.add(number, ordering: .sequentiallyConsistent) }
        var value: Int { count.load(ordering: .sequentiallyConsistent) }
    }
}
