import Statements

/// A piece of what a person is shown, in words and without a layout, which is the front's.
package enum Passage: Equatable, Sendable {
    /// A sentence or more.
    case paragraph(String)
    /// Labelled values that belong together.
    case facts([LabelledText])
    /// What follows is about something else.
    case gap

    /// What each line of somebody else's words begins with, also where a layout breaks it.
    package static let foreignMark = ForeignText.mark

    /// The same with all times in sentences of ours by one clock.
    package func shown(by clock: DocumentClock) -> Passage {
        switch self {
        case .paragraph(let text): .paragraph(clock.shown(text))
        case .facts(let facts):
            .facts(
                facts.map { fact in
                    var shown = fact
                    shown.value = clock.shown(fact.value)
                    return shown
                })
        case .gap: .gap
        }
    }

    /// Labelled values, without those of which there is nothing to say.
    package static func facts(_ facts: [LabelledText?]) -> Passage { .facts(facts.compactMap(\.self)) }
}
