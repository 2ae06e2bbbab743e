import Starts

extension RecorderKind {
    /// What made a recording, for one who reads a list of them; nil for a camera, which is what lists are of.
    package var inWords: String? {
        switch self {
        case .camera: nil
        case .vehicle: "a vehicle"
        case .personalDevice: "a telephone or another device of a person"
        case .unknown: "not known"
        }
    }

    /// The same in a list of recordings, with what follows from it; nil for a camera.
    package var listed: String? {
        inWords.map { leavesUnnamed ? $0 : "\($0); leaves only where a consent names it" }
    }

    /// Why something leaves only where a consent names it.
    package var whyNamed: String {
        switch self {
        case .camera: "it is a camera's"
        case .vehicle: "it is a vehicle's"
        case .personalDevice: "it was made by a telephone or another device of a person"
        case .unknown: "its name does not tell what made it"
        }
    }
}
