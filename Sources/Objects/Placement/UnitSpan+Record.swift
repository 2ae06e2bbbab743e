import Records
import Statements

extension UnitSpan {
    /// The times that a derivative's pictures are for, by the record.
    ///
    /// - Parameters:
    ///   - object: a lead-in, lead-out or still.
    ///   - source: the track its pictures are from.
    /// - Returns: nil for a master, and for a still that does not say what it shows.
    /// - Throws: ``FootageError/timesNotUsable(path:reason:)``.
    package init?(
        of object: ObjectFacts, track: ObjectTrack, source: SourceTrack, placement: Placement
    ) throws(FootageError) {
        func tick(_ time: WallTime) throws(FootageError) -> Int64 {
            try placement.firstTick(notBefore: time, in: source.timeBase)
        }
        switch object.role {
        case .master: return nil
        case .leadIn:
            self.init(.leadIn, from: try tick(object.window.from), end: try tick(object.window.to))
        case .leadOut:
            self.init(.leadOut, from: try tick(object.window.from), end: try tick(object.window.to))
        case .still:
            guard let asked = object.derivative?.still?.asked else { return nil }
            self.init(.still, from: track.shift, end: try tick(asked.adding(nanoseconds: 1)))
        }
    }
}
