import Outcomes
import Recordings
import Records
import Starts
import Statements

extension RecordingListing {
    /// - Parameter zone: of the recording's clock; where one was given, all times of the list are shown in it.
    init(_ recording: Recording, reachedBy link: FollowedLink?, shownIn zone: RecordingZone) throws {
        let window =
            zone.isGiven
            ? try Window(from: zone.shown(recording.span.from), to: zone.shown(recording.span.to))
            : recording.span
        self.init(
            file: recording.path, link: link?.path, camera: recording.camera, recorder: recording.recorder,
            size: recording.size, window: window, start: recording.start, zone: recording.zone,
            doubts: recording.doubts,
            tracks: recording.tracks.map { track in
                let size = track.width.flatMap { width in track.height.map { " \(width)×\($0)" } } ?? ""
                return "\(track.kind.rawValue) \(track.codec)\(size)"
            },
            provenance: try recording.provenance().map { Worded($0) })
    }
}
