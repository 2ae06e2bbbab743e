import Outcomes

extension CustodyNote {
    /// The note as a person reads it, without the word “note”.
    package var inWords: String {
        switch self {
        case .ledgerPlace(let caution): caution
        }
    }
}
