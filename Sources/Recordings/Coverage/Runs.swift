import Statements

/// The time that recordings of one camera cover, as runs without a gap: for many of them, told one by one, in about the
/// order of their times.
package struct Runs: Sendable, Hashable {
    /// One run.
    package struct Run: Sendable, Hashable {
        /// From when to when.
        package var window: Window
        /// How many recordings it is made of.
        package var count: Int
    }

    /// The runs, in order; no two touch.
    package var runs: [Run] {
        pending.isEmpty ? settled : Self.joined(settled + pending, toleranceNanoseconds)
    }
    /// Two recordings less than this apart are of one run, in nanoseconds.
    package let toleranceNanoseconds: Int64

    private var settled: [Run] = []
    /// What came out of order and waits to be sorted in, so that an order of any kind costs no more than sorting.
    private var pending: [Run] = []
    private static let pendingAtLeast = 1_024

    /// No runs yet.
    package init(toleranceNanoseconds: Int64) { self.toleranceNanoseconds = max(0, toleranceNanoseconds) }

    /// How many recordings there are.
    package var count: Int { settled.reduce(0) { $0 + $1.count } + pending.reduce(0) { $0 + $1.count } }

    /// Adds a recording's time.
    package mutating func add(_ span: Window) {
        let run = Run(window: span, count: 1)
        if let last = settled.last, span.from < last.window.from {
            pending.append(run)
            guard pending.count >= max(Self.pendingAtLeast, settled.count) else { return }
            settled = Self.joined(settled + pending, toleranceNanoseconds)
            pending.removeAll(keepingCapacity: true)
        } else {
            Self.join(run, to: &settled, toleranceNanoseconds)
        }
    }

    /// Puts runs in order and joins those that touch.
    private static func joined(_ runs: [Run], _ tolerance: Int64) -> [Run] {
        var joined: [Run] = []
        for run in runs.sorted(by: { $0.window.from < $1.window.from }) { join(run, to: &joined, tolerance) }
        return joined
    }

    /// Adds a run that does not begin before the last one.
    private static func join(_ run: Run, to runs: inout [Run], _ tolerance: Int64) {
        guard let last = runs.last, last.window.to >= run.window.from.adding(nanoseconds: -tolerance),
            let window = try? Window(from: last.window.from, to: max(last.window.to, run.window.to))
        else { return runs.append(run) }
        runs[runs.count - 1] = Run(window: window, count: last.count + run.count)
    }
}
