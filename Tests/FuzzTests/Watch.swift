import Foundation
import Synchronization

/// Writes down which run is under way, and ends the process with its number when it takes too long.
final class Watch: Sendable {
    fileprivate struct State {
        var run: Int?
        var since = ContinuousClock.now
        var slowest = Duration.zero
        var slowestRun = 0
    }

    /// No run here takes a tenth of a second on a machine with nothing else to do.
    private static let limit = Duration.seconds(10)

    private let state = Mutex(State())
    private let name: String
    private let settings: FuzzSettings
    private let journal: Int32

    init(_ name: String, _ settings: FuzzSettings) {
        self.name = name
        self.settings = settings
        journal =
            settings.journal.map { open("\($0).\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600) }
            ?? -1
        Thread.detachNewThread { [weak self] in
            while true {
                Thread.sleep(forTimeInterval: 0.5)
                guard let watch = self else { return }
                watch.check()
            }
        }
    }

    deinit { if journal >= 0 { close(journal) } }

    /// Says that a run begins.
    func begin(_ run: Int) {
        if journal >= 0 {
            let line = Array("\(settings.replay(run))  \(name)          \n".utf8)
            _ = line.withUnsafeBytes { pwrite(journal, $0.baseAddress, $0.count, 0) }
        }
        state.withLock { $0.end(with: run) }
    }

    /// Says that the last run has ended.
    func finish() -> (slowest: Duration, run: Int) {
        state.withLock { state in
            state.end(with: nil)
            return (state.slowest, state.slowestRun)
        }
    }

    private func check() {
        let hanging = state.withLock { state in
            state.since.duration(to: .now) > Self.limit ? state.run : nil
        }
        guard let hanging else { return }
        Report.line("\(name): run \(hanging) hangs; \(settings.replay(hanging))")
        abort()
    }
}

extension Watch.State {
    fileprivate mutating func end(with next: Int?) {
        let now = ContinuousClock.now
        if let run, since.duration(to: now) > slowest {
            (slowest, slowestRun) = (since.duration(to: now), run)
        }
        (run, since) = (next, now)
    }
}

/// Lines for whoever watches a long run.
enum Report {
    static func line(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// What became of the runs, the most frequent first.
    static func table(_ what: String, _ settings: FuzzSettings, _ outcomes: [String: Int]) {
        let counts = outcomes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            "    \($0.value) \($0.key)"
        }
        line("fuzzed \(settings.runs.count) \(what):\n\(counts.joined(separator: "\n"))")
    }

    /// The most memory the process has had, in MiB.
    static var peakMemory: Int {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        return usage.ru_maxrss >> 10
    }
}
