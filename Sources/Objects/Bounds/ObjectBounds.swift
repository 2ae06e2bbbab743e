import Records
import Statements

/// Where the samples of an object's track may lie: inside a window, worked out from nothing but what the
/// record says, so that whoever seals and whoever verifies come to the same bounds.
package struct ObjectBounds: Sendable, Hashable {
    /// The first presentation time that is inside, object time.
    package let lower: Int64
    /// The first that is outside again, object time.
    package let upper: Int64
    /// Whether a sample must also end inside. Sound must; a picture is an instant.
    package let spans: Bool
    /// How far from the ends of what was granted sound must stay; nil for pictures.
    private let margin: SoundMargin?

    /// Bounds of one track.
    ///
    /// - Parameters:
    ///   - window: the object's, on the wall clock.
    ///   - placement: of the recording.
    ///   - source: the unit of the source track.
    ///   - object: the unit of the object's track.
    ///   - shift: what the object's times were reduced by, in the source's unit.
    ///   - kind: of the track.
    ///   - description: of the object's track; a still has none.
    ///   - granted: all that was granted around the window, sound included; nil where nothing is known to be granted, which
    ///     is another check's to say.
    /// - Throws: ``FootageError/timesNotUsable(path:reason:)``.
    package init(
        _ window: Window, placement: Placement, source: TimeBase, object: TimeBase, shift: Int64,
        kind: SourceTrack.Kind, description: TrackDescription?, granted: Window?
    ) throws(FootageError) {
        guard Placement.isUsable(source), Placement.isUsable(object), shift.magnitude < 1 << 60 else {
            throw .timesNotUsable(path: "", reason: "a unit of time in the record is not one")
        }
        let from = try placement.firstTick(notBefore: window.from, in: source)
        let to = try placement.firstTick(notBefore: window.to, in: source)
        lower = Placement.convert(from - shift, from: source, to: object)
        upper = -Placement.convert(shift - to, from: source, to: object)
        spans = kind == .audio
        margin =
            if spans, let granted, let description {
                SoundMargin(
                    reach: SoundReach(description),
                    from: try placement.firstTick(notBefore: granted.from, in: source),
                    to: try placement.firstTick(notBefore: granted.to, in: source),
                    source: source, object: object, shift: shift)
            } else {
                nil
            }
    }

    /// Checks one sample.
    ///
    /// - Throws: ``FootageError/outsideWindow(path:reason:)``.
    package func check(_ sample: StoredSample) throws(FootageError) {
        try check(sample.pts, lasting: sample.duration, track: sample.track)
    }

    /// Checks by the bits of a sample that nothing it carries of the sound beside it was not granted.
    ///
    /// - Throws: ``FootageError/outsideWindow(path:reason:)``.
    package func check(_ sample: StoredSample, _ bytes: UnsafeRawBufferPointer) throws(FootageError) {
        guard margin?.holds(sample.pts, bytes) ?? true else {
            throw .outsideWindow(
                path: "track \(sample.track)",
                reason:
                    "sound at \(sample.pts) of track \(sample.track) may carry sound from outside what was granted"
            )
        }
    }

    /// Checks a picture or sound by its time in the object.
    ///
    /// - Throws: ``FootageError/outsideWindow(path:reason:)``.
    package func check(_ time: Int64, lasting duration: Int64, track: Int) throws(FootageError) {
        let end = spans ? time + duration : time + 1
        guard time >= lower, end <= upper else {
            throw .outsideWindow(
                path: "track \(track)",
                reason: "a sample at \(time) lies outside \(lower) to \(upper) of its track")
        }
    }
}
