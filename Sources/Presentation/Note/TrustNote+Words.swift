import Outcomes

extension TrustNote {
    /// The note as a person reads it, without the word “note”.
    package var inWords: String {
        switch self {
        case .notTrusted(let reason): "not trusted: \(reason)"
        }
    }
}
