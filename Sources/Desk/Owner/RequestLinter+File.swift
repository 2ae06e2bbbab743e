import CustodyDesk
import Outcomes
import StatementFiles
import Statements

extension RequestLinter {
    /// A linter with the limits of a file, or with those of docs/spec/lint.md where none is named.
    ///
    /// - Throws: ``DeskError`` that names the file.
    package init(limitsFile path: String?) throws(DeskError) {
        guard let path else {
            self.init()
            return
        }
        self.init(limits: try telling(in: path) { try LintLimits(json: try StatementFile.read(path)) })
    }
}
