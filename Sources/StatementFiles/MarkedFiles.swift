import Synchronization

/// Where it is told that a file was read without the byte order mark that an editor had put before it.
///
/// What is signed lies behind the mark, so nothing is wrong with such a file; but it is not byte for byte the one that was
/// written, and a program that is stricter refuses it. Files are read in many places, so the port is the process's own: a front
/// gives it once.
package enum MarkedFiles {
    private struct State {
        var telling: @Sendable (String) -> Void = { _ in }
        var told: Set<String> = []
    }

    private static let state = Mutex(State())

    /// Gives each such file, once, to a port from now on.
    package static func tell(_ telling: @escaping @Sendable (_ path: String) -> Void) {
        state.withLock { $0.telling = telling }
    }

    static func found(_ path: String) {
        let telling = state.withLock { $0.told.insert(path).inserted ? $0.telling : nil }
        telling?(path)
    }
}
