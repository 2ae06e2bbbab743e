import Statements

/// That nothing between two originals of one recording is left out without a word, or is there twice.
extension GapFlaws {
    /// That between two originals of a recording nothing is left out without a word: each place there is one of an access
    /// unit that a picture encoded anew stands for, or is excused where it stands.
    mutating func checkPlaces(_ recording: HeldFootage.Holding) {
        let time = granted.time(of: recording.facts.camera)
        let masters = recording.main.compactMap { part in part.places.map { (part, $0) } }
            .sorted { $0.1.lowerBound < $1.1.lowerBound }
        guard var (one, reached) = masters.first else { return }
        for (next, places) in masters.dropFirst() where first == nil {
            if places.lowerBound > reached.upperBound {
                let between = reached.upperBound..<places.lowerBound
                let missing = UInt64(between.count) - recording.anew.count(in: between)
                if missing > 0, time.holds(from: min(one.last, next.first), to: max(one.last, next.first)),
                    missing > excused(recording, between: one, next)
                {
                    note(
                        "between \(one.object.name) and \(next.object.name), \(recording.facts.name) has "
                            + "\(counted(missing, "access unit")) of time that was agreed to, not in the bundle"
                    )
                }
            }
            if places.upperBound > reached.upperBound { (one, reached) = (next, places) }
        }
    }

    /// How many access units may be missing between two originals of a recording: those of pictures said to be left out
    /// before the later one, whose granted window the earlier one began before, or behind the earlier one, whose granted
    /// window the later one reaches beyond; and of one picture at each end of a granted window that is said to halve it.
    private func excused(
        _ recording: HeldFootage.Holding, between one: HeldFootage.Part, _ next: HeldFootage.Part
    ) -> UInt64 {
        let each: UInt64 = recording.mayHaveFields ? 2 : 1
        let ends = granted.ends(of: recording.facts.camera).with(hiddenOf: recording.facts)
        var (count, halved): (UInt64, Set<WallTime>) = (0, [])
        for part in recording.facts.leftOut {
            switch part {
            case .fields(_, let window): halved.formUnion([window.from, window.to])
            case .hidden(let pictures, let window)
            where window.from >= one.first && window.to <= next.last.adding(nanoseconds: Self.allowance):
                let (product, overflow) = pictures.multipliedReportingOverflow(by: each)
                count = count.addingClamped(overflow ? .max : product)
            case .pictures(let pictures, let window, _):
                let isBefore =
                    ends.from.contains(window.from) && one.first < window.from
                    && abs(window.to.nanoseconds(since: next.first)) <= Self.allowance
                let isBehind =
                    ends.to.contains(window.to) && next.last >= window.to && one.first < window.from
                    && window.from <= next.first
                guard isBefore || isBehind else { continue }
                let (product, overflow) = pictures.multipliedReportingOverflow(by: each)
                count = count.addingClamped(overflow ? .max : product)
            default: break
            }
        }
        let (from, to) = (min(one.last, next.first), max(one.last, next.first))
        return count.addingClamped(2 * UInt64(halved.count { $0 >= from && $0 <= to }))
    }

    /// That no two originals have the same access units, unless two grants gave them.
    mutating func checkTwice(_ recording: HeldFootage.Holding, _ parts: [HeldFootage.Part]) {
        let masters = parts.compactMap { part in part.places.map { (part, $0) } }
            .sorted { ($0.1.lowerBound, $0.0.place) < ($1.1.lowerBound, $1.0.place) }
        guard var (furthest, reached) = masters.first else { return }
        for (part, places) in masters.dropFirst() where first == nil {
            if places.overlaps(reached),
                !granted.gives(recording.facts.camera, furthest.object.window, and: part.object.window)
            {
                note(
                    "\(furthest.object.name) and \(part.object.name) have the same access units of the recording"
                )
            }
            if places.upperBound > reached.upperBound { (furthest, reached) = (part, places) }
        }
    }

    /// That a silence between two originals is the recording's own.
    mutating func checkPlaces(
        _ recording: HeldFootage.Holding, ofSound track: Int, _ parts: [HeldFootage.Part]
    ) {
        let time = granted.sound(of: recording.facts.camera)
        let gaps = (naming[recording.facts.id] ?? []).filter { $0.track == track }
        guard !gaps.isEmpty else { return }
        let masters = parts.filter { $0.places != nil }
        for (one, next) in zip(masters, masters.dropFirst()) where first == nil {
            guard let before = one.places, let after = next.places, one.last < next.first,
                after.lowerBound > before.upperBound, time.holds(from: one.last, to: next.first),
                gaps.contains(where: { $0.window.to > one.last && $0.window.from < next.first })
            else { continue }
            let missing = after.lowerBound - before.upperBound
            let mean = UInt64(max(1, Rhythm.mean(one.track)))
            guard missing > UInt64(max(0, one.rhythm)) / mean else { continue }
            note(
                "the sound of track \(track) of \(recording.facts.name) is said not to be recorded, and it has "
                    + "\(counted(missing, "access unit")) between \(one.object.name) and \(next.object.name)")
        }
    }
}
