import Outcomes
import Statements

extension RememberedAnswerFacts {
    /// Of what it was said, and what.
    package var inWords: String {
        let names = form.map { "names like \($0)" }
        let whose = [camera.map { "of the camera \($0)" }, names].compactMap(\.self).joined(
            separator: " with ")
        return (whose.isEmpty ? "" : "\(whose) ") + "in \(place), \(words)"
    }

    /// The same as a person is shown it.
    package var labelled: [LabelledText] {
        let facts: [LabelledText?] = [
            .init("Camera", camera), .init("In", place), .init("Names like", form), .init("You said", words),
            .init("On", said.inWords),
        ]
        return facts.compactMap(\.self)
    }
}
