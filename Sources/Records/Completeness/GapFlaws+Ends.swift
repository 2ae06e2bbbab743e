import Statements

/// That nobody says there is no recording where one goes on.
extension GapFlaws {
    /// An end of a recording that an original has.
    private struct End {
        let time: WallTime
        let rhythm: Int64
        /// How many access units of the recording lie beyond it.
        let beyond: UInt64
        let name: String
    }

    /// That nobody says there is no recording where one goes on.
    mutating func checkEnds() {
        let gaps = record.gaps.filter { gap in
            switch gap.reason {
            case .noRecording, .nothingWhole, .unreadable, .clockJump(nil): true
            default: false
            }
        }
        for (camera, gaps) in Dictionary(grouping: gaps, by: \.camera) where first == nil {
            let recordings = footage.recordings(of: camera)
            let inside = HeldBlocks(
                recordings.compactMap(\.span).map {
                    HeldTime(from: $0.from, to: $0.to, rhythm: 0, object: nil)
                })
            let ends = recordings.compactMap(Self.end).sorted { $0.time < $1.time }
            let starts = recordings.compactMap(start).sorted { $0.time < $1.time }
            for gap in gaps where first == nil {
                if inside.reach(into: gap.window, byMoreThan: Self.allowance) {
                    return note(
                        "\(Self.name(gap)) says that there is no recording, and one goes on behind it")
                }
                check(gap, ends, starts, granted.time(of: camera))
            }
        }
    }

    private mutating func check(_ gap: Gap, _ ends: [End], _ starts: [End], _ time: WindowSet) {
        let (from, to) = (gap.window.from, gap.window.to)
        let furthest = max(ends.map(\.rhythm).max() ?? 0, starts.map(\.rhythm).max() ?? 0)
        for end in Self.part(of: ends, from.adding(nanoseconds: -furthest), from)
        where end.beyond > 0 && from.nanoseconds(since: end.time) <= end.rhythm
            && time.holds(from: end.time, to: from)
        {
            return note(
                "\(Self.name(gap)) says that there is no recording, and \(end.name) goes on for "
                    + "\(counted(end.beyond, "more access unit")) where it begins")
        }
        for start in Self.part(of: starts, to, to.adding(nanoseconds: furthest))
        where start.beyond > 0 && start.time.nanoseconds(since: to) <= start.rhythm
            && time.holds(from: to, to: start.time)
        {
            return note(
                "\(Self.name(gap)) says that there is no recording, and \(start.name) has \(counted(start.beyond, "access unit")) "
                    + "before what follows it")
        }
    }

    /// Those from one moment to another, both included.
    private static func part(of ends: [End], _ from: WallTime, _ to: WallTime) -> ArraySlice<End> {
        func first(where isBehind: (End) -> Bool) -> Int {
            var (low, high) = (0, ends.count)
            while low < high {
                let middle = (low + high) / 2
                if isBehind(ends[middle]) { high = middle } else { low = middle + 1 }
            }
            return low
        }
        let start = first { $0.time >= from }
        return ends[start..<max(start, first { $0.time > to })]
    }

    private static func end(_ recording: HeldFootage.Holding) -> End? {
        guard let part = recording.main.max(by: { $0.last < $1.last }), let places = part.places,
            let count = recording.committed
        else { return nil }
        return End(
            time: part.last, rhythm: part.rhythm, beyond: count - min(count, places.upperBound),
            name: recording.facts.name)
    }

    private func start(_ recording: HeldFootage.Holding) -> End? {
        guard let part = recording.main.first, let places = part.places else { return nil }
        let isUndecodable = (naming[recording.facts.id] ?? []).contains { gap in
            guard case .undecodable(_, _, let units?) = gap.reason else { return false }
            return UInt64(units.rows.count) == places.lowerBound.addingClamped(1)
        }
        return End(
            time: part.first, rhythm: part.rhythm, beyond: isUndecodable ? 0 : places.lowerBound,
            name: recording.facts.name)
    }
}
