import CustodianCommands
import Statements

extension Page {
    /// Adds what the linter found: each with what can be done.
    mutating func findings(_ findings: [Finding]) {
        facts(
            findings.map { finding in
                let reason = finding.reason.prefix(1).uppercased() + finding.reason.dropFirst()
                return Fact(finding.weight.inWords, "\(reason).\n\(finding.adviceWithHint)")
            })
    }

    /// Adds the findings one should not miss, and how many others there are; nothing where there are none.
    mutating func briefly(_ findings: [Finding], of request: String) {
        let grave = findings.filter { $0.weight >= .warning }
        guard !grave.isEmpty else { return }
        paragraph("Before you answer, think of this:")
        for finding in grave {
            paragraph("- " + finding.reason.prefix(1).uppercased() + finding.reason.dropFirst() + ".")
        }
        paragraph("What you can do about it:")
        command(["proffer", "request", "lint", request])
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
