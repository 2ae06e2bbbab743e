import Custody

/// What one object turned out to hold, read back from its own bytes.
public struct WrittenCut: Sendable, Hashable {
    /// What it is to the footage.
    public var role: ObjectRole
    /// The time it covers; every sample stored in it lies inside.
    public var window: Window
    /// The container format: `mp4`, `mov` or `png`.
    public var container: String
    /// Its tracks.
    public var tracks: [ObjectTrack]
    /// What a viewing of the source tracks in it depends on, by their index; of a master only.
    public var descriptions: [Int: TrackDescription] = [:]
    /// Its size in bytes, padding included.
    public var size: UInt64
    /// How many of them are padding.
    public var padding: UInt64
    /// How it was encoded; nil for a master.
    public var derivative: DerivativeFacts?
    /// When the pictures of a derivative are shown in the recording, in its track's unit; empty for a master.
    public var pictureTimes: [Int64] = []
    /// The instants of each track, by its id, in the track's own unit; none of a still.
    public var instants: [Int: TimeRuns] = [:]
    /// Pictures of the window that the decoder could not deliver: the recording is damaged there.
    public var missingPictures: Int
    /// Pictures the decoder delivered but called damaged.
    public var damagedPictures: Int
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
