/// Stretches of time in their order, to be asked many times: a record may have thousands of objects, each with thousands of
/// runs, and thousands of windows to hold them against.
struct SortedRuns: Sendable {
    /// By where they begin, with the furthest that any up to there reaches.
    private let runs: [(from: WallTime, reached: WallTime)]

    init(_ unsorted: some Sequence<TrackRuns.Run>) {
        var runs: [(from: WallTime, reached: WallTime)] = []
        for run in unsorted.sorted(by: { $0.from < $1.from }) {
            runs.append((run.from, max(run.to, runs.last?.reached ?? run.to)))
        }
        self.runs = runs
    }

    /// Whether a moment of one lies between two others.
    func reach(between from: WallTime, _ to: WallTime) -> Bool {
        let behind = first { $0.from >= to }
        return behind > 0 && runs[behind - 1].reached > from
    }

    /// From the first to the last moment of those that have one in a window, as far as it lies in that; nil where none has.
    func time(in window: Window) -> Window? {
        let start = first { $0.reached >= window.from }
        let behind = first { $0.from >= window.to }
        guard start < behind else { return nil }
        return try? Window(
            from: max(runs[start].from, window.from), to: min(runs[behind - 1].reached, window.to))
    }

    /// The place of the first of which something is so that is so of all behind it.
    private func first(where isSo: ((from: WallTime, reached: WallTime)) -> Bool) -> Int {
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = (low + high) / 2
            if isSo(runs[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// When the masters of a recording have something of its main track.
struct HeldMasters: Sendable {
    /// The first instant of each.
    let firsts: Set<WallTime>
    /// The first of all.
    let earliest: WallTime?
    let runs: SortedRuns

    init(_ recording: HeldFootage.Recording) {
        let masters = recording.main.filter { $0.object.role == .master }
        firsts = Set(masters.lazy.map(\.first))
        earliest = masters.lazy.map(\.first).min()
        runs = SortedRuns(masters.lazy.flatMap(\.runs))
    }
}
