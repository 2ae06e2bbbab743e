import Synchronization

extension Array where Element: Sendable {
    /// What a closure makes of each element, in their order, worked out on so many threads.
    ///
    /// For work that waits for a disk: more threads than cores keep it busy. Where the processor is what limits,
    /// ``concurrentMap(_:)`` is the one to use.
    package func threadedMap<Result: Sendable>(
        _ threads: Int, _ transform: @Sendable (Element) -> Result
    ) -> [Result] {
        map(on: threads, share: 16, transform)
    }

    /// The same, with how many elements a thread takes at a time.
    ///
    /// All threads have ended when it returns. Where the system gives fewer, fewer do the work: the caller's is one.
    func map<Result: Sendable>(
        on threads: Int, share: Int, _ transform: @Sendable (Element) -> Result
    ) -> [Result] {
        let threads = Swift.min(threads, (count + share - 1) / share)
        guard threads > 1 else { return map(transform) }
        return withoutActuallyEscaping(transform) { transform in
            let work = SharedWork(self, share: share, transform)
            let others = (1..<threads).compactMap { _ in try? JoinedThread { work.run() } }
            work.run()
            for thread in others { thread.join() }
            return work.results
        }
    }
}

/// Elements that threads take shares of until none is left.
private final class SharedWork<Element: Sendable, Result: Sendable>: Sendable {
    private let elements: [Element]
    private let share: Int
    private let transform: @Sendable (Element) -> Result
    private let taken = Atomic<Int>(0)
    private let made: Mutex<[[Result]]>

    init(_ elements: [Element], share: Int, _ transform: @escaping @Sendable (Element) -> Result) {
        self.elements = elements
        self.share = share
        self.transform = transform
        made = Mutex([[Result]](repeating: [], count: (elements.count + share - 1) / share))
    }

    func run() {
        while true {
            let number = taken.add(1, ordering: .relaxed).oldValue
            let start = number * share
            guard start < elements.count else { return }
            let results = elements[start..<min(start + share, elements.count)].map(transform)
            made.withLock { $0[number] = results }
        }
    }

    var results: [Result] { made.withLock { $0.flatMap(\.self) } }
}
