import Objects
import Starts

extension FootageDoubt {
    /// That recordings of a camera and of something else share a label; nil for what is another error.
    init?(_ error: FootageError) {
        guard case .twoKinds(let label, let camera, let other) = error else { return nil }
        self.init(.twoKinds, camera: label, file: camera, other: other, sentence: error.description)
    }
}
