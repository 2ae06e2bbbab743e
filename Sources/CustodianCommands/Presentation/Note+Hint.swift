import Outcomes

extension Note {
    /// What a person types about it, to go on behind its words; nil where there is nothing.
    var hint: String? {
        switch self {
        case .journal(.lacksRows): ", and proffer journal show names it"
        case .footage(.linksNotFollowed):
            "; whoever may write to a folder can make one lead to any file, so name what you mean, or add --follow-links "
                + "to take what they lead to by its own path"
        case .footage(.answersKept), .footage(.answerUsed):
            "; proffer footage answers shows it and takes it back"
        case .trust(.fork): " with \(Program.name) trust remove"
        case .keys(.exposed(let exposure)): exposure.hint
        default: nil
        }
    }
}

extension Exposure {
    /// The commands that end it.
    fileprivate var hint: String? {
        guard !findings.contains(.noRights) else { return nil }
        let commands = remedies.map { $0.map(\.shellQuoted).joined(separator: " ") }
        return commands.isEmpty
            ? "; use a copy of your own" : "; type: \(commands.joined(separator: " && "))"
    }
}
