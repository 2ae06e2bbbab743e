import Starts
import Objects
import Records

/// How the clocks of recordings are read: what was given on the way, and is not to be found in the files.
///
/// An error is of one camera's clock: what was measured or seen on one says nothing of another.
package struct RecordingClocks: Sendable, Hashable {
    /// The zone of clocks whose times carry none, and of which nothing else was said.
    package var zone: RecordingZone
    /// The zones of the clocks of single cameras, by label.
    package var zones: [String: RecordingZone]
    /// How far the clocks of single cameras were off, by label.
    package var errors: [String: ClockError]
    /// How far off the clock of the only camera there is was; nil where nobody knows. Who gives it sees to it that there is
    /// one camera.
    package var errorOfOnlyCamera: ClockError?
    /// What the owner said of the starts of single files.
    package var starts: GivenStarts

    /// Clocks from what is known of them.
    package init(
        zone: RecordingZone, zones: [String: RecordingZone] = [:], errors: [String: ClockError] = [:],
        errorOfOnlyCamera: ClockError? = nil, starts: GivenStarts = GivenStarts()
    ) {
        self.zone = zone
        self.zones = zones
        self.errors = errors
        self.errorOfOnlyCamera = errorOfOnlyCamera
        self.starts = starts
    }

    /// The zone of a camera's clock.
    package func zone(of camera: String) -> RecordingZone { zones[camera] ?? zone }

    /// How far a camera's clock was off; nil where nobody knows.
    package func error(of camera: String) -> ClockError? { errors[camera] ?? errorOfOnlyCamera }
}

extension Recording {
    /// Reads what a file holds and places it on the wall clock, as ``probe(_:zone:clockError:starts:)`` does.
    package static func probe(_ path: String, clocks: RecordingClocks) throws(FootageError) -> Recording {
        let camera = CameraLabel.of(path: path, reading: LayoutTable.read(path: path))
        return try probe(
            path, zone: clocks.zone(of: camera), clockError: clocks.error(of: camera), starts: clocks.starts)
    }
}
