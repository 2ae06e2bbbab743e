import Outcomes

extension KeyNote {
    /// The note as a person reads it, without the word “note”.
    package var inWords: String {
        switch self {
        case .whoeverKnowsWillNotRely(let reason):
            "whoever knows of it will not rely on your signature: \(reason)"
        }
    }
}
