/// Why pages could not be made.
package enum PaperError: Error, Sendable, Hashable {
    /// The drawing library failed; its own text is the cause.
    case drawing(cause: String)
    /// No font is installed, so there is nothing to write with.
    case noFont
}

extension PaperError: CustomStringConvertible {
    /// One line: what is wrong, and what to do.
    package var description: String {
        switch self {
        case .drawing(let cause): "the pages cannot be drawn: \(cause)"
        case .noFont: "no font is installed; install DejaVu (Debian: fonts-dejavu-core)"
        }
    }
}
