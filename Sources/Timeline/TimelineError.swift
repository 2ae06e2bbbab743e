/// Why a picture could not be made.
public enum TimelineError: Error, Sendable, Hashable {
    /// The drawing library failed; its own text is the cause.
    case drawing(cause: String)
}

extension TimelineError: CustomStringConvertible {
    /// One line: what is wrong.
    public var description: String {
        switch self {
        case .drawing(let cause): "the picture cannot be drawn: \(cause)"
        }
    }
}
