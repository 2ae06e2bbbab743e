import Records
import Statements

/// What is taken off the times of an object's tracks: one rule for who seals and who verifies
/// (docs/spec/cutting.md, Times in an object).
package enum ObjectShift {
    /// Of a master's pictures, in the unit of their track: the decoding time of the first or the window's first tick,
    /// whichever comes first.
    ///
    /// - Parameters:
    ///   - firstDTS: of the master's first picture.
    ///   - from: when the granted window begins.
    package static func pictures(
        firstDTS: Int64, from: WallTime, track: SourceTrack, placement: Placement
    ) throws(FootageError) -> Int64 {
        let start = try placement.firstTick(notBefore: from, in: track.timeBase)
        // Pictures may be counted so coarsely that their first tick of the window lies after its first sound.
        let isLate = placement.time(ofTick: start, in: track.timeBase) > from
        return min(firstDTS, isLate ? start - 1 : start)
    }

    /// Of sound beside pictures: the same instant, or the last before it that is a whole number of samples, so that its
    /// times in the recording, and with them its leaves in the commitment, can be had back from the object.
    package static func sound(_ track: SourceTrack, beside pictures: SourceTrack, shiftedBy shift: Int64)
        -> Int64
    {
        LeafClock(track).shift(
            atOrBefore: Placement.convert(shift, from: pictures.timeBase, to: track.timeBase))
    }

    /// Of sound alone: the window's first tick, or the last before it that is a whole number of samples.
    package static func sound(
        _ track: SourceTrack, from: WallTime, placement: Placement
    ) throws(FootageError) -> Int64 {
        LeafClock(track).shift(atOrBefore: try placement.firstTick(notBefore: from, in: track.timeBase))
    }

    /// Why the times of an object are others than the rules make of the recording's; nil where they are not.
    ///
    /// - Parameters:
    ///   - scanned: what the object holds.
    ///   - windows: those granted that the object lies in; nil where nothing is known to be granted, which is another
    ///     check's to say.
    ///   - source: the tracks of its recording.
    package static func flaw(
        _ object: ObjectFacts, _ scanned: ScannedObject, placement: Placement, windows: [Window]?,
        source: (Int) -> SourceTrack?
    ) -> String? {
        var tracks: [(facts: ObjectTrack, source: SourceTrack, scanned: ScannedTrack)] = []
        for facts in object.tracks {
            guard let source = source(facts.sourceTrack),
                let scanned = scanned.tracks.first(where: { $0.id == facts.id })
            else { return "track \(facts.id) is of no track of the recording" }
            let clock = LeafClock(source)
            guard
                let first = clock.time(ofObject: scanned.firstDTS, in: facts.timeBase, shift: facts.shift),
                first == clock.time(ofSource: facts.sourceFirstDTS)
            else { return "track \(facts.id) begins at another time of the recording than the record says" }
            tracks.append((facts, source, scanned))
        }
        guard !object.role.isDerivative else {
            return tracks.allSatisfy { $0.scanned.firstPTS == 0 }
                ? nil : "its first picture is not shown at its start"
        }
        guard let windows, !windows.isEmpty else { return nil }
        let isShifted = windows.contains { window in
            guard let first = tracks.first, first.source.kind == .video else {
                return tracks.allSatisfy {
                    $0.facts.shift == (try? sound($0.source, from: window.from, placement: placement))
                }
            }
            let shift = try? pictures(
                firstDTS: first.facts.sourceFirstDTS, from: window.from, track: first.source,
                placement: placement)
            return first.facts.shift == shift
                && tracks.dropFirst().allSatisfy {
                    $0.facts.shift == sound($0.source, beside: first.source, shiftedBy: first.facts.shift)
                }
        }
        return isShifted ? nil : "its times do not begin with its window, all tracks at one instant"
    }
}
