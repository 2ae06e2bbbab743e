import Outcomes

extension JournalNote {
    /// The note as a person reads it, without the word “note”.
    package var inWords: String {
        switch self {
        case .notNoted(let reason): "this is not in your journal: \(reason)"
        }
    }
}
