import Objects
import Recordings
import Records
import Statements
import CFFmpeg

/// The wall-clock times of one track of an object.
struct ObjectClock {
    let track: ObjectTrack
    let source: SourceTrack
    private let placement: Placement

    /// - Returns: nil where the object has no track of that kind.
    init?(_ kind: SourceTrack.Kind, of object: ObjectFacts, in recording: RecordingFacts) throws(FootageError)
    {
        var found: (ObjectTrack, SourceTrack)?
        for track in object.tracks where found == nil {
            if let source = recording.tracks.first(where: { $0.index == track.sourceTrack }),
                source.kind == kind
            {
                found = (track, source)
            }
        }
        guard let found else { return nil }
        (track, source) = found
        placement = try Placement(of: recording)
    }

    /// From when to when its access units are shown or heard.
    var span: Window? { placement.span(of: track, source: source) }

    /// When a tick of the object is, counted in a unit.
    func time(ofTick tick: Int64, in base: AVRational) -> WallTime {
        let unit = TimeBase(base)
        let shift = Placement.convert(track.shift, from: source.timeBase, to: unit)
        return placement.time(ofTick: tick &+ shift, in: unit)
    }
}
