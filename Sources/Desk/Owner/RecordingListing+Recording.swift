import Outcomes
import Recordings
import Records
import Statements

extension RecordingListing {
    init(_ recording: Recording, reachedBy link: FollowedLink?) throws {
        self.init(
            file: recording.path, link: link?.path, camera: recording.camera, recorder: recording.recorder,
            size: recording.size,
            window: recording.span, start: recording.start, zone: recording.zone, doubts: recording.doubts,
            tracks: recording.tracks.map { track in
                let size = track.width.flatMap { width in track.height.map { " \(width)×\($0)" } } ?? ""
                return "\(track.kind.rawValue) \(track.codec)\(size)"
            },
            provenance: try recording.provenance().map { Worded($0) })
    }
}
