import CustodianCommands
import Presentation
import Statements

extension Page {
    /// Adds what the linter found: each with what can be done.
    mutating func findings(_ findings: [Finding]) { facts(findings.map(\.labelled)) }

    /// Adds the findings one should not miss, and how many others there are; nothing where there are none.
    mutating func briefly(_ findings: [Finding], of request: String) {
        let grave = findings.filter { $0.weight >= .warning }
        guard !grave.isEmpty else { return }
        paragraph("Before you answer, think of this:")
        for finding in grave { paragraph("- " + finding.reasonAsSentence) }
        paragraph("What you can do about it:")
        command(["proffer", "request", "lint", request])
    }
}
