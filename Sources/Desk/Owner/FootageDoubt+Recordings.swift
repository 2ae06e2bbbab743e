import Objects
import Outcomes
import Recordings

extension FootageDoubt {
    init(_ doubt: FootageDoubts.Doubt) {
        let kind: Kind =
            switch doubt.kind {
            case .startOpen: .startOpen
            case .twoCameras: .twoCameras
            case .morePairs: .morePairs
            case .ranBackwards: .ranBackwards
            case .fileDate: .fileDate
            case .contradicted: .contradicted
            }
        self.init(
            kind, camera: doubt.camera, file: doubt.file, other: doubt.other, count: doubt.count,
            sentence: doubt.sentence)
    }

    /// That recordings of a camera and of something else share a label; nil for what is another error.
    init?(_ error: FootageError) {
        guard case .twoKinds(let label, let camera, let other) = error else { return nil }
        self.init(.twoKinds, camera: label, file: camera, other: other, sentence: error.description)
    }
}
