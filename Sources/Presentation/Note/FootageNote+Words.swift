import Outcomes

extension FootageNote {
    /// The note as a person reads it, without the word “note”.
    package var inWords: String {
        switch self {
        case .passedOver(let reason): "passed over: \(reason)"
        }
    }
}
