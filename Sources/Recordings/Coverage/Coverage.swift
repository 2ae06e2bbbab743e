import Records
import Statements

/// How the recordings of one camera cover a window: what is missing of it and what was recorded twice, to the
/// nanosecond.
///
/// A recording covers the time from its first picture to the end of its last, half-open. Between one recording and
/// the next of a camera, less than one picture's length is neither a gap nor an overlap: a clip's end is rounded to its
/// container's unit of time, and pictures come when they come. At the window's own edges nothing is allowed for.
package struct Coverage: Sendable, Hashable {
    /// A part of the window that two recordings cover.
    package struct Overlap: Sendable, Hashable {
        /// The time.
        package let window: Window
        /// The recordings, by their place in the list given: the one that begins earlier first.
        package let recordings: [Int]
    }

    /// A part of the window that none covers.
    package struct Uncovered: Sendable, Hashable {
        /// The time.
        package let window: Window
        /// Whether it lies between two recordings whose starts are only known to the second, and is shorter than that,
        /// so that it may be of their names alone.
        package let mayBeRounding: Bool
    }

    /// What is missing, in order.
    package private(set) var gaps: [Uncovered] = []
    /// What was recorded twice, in order.
    package private(set) var overlaps: [Overlap] = []

    /// Measures.
    ///
    /// - Parameters:
    ///   - window: what is to be covered.
    ///   - recordings: of one camera, in any order.
    package init(of window: Window, by recordings: [Recording]) {
        let order = recordings.indices
            .filter { recordings[$0].span.to > window.from && recordings[$0].span.from < window.to }
            .sorted {
                (recordings[$0].span.from, recordings[$0].path) < (
                    recordings[$1].span.from, recordings[$1].path
                )
            }
        // The recording that reaches furthest so far.
        var furthest: Int?
        for index in order {
            let span = recordings[index].span
            guard let before = furthest else {
                addGap(window.from, span.from, in: window, between: nil)
                furthest = index
                continue
            }
            let end = recordings[before].span.to
            let tolerance = recordings[before].pictureNanoseconds
            if span.from.nanoseconds(since: end) >= tolerance {
                addGap(end, span.from, in: window, between: (recordings[before], recordings[index]))
            } else if end.nanoseconds(since: span.from) >= tolerance {
                let common = recordings[before].span.intersection(span).flatMap(window.intersection)
                if let common { overlaps.append(Overlap(window: common, recordings: [before, index])) }
            }
            if span.to > end { furthest = index }
        }
        let end = furthest.map { recordings[$0].span.to } ?? window.from
        addGap(end, window.to, in: window, between: nil)
    }

    private mutating func addGap(
        _ from: WallTime, _ to: WallTime, in window: Window, between: (Recording, Recording)?
    ) {
        guard let gap = try? Window(from: max(from, window.from), to: min(to, window.to)) else { return }
        let mayBeRounding =
            between.map { before, after in
                gap.durationNanoseconds < WallTime.nanosecondsPerSecond
                    && (before.start.isToTheSecond || after.start.isToTheSecond)
            } ?? false
        gaps.append(Uncovered(window: gap, mayBeRounding: mayBeRounding))
    }
}

extension StartEvidence {
    /// Whether what says so counts seconds only.
    fileprivate var isToTheSecond: Bool {
        how != .fileTime && time.nanoseconds % WallTime.nanosecondsPerSecond == 0
    }
}
