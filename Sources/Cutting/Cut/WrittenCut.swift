import Objects
import Records
import Statements

/// What one object turned out to hold, read back from its own bytes.
package struct WrittenCut: Sendable, Hashable {
    /// What it is to the footage.
    package var role: ObjectRole
    /// The time it covers; every sample stored in it lies inside.
    package var window: Window
    /// The container format: `mp4`, `mov` or `png`.
    package var container: String
    /// Its tracks.
    package var tracks: [ObjectTrack]
    /// What a viewing of the source tracks in it depends on, by their index; of a master only.
    package var descriptions: [Int: TrackDescription] = [:]
    /// Its size in bytes, padding included.
    package var size: UInt64
    /// How many of them are padding.
    package var padding: UInt64
    /// How it was encoded; nil for a master.
    package var derivative: DerivativeFacts?
    /// When the pictures of a derivative are shown in the recording, in its track's unit; empty for a master.
    package var pictureTimes: [Int64] = []
    /// The instants of each track, by its id, in the track's own unit; none of a still.
    package var instants: [Int: TimeRuns] = [:]
    /// Bytes of the object's header, up to its first fragment.
    var headerBytes: UInt64 = 0
    /// What of a master is decoded again.
    var stretches: [DecodedStretch] = []
    /// What of a master was decoded again; nil before it was checked, and for a derivative.
    package var decodedAgain: DecodedAgain?
    /// Pictures of the window that the decoder could not deliver: the recording is damaged there.
    package var missingPictures: Int
    /// Pictures the decoder delivered but called damaged.
    package var damagedPictures: Int
}

extension WrittenCut {
    /// The form that the object's bytes must follow from.
    ///
    /// - Throws: ``FootageError/objectNotUnderstood(reason:)`` for a still.
    package func form() throws(FootageError) -> MovieForm {
        guard let container = ObjectContainer(rawValue: container), container != .png else {
            throw .objectNotUnderstood(reason: "a still is no film")
        }
        var described: [MovieForm.Track] = []
        for track in tracks {
            guard let facts = track.description ?? descriptions[track.sourceTrack] else {
                throw .objectNotUnderstood(reason: "track \(track.id) is not described")
            }
            described.append(try MovieForm.Track(facts, lastDuration: track.lastDuration))
        }
        return try MovieForm(container, tracks: described)
    }
}
