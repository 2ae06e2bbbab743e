import Outcomes

extension RequestNote {
    /// The note as a person reads it, without the word “note”.
    package var inWords: String {
        switch self {
        case .readers(let readers): "a bundle is \(readers)"
        }
    }
}
