import Statements

extension Finding {
    /// What the linter found, and what can be done.
    package var labelled: LabelledText? {
        LabelledText(weight.inWords, "\(reasonAsSentence)\n\(advice)")
    }

    /// The reason as a sentence of its own.
    package var reasonAsSentence: String { reason.prefix(1).uppercased() + reason.dropFirst() + "." }
}

extension Finding.Weight {
    fileprivate var inWords: String {
        switch self {
        case .stop: "STOP"
        case .warning: "Warning"
        case .note: "Note"
        }
    }
}
