import Outcomes

extension SealNote {
    /// The note as a person reads it, without the word “note”.
    package var inWords: String {
        switch self {
        case .readers(let readers): "the bundle is \(readers)"
        }
    }
}
