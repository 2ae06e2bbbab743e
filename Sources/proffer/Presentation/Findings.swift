import CustodianCommands
import Presentation

extension Page {
    /// Adds the findings one should not miss, and where the others are; nothing where there are none.
    ///
    /// - Parameter request: its file.
    mutating func briefly(_ warnings: [Passage], of request: String) {
        guard !warnings.isEmpty else { return }
        add(warnings)
        paragraph("What you can do about it:")
        command(["proffer", "request", "lint", request])
    }
}
