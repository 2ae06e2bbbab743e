/// Why a picture could not be made.
package enum TimelineError: Error, Sendable, Hashable {
    /// The drawing library failed; its own text is the cause.
    case drawing(cause: String)
}

extension TimelineError: CustomStringConvertible {
    /// One line: what is wrong.
    package var description: String {
        switch self {
        case .drawing(let cause): "the picture cannot be drawn: \(cause)"
        }
    }
}
