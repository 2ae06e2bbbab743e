import Objects
import Starts
import Foundation

extension Recording {
    /// What has to be asked where recordings of one label are of a camera and of something that may be a telephone.
    ///
    /// - Parameter recordings: those that are looked at, of any labels.
    /// - Returns: ``FootageError/twoKinds(label:camera:other:)`` of the first such label; nil where there is none.
    package static func mixedLabel(of recordings: [Recording]) -> FootageError? {
        let byLabel = Dictionary(grouping: recordings, by: \.camera)
        for label in byLabel.keys.sorted() {
            let own = byLabel[label] ?? []
            // One that is called by the label and by nothing else was given that name by its owner.
            let other = own.first { recording in
                !recording.recorder.leavesUnnamed
                    && (recording.name as NSString).deletingPathExtension != label
            }
            if let camera = own.first(where: \.recorder.leavesUnnamed), let other {
                return .twoKinds(label: label, camera: camera.path, other: other.path)
            }
        }
        return nil
    }
}
