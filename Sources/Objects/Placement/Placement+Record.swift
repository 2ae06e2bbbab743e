import Records
import Statements

extension Placement {
    /// Where a recording lies on the wall clock, by what the record says of it.
    ///
    /// - Throws: ``FootageError/timesNotUsable(path:reason:)`` where that is no placement.
    package init(of facts: RecordingFacts) throws(FootageError) {
        guard let main = facts.tracks.first(where: { $0.index == facts.origin.track }) else {
            throw .timesNotUsable(path: facts.name, reason: "its origin is of a track it does not have")
        }
        try self.init(
            start: facts.start.time, clockErrorNanoseconds: facts.clockError?.errorNanoseconds ?? 0,
            origin: facts.origin.time, originTimeBase: main.timeBase, path: facts.name)
    }

    /// When an object's track is seen or heard.
    ///
    /// - Parameters:
    ///   - role: the object's.
    ///   - source: the track it comes from.
    ///   - instants: the presentation times of its access units, object time.
    package func runs(
        of track: ObjectTrack, _ role: ObjectRole, source: SourceTrack, _ instants: TimeRuns
    ) -> [TrackRuns.Run] {
        let shift = Self.convert(track.shift, from: source.timeBase, to: track.timeBase)
        func moment(_ tick: Int64) -> WallTime { time(ofTick: tick &+ shift, in: track.timeBase) }
        return instants.joined(rhythm: Rhythm.ticks(track, of: role)).runs.map {
            TrackRuns.Run(from: moment($0.lowerBound), to: moment($0.upperBound))
        }
    }
}

extension ObjectTrack {
    /// The time in the source track of a time of the object; nil where it is no whole number there.
    ///
    /// - Parameters:
    ///   - tick: in ``timeBase``.
    ///   - source: the unit of the source track.
    package func sourceTime(of tick: Int64, in source: TimeBase) -> Int64? {
        let product = Int128(tick) * Int128(timeBase.numerator) * Int128(source.denominator)
        let divisor = Int128(timeBase.denominator) * Int128(source.numerator)
        guard divisor > 0, product % divisor == 0, let time = Int64(exactly: product / divisor) else {
            return nil
        }
        let (sum, overflow) = time.addingReportingOverflow(shift)
        return overflow ? nil : sum
    }
}
