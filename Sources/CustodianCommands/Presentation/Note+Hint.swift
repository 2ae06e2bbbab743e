import Outcomes

extension Note {
    /// What a person types about it, to go on behind its words; nil where there is nothing.
    var hint: String? {
        switch self {
        case .journal(.lacksRows): ", and proffer journal show names it"
        default: nil
        }
    }
}
