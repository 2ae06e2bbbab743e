import Statements

/// The instants of one track, as runs without a hole (docs/spec/record.md, Completeness).
///
/// Its memory is that of the holes, whatever the number of instants.
package struct TimeRuns: Sendable, Hashable {
    /// From the first to the last instant of each run, in order, in the track's unit.
    package private(set) var runs: [ClosedRange<Int64>] = []
    /// Whether there are more runs than are kept: then ``runs`` is not all.
    package private(set) var isBeyondLimit = false
    /// The longest distance between two instants of one run, in the track's unit.
    package let rhythm: Int64
    private let limit: Int

    /// No instants yet.
    ///
    /// - Parameter limit: how many runs are kept.
    package init(rhythm: Int64, limit: Int = .max) {
        self.rhythm = max(0, rhythm)
        self.limit = limit
    }

    /// Takes in an instant; in about the order of time it costs nothing to speak of.
    ///
    /// - Parameter time: within ±2⁶¹.
    package mutating func add(_ time: Int64) {
        guard let last = runs.last else { return insert(time, at: 0) }
        guard time >= last.lowerBound else { return addEarlier(time) }
        if time <= last.upperBound { return }
        if time - last.upperBound <= rhythm {
            runs[runs.count - 1] = last.lowerBound...time
        } else {
            insert(time, at: runs.count)
        }
    }

    /// An instant before the last run's first one.
    private mutating func addEarlier(_ time: Int64) {
        // The first run that begins behind it: there is one.
        var (low, high) = (0, runs.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].lowerBound > time { high = middle } else { low = middle + 1 }
        }
        let next = runs[low]
        let joinsNext = next.lowerBound - time <= rhythm
        guard low > 0 else {
            if joinsNext { runs[0] = time...next.upperBound } else { insert(time, at: 0) }
            return
        }
        let before = runs[low - 1]
        if time <= before.upperBound { return }
        let joinsBefore = time - before.upperBound <= rhythm
        switch (joinsBefore, joinsNext) {
        case (true, true):
            runs[low - 1] = before.lowerBound...next.upperBound
            runs.remove(at: low)
        case (true, false): runs[low - 1] = before.lowerBound...time
        case (false, true): runs[low] = time...next.upperBound
        case (false, false): insert(time, at: low)
        }
    }

    private mutating func insert(_ time: Int64, at place: Int) {
        guard runs.count < limit else {
            isBeyondLimit = true
            return
        }
        runs.insert(time...time, at: place)
    }

    /// The same instants with a longer rhythm.
    package func joined(rhythm longer: Int64) -> TimeRuns {
        var joined = TimeRuns(rhythm: max(longer, rhythm), limit: limit)
        joined.isBeyondLimit = isBeyondLimit
        for run in runs {
            if let last = joined.runs.last, run.lowerBound - last.upperBound <= joined.rhythm {
                joined.runs[joined.runs.count - 1] = last.lowerBound...run.upperBound
            } else {
                joined.runs.append(run)
            }
        }
        return joined
    }
}

/// How long a track of an object may be silent without a hole (docs/spec/record.md, Completeness, Rhythm).
package enum Rhythm {
    /// The least there is, in nanoseconds.
    package static let least = WallTime.nanosecondsPerSecond

    /// The most runs of one track that are told apart: each hole between two is a gap of the record, and there can be no
    /// more of these.
    package static let runs = RecordLimits.gaps + 1

    /// The mean distance of a track's instants, in nanoseconds, rounded down; 0 where it has one.
    package static func mean(_ track: ObjectTrack) -> Int64 {
        guard track.accessUnits > 1, track.lastPTS > track.firstPTS else { return 0 }
        let length =
            Int128(track.lastPTS - track.firstPTS) * Int128(track.timeBase.numerator)
            * Int128(WallTime.nanosecondsPerSecond) / Int128(track.timeBase.denominator)
        return Int64(clamping: length / Int128(track.accessUnits - 1))
    }

    /// The longest distance of two instants of a track that is no hole, in nanoseconds.
    package static func nanoseconds(_ track: ObjectTrack) -> Int64 {
        max(least, 4 * min(mean(track), .max / 8))
    }

    /// The same in the track's own unit, rounded down; of pictures encoded anew the least there is, as they may leave out
    /// what stands between two far ones: their own comes from the originals.
    package static func ticks(_ track: ObjectTrack, of role: ObjectRole) -> Int64 {
        ticks(role.isDerivative ? least : nanoseconds(track), in: track.timeBase)
    }

    /// A length in nanoseconds in a track's unit, rounded down.
    package static func ticks(_ nanoseconds: Int64, in unit: TimeBase) -> Int64 {
        Int64(
            clamping: Int128(nanoseconds) * Int128(unit.denominator)
                / (Int128(unit.numerator) * Int128(WallTime.nanosecondsPerSecond)))
    }
}

/// When one track of an object is seen or heard.
package struct TrackRuns: Sendable, Hashable {
    /// From its first to its last instant, on the wall clock.
    package struct Run: Sendable, Hashable {
        /// The first instant.
        package var from: WallTime
        /// The last.
        package var to: WallTime

        /// A run from its ends.
        package init(from: WallTime, to: WallTime) {
            self.from = from
            self.to = to
        }
    }

    /// The object's place in the record.
    package var object: Int
    /// The track's place in the object.
    package var track: Int
    /// The runs, in order.
    package var runs: [Run]

    /// The runs of a track.
    package init(object: Int, track: Int, runs: [Run]) {
        self.object = object
        self.track = track
        self.runs = runs
    }

    /// Runs in order, joined where they are no further apart than so many nanoseconds.
    static func joined(_ runs: [Run], rhythm: Int64) -> [Run] {
        runs.reduce(into: []) { joined, run in
            if let last = joined.last, run.from.nanoseconds(since: last.to) <= rhythm {
                joined[joined.count - 1].to = max(last.to, run.to)
            } else {
                joined.append(run)
            }
        }
    }
}
