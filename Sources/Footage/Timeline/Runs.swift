import Custody

/// The time that recordings of one camera cover, as runs without a gap: for many of them, told one by one, in about the
/// order of their times.
public struct Runs: Sendable, Hashable {
    /// One run.
    public struct Run: Sendable, Hashable {
        /// From when to when.
        public var window: Window
        /// How many recordings it is made of.
        public var count: Int
    }

    /// The runs, in order; no two touch.
    public private(set) var runs: [Run] = []
    /// Two recordings less than this apart are of one run, in nanoseconds.
    public let toleranceNanoseconds: Int64

    /// No runs yet.
    public init(toleranceNanoseconds: Int64) { self.toleranceNanoseconds = max(0, toleranceNanoseconds) }

    /// How many recordings there are.
    public var count: Int { runs.reduce(0) { $0 + $1.count } }

    /// Adds a recording's time.
    public mutating func add(_ span: Window) {
        let reach = span.from.adding(nanoseconds: -toleranceNanoseconds)
        let limit = span.to.adding(nanoseconds: toleranceNanoseconds)
        // The first run that could touch it, found from the end, where it is most of the time.
        var first = runs.count
        if let last = runs.last, last.window.to < reach {
            first = runs.count
        } else {
            var (low, high) = (0, runs.count)
            while low < high {
                let middle = (low + high) / 2
                if runs[middle].window.to < reach { low = middle + 1 } else { high = middle }
            }
            first = low
        }
        var (merged, count, end) = (span, 1, first)
        while end < runs.count, runs[end].window.from <= limit {
            let run = runs[end]
            merged =
                (try? Window(from: min(merged.from, run.window.from), to: max(merged.to, run.window.to)))
                ?? merged
            count += run.count
            end += 1
        }
        runs.replaceSubrange(first..<end, with: CollectionOfOne(Run(window: merged, count: count)))
    }
}
