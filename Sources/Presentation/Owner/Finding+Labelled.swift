import Outcomes
import Statements

extension Finding {
    /// What the linter found, and what can be done.
    package var labelled: LabelledText? {
        LabelledText(weight.inWords, "\(reasonAsSentence)\n\(advice)", remedy: step.map(Remedy.take))
    }

    /// The reason as a sentence of its own.
    fileprivate var reasonAsSentence: String { reason.prefix(1).uppercased() + reason.dropFirst() + "." }
}

extension [Finding] {
    /// The findings one should not miss before answering, without their advice; nothing where there are none.
    package var warnings: [Passage] {
        let grave = filter { $0.weight >= .warning }
        guard !grave.isEmpty else { return [] }
        return [.paragraph("Before you answer, think of this:")]
            + grave.map { .paragraph("- " + $0.reasonAsSentence) }
    }
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
