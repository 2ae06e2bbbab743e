import Foundation
import Objects
import Recordings
import Starts
import Statements

/// Something that has time of what was granted and stays, as the consent does not name it (docs/spec/consent.md, Cameras).
package struct WithheldCamera: Sendable, Hashable {
    /// Its label.
    package let camera: String
    /// What made its recordings.
    package let recorder: RecorderKind
    /// How many of its recordings have some of that time.
    package let count: Int
    /// One of them.
    package let file: String
}

/// Of which cameras a consent is: those it names; and where a grant of it names none, cameras and vehicles
/// (docs/spec/consent.md, Cameras).
struct ConsentedCameras {
    /// Those it names.
    let named: Set<String>
    /// The windows it grants without naming a camera.
    private let unnamed: [Window]

    init(_ authorization: Authorization) {
        named = Set(authorization.grants.compactMap(\.camera))
        unnamed = authorization.grants.filter { $0.camera == nil }.map(\.window)
    }

    /// Whether anything of a recording may leave.
    func mayLeave(_ camera: String, _ recorder: RecorderKind) -> Bool {
        recorder.leavesUnnamed || named.contains(camera)
    }

    /// What has time of a grant that names no camera, and stays all the same.
    func withheld(of recordings: [Recording]) -> [WithheldCamera] {
        struct Key: Hashable {
            var camera: String
            var recorder: RecorderKind
        }
        let staying = recordings.filter { recording in
            !mayLeave(recording.camera, recording.recorder)
                && unnamed.contains { $0.intersection(recording.span) != nil }
        }
        return Dictionary(grouping: staying) { Key(camera: $0.camera, recorder: $0.recorder) }
            .compactMap { key, files in
                files.first.map {
                    WithheldCamera(
                        camera: key.camera, recorder: key.recorder, count: files.count, file: $0.path)
                }
            }
            .sorted { ($0.camera, $0.file) < ($1.camera, $1.file) }
    }

    /// Holds the names against those that recordings bear.
    ///
    /// - Parameters:
    ///   - there: the labels of all cameras there is a file of.
    ///   - absent: the cameras of which it is meant that nothing of them is there.
    /// - Throws: ``FootageError/camerasNotThere(names:there:)``, and ``FootageError/cameraNotMissing(name:isThere:)`` for what
    ///   was said to be absent and is not.
    func check(among there: Set<String>, absent: Set<String>) throws(FootageError) {
        if let name = absent.sorted().first(where: { there.contains($0) || !named.contains($0) }) {
            throw .cameraNotMissing(name: name, isThere: there.contains(name))
        }
        let missing = named.subtracting(there).subtracting(absent)
        guard missing.isEmpty else {
            throw .camerasNotThere(names: missing.sorted(), there: there.sorted())
        }
    }

    /// What has to be asked where recordings of one label that the consent names are of a camera and of something that may be
    /// a telephone.
    ///
    /// - Parameter meant: the recordings something would be cut from.
    func mixed(_ meant: [Recording]) -> FootageError? {
        Recording.mixedLabel(of: meant.filter { named.contains($0.camera) })
    }
}
