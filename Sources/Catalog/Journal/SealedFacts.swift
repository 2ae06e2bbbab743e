import Custody
import Sealing

/// What left in a bundle, as the owner's journal keeps it: of the record only what answers *who got what*.
public struct SealedFacts: Sendable, Hashable, Codable {
    /// One file in a bundle.
    public struct Object: Sendable, Hashable, Codable {
        /// Its name once opened.
        public var name: String
        /// The camera it is of.
        public var camera: String
        /// What it is to the footage.
        public var role: ObjectRole
        /// The time it covers.
        public var window: Window
        /// Whether it has sound.
        public var sound: Bool
    }

    /// The bundle's random id.
    public var bundle: String
    /// When it was sealed.
    public var sealed: WallTime
    /// How many bytes the bundle has; absent where that could not be found out.
    public var size: UInt64?
    /// The SHA-256 of its file `seal.tsr`, which its seal does not cover; absent where it has none.
    public var timestamp: SHA256Digest?
    /// What is in it, in order.
    public var objects: [Object]

    /// What a record says.
    ///
    /// - Parameters:
    ///   - size: of the bundle, in bytes.
    ///   - timestamp: the SHA-256 of its file `seal.tsr`; nil where it has none.
    public init(_ record: Record, size: UInt64?, timestamp: SHA256Digest?) {
        bundle = record.bundle
        sealed = record.sealed
        self.size = size
        self.timestamp = timestamp
        objects = record.objects.map { object in
            let recording = record.recordings.first { $0.id == object.recording }
            let sound = object.tracks.contains { track in
                recording?.tracks.first { $0.index == track.sourceTrack }?.kind == .audio
            }
            return Object(
                name: object.name, camera: recording?.camera ?? "", role: object.role, window: object.window,
                sound: sound)
        }
    }
}
