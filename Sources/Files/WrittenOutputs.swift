import Glibc
import Synchronization

/// Which outputs of this process have their names, and what of it lies under a hidden one: what is to be said and taken away
/// when somebody stops it.
///
/// An output gets its name while this is held, and none gets one any more once the process is being stopped (``stop(_:)``), so
/// that nothing appears behind what was said. Nothing here waits for a disk: content is synced before it is named.
package enum WrittenOutputs {
    /// What was written, as a person is told of it.
    package struct Written: Sendable, Hashable {
        /// The file or folder.
        package let path: String
        /// How many entries were added to it; nil for a file or folder that is new as a whole.
        package let entries: Int?
    }

    private struct State {
        var written: [Written] = []
        var hidden: Set<Hidden> = []
        /// What is taken back where an output has no name yet, by a number of its own.
        var takingBack: [Int: (output: String, takeBack: @Sendable () -> Void)] = [:]
        var next = 0
        /// The thread that ends the process; nil as long as nobody stops it.
        var ending: pthread_t?
    }

    private struct Hidden: Hashable {
        let folder: Int32
        let name: String
    }

    private static let state = Mutex(State())
    /// Held while something is done that must not be broken off.
    private static let unbroken = Mutex(())

    /// Does something while nobody stops the process. Whoever comes later waits for its end.
    private static func whileItGoesOn<Failure: Error>(
        _ body: (inout State) throws(Failure) -> Void
    ) throws(Failure) {
        let isDone = try state.withLock { state throws(Failure) in
            if let ending = state.ending, pthread_equal(ending, pthread_self()) == 0 { return false }
            try body(&state)
            return true
        }
        // Not for long: the process ends.
        while !isDone { pause() }
    }

    // MARK: - Names

    /// Gives an output its name.
    ///
    /// - Parameter path: under which a person is told of it; nil for what is nobody's but ours.
    /// - Throws: what the naming throws; then nothing was written.
    static func naming<Failure: Error>(
        _ path: String?, _ body: () throws(Failure) -> Void
    ) throws(Failure) {
        try whileItGoesOn { state throws(Failure) in
            try body()
            if let path { state.written.append(Written(path: path, entries: nil)) }
        }
    }

    /// Says that entries were added to a file that grows, such as a ledger.
    package static func added(_ entries: Int, to path: String) {
        state.withLock { state in
            guard entries > 0 else { return }
            if let place = state.written.firstIndex(where: { $0.path == path && $0.entries != nil }) {
                let before = state.written[place].entries ?? 0
                state.written[place] = Written(path: path, entries: before + entries)
            } else {
                state.written.append(Written(path: path, entries: entries))
            }
        }
    }

    // MARK: - Hidden names

    /// Makes something under a hidden name of a folder, which is taken away when the process is stopped.
    ///
    /// - Parameter folder: the folder's descriptor, open until ``isHiddenNoMore(_:in:)``.
    static func hiding<Failure: Error>(
        _ name: String, in folder: Int32, _ make: () throws(Failure) -> Void
    ) throws(Failure) {
        try whileItGoesOn { state throws(Failure) in
            try make()
            state.hidden.insert(Hidden(folder: folder, name: name))
        }
    }

    /// Says that nothing lies under a hidden name any more.
    static func isHiddenNoMore(_ name: String, in folder: Int32) {
        state.withLock { _ = $0.hidden.remove(Hidden(folder: folder, name: name)) }
    }

    /// Does something to what lies under a hidden name, unless that is being taken away.
    static func undisturbed<Failure: Error>(_ body: () throws(Failure) -> Void) throws(Failure) {
        try whileItGoesOn { _ throws(Failure) in try body() }
    }

    // MARK: - The end

    /// Begins something, without being broken off, that is to be taken back should the process be stopped before an output has
    /// its name.
    ///
    /// - Parameters:
    ///   - output: the output's path.
    ///   - begin: does it, and gives what takes it back, from another thread; nil where nothing is to be.
    /// - Returns: to be given to ``isDone(_:)`` when the output has its name, or what was begun was taken back.
    package static func begin(
        before output: String, _ begin: () throws -> (@Sendable () -> Void)?
    ) throws -> Int {
        try unbroken.withLock { _ throws -> Int in
            let takeBack = try begin()
            return state.withLock { state -> Int in
                state.next += 1
                if let takeBack { state.takingBack[state.next] = (output, takeBack) }
                return state.next
            }
        }
    }

    /// Says that what was begun is not to be taken back any more.
    package static func isDone(_ number: Int) {
        state.withLock { _ = $0.takingBack.removeValue(forKey: number) }
    }

    /// Ends all writing of outputs by other threads, for good: what has its name stays, and everything under a hidden one is
    /// taken away. Whoever wants to name an output from now on waits for ever, so the process has to be ended behind it.
    ///
    /// - Returns: what was written.
    package static func stop() -> [Written] {
        // What must not be broken off has ended when this is had.
        let (written, takingBack) = unbroken.withLock { _ in
            state.withLock { state in
                state.ending = pthread_self()
                for hidden in state.hidden { LeftBehind.remove(hidden.name, in: hidden.folder) }
                state.hidden = []
                return (state.written, state.takingBack.values.map { $0 })
            }
        }
        for (output, takeBack) in takingBack where !written.contains(where: { $0.path == output }) {
            takeBack()
        }
        return written
    }
}
