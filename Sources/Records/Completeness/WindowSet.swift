import Statements

/// Time in windows that do not touch, in order.
struct WindowSet: Sendable, Hashable {
    private(set) var windows: [Window] = []

    /// The time that windows cover together.
    init(_ windows: some Sequence<Window>) {
        for window in windows.sorted(by: { $0.from < $1.from }) {
            if let last = self.windows.last, window.from <= last.to,
                let joined = try? Window(from: last.from, to: max(last.to, window.to))
            {
                self.windows[self.windows.count - 1] = joined
            } else {
                self.windows.append(window)
            }
        }
    }

    /// The place of the first window that ends behind a moment.
    private func firstEnding(after moment: WallTime) -> Int {
        var (low, high) = (0, windows.count)
        while low < high {
            let middle = (low + high) / 2
            if windows[middle].to > moment { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Whether all from one moment to another lies in it.
    func holds(from: WallTime, to: WallTime) -> Bool {
        let place = firstEnding(after: from)
        guard place < windows.count, windows[place].from <= from else {
            return from >= to
        }
        return windows[place].to >= to
    }

    /// Whether a window lies in it.
    func holds(_ window: Window) -> Bool { holds(from: window.from, to: window.to) }

    /// The places of the windows that have time in common with a window.
    func places(meeting window: Window) -> Range<Int> {
        let start = firstEnding(after: window.from)
        var (low, high) = (start, windows.count)
        while low < high {
            let middle = (low + high) / 2
            if windows[middle].from >= window.to { high = middle } else { low = middle + 1 }
        }
        return start..<max(start, low)
    }

    /// The place of the window that a moment lies in, its end included; nil where there is none.
    func place(of moment: WallTime) -> Int? {
        var (low, high) = (0, windows.count)
        while low < high {
            let middle = (low + high) / 2
            if windows[middle].to >= moment { high = middle } else { low = middle + 1 }
        }
        return low < windows.count && windows[low].from <= moment ? low : nil
    }

    /// The windows that have time in common with that from one moment to another, both included.
    func touching(from: WallTime, to: WallTime) -> ArraySlice<Window> {
        let start = firstEnding(after: from)
        var end = start
        while end < windows.count, windows[end].from <= to { end += 1 }
        return windows[start..<end]
    }
}
