import Outcomes

extension Note {
    /// What a person types about it, to go on behind its words; nil where there is nothing.
    var hint: String? {
        switch self {
        case .journal(.lacksRows): ", and proffer journal show names it"
        case .footage(.linksNotFollowed):
            "; whoever may write to a folder can make one lead to any file, so name what you mean, or add --follow-links "
                + "to take what they lead to by its own path"
        default: nil
        }
    }
}
