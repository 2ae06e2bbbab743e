import Statements

extension String {
    /// The text as a page shows it: its lines kept, everything that could act or deceive the eye made visible.
    var onPage: String {
        split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(\.harmless).joined(
            separator: "\n")
    }
}
