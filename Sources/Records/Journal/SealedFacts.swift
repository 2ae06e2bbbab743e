import Statements
import Sealing

/// What left in a bundle, as the owner's journal keeps it: of the record only what answers *who got what*.
package struct SealedFacts: Sendable, Hashable, Codable {
    /// One file in a bundle.
    package struct Object: Sendable, Hashable, Codable {
        /// Its name once opened.
        package var name: String
        /// The camera it is of.
        package var camera: String
        /// What it is to the footage.
        package var role: ObjectRole
        /// The time it covers.
        package var window: Window
        /// Whether it has sound.
        package var sound: Bool

        package init(name: String, camera: String, role: ObjectRole, window: Window, sound: Bool) {
            self.name = name
            self.camera = camera
            self.role = role
            self.window = window
            self.sound = sound
        }
    }

    /// The bundle's random id.
    package var bundle: String
    /// When it was sealed.
    package var sealed: WallTime
    /// How many bytes the bundle has; absent where that could not be found out.
    package var size: UInt64?
    /// The SHA-256 of its file `seal.tsr`, which its seal does not cover; absent where it has none.
    package var timestamp: SHA256Digest?
    /// What is in it, in order.
    package var objects: [Object]

    /// What a record says.
    ///
    /// - Parameters:
    ///   - size: of the bundle, in bytes.
    ///   - timestamp: the SHA-256 of its file `seal.tsr`; nil where it has none.
    package init(_ record: Record, size: UInt64?, timestamp: SHA256Digest?) {
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
