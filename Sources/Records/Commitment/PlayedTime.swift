/// Which part of a track's time a player shows: the edit list of its container may pass over the rest, which is stored all the
/// same (ISO/IEC 14496-12 §8.6.6; docs/spec/cutting.md, Hidden pictures).
package struct PlayedTime: Sendable, Hashable {
    /// The parts, in order and not touching, in the track's unit, as its packets count when an edit list only shifts them;
    /// nil where all of it is shown.
    package let ranges: [Range<Int64>]?

    /// All of a track.
    package static let everything = PlayedTime(ranges: nil)

    private init(ranges: [Range<Int64>]?) { self.ranges = ranges }

    /// No time of a recording reaches beyond it, in ticks.
    private static let limit: Int64 = 1 << 58

    /// What the edit list of a track shows of it.
    ///
    /// - Parameters:
    ///   - edits: the list; none shows everything.
    ///   - movieTimescale: the unit of its durations, in parts of a second.
    ///   - timeBase: the unit of the track.
    package init(_ edits: [TrackTimes.Edit], movieTimescale: UInt64, timeBase: TimeBase) {
        let movie = Int128(movieTimescale)
        let own = Int128(timeBase.denominator) / Int128(max(1, timeBase.numerator))
        // What begins before the media is no edit that anything plays by.
        let isPlayable = edits.allSatisfy { $0.mediaTime >= -1 } && edits.contains { $0.mediaTime >= 0 }
        guard isPlayable, movie > 0, own > 0 else {
            self = .everything
            return
        }
        // A list shifts the times of its track as far as its beginning says: first time without media, then media.
        let begins = edits.first?.mediaTime == -1 && edits.count > 1 ? 1 : 0
        let empty = begins == 1 ? (Int128(edits[0].duration) * own * 2 + movie) / (movie * 2) : 0
        let offset = Int128(max(0, edits[begins].mediaTime)) - empty
        // Durations, and what writers make of a beginning, are rounded to the movie's unit.
        let rounding = (own + movie - 1) / movie
        var parts: [Range<Int64>] = []
        for edit in edits where edit.mediaTime >= 0 {
            let from = Int128(edit.mediaTime) - offset - rounding
            var to = Int128(Self.limit)
            // No duration: up to the end, as a writer that does not know it yet says.
            if edit.duration > 0 {
                let length = (Int128(edit.duration) * own + movie - 1) / movie
                to = Int128(edit.mediaTime) - offset + max(1, length * Int128(max(0, edit.rate)) / 65_536)
            }
            let bounds = (
                Int64(clamping: max(from, Int128(-Self.limit))), Int64(clamping: min(to, Int128(Self.limit)))
            )
            if bounds.0 < bounds.1 { parts.append(bounds.0..<bounds.1) }
        }
        var joined: [Range<Int64>] = []
        for part in parts.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, part.lowerBound <= last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, part.upperBound)
            } else {
                joined.append(part)
            }
        }
        self.init(ranges: joined)
    }

    /// Whether what is shown at a time, in the track's unit, is shown by a player.
    package func contains(_ time: Int64) -> Bool {
        ranges.map { $0.contains { $0.contains(time) } } ?? true
    }

    /// The same, open at its end where it shows what comes last: nothing behind that is hidden.
    package func showing(last time: Int64) -> PlayedTime {
        guard var ranges, let last = ranges.last, last.contains(time) else { return self }
        ranges[ranges.count - 1] = last.lowerBound..<Self.limit
        return PlayedTime(ranges: ranges)
    }

    /// The longest part of a range of times that is shown without a break; the range itself where all of it is, and nothing at
    /// its beginning where none is.
    package func longest(in range: Range<Int64>) -> Range<Int64> {
        guard let ranges else { return range }
        return ranges.map { $0.clamped(to: range) }.max { $0.count < $1.count }
            ?? range.lowerBound..<range.lowerBound
    }

    /// What of a range of times is not shown, in order.
    package func hidden(in range: Range<Int64>) -> [Range<Int64>] {
        guard let ranges else { return [] }
        var hidden: [Range<Int64>] = []
        var from = range.lowerBound
        for shown in ranges where shown.upperBound > range.lowerBound && shown.lowerBound < range.upperBound {
            if shown.lowerBound > from { hidden.append(from..<shown.lowerBound) }
            from = max(from, shown.upperBound)
        }
        if from < range.upperBound { hidden.append(from..<range.upperBound) }
        return hidden
    }
}

extension TrackTimes {
    /// What its edit list, as far as it is committed to, shows of it.
    package var shown: PlayedTime {
        PlayedTime(edits, movieTimescale: movieTimescale, timeBase: timeBase)
    }
}

extension TrackTimes {
    /// Whether a recording may be placed by what is shown at a time: the first of the track, or, where the edit list hides that,
    /// and the owner said when it starts, one that the list shows.
    func mayBegin(at time: Int64, givenByOwner isGiven: Bool) -> Bool {
        guard time != firstPTS else { return true }
        return isGiven && time > firstPTS && !shown.contains(firstPTS) && shown.contains(time)
    }
}
