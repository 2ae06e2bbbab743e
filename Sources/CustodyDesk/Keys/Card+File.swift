import Outcomes
import StatementFiles
import Statements

extension Card {
    /// Reads a card file, and names it where it is none.
    package init(file path: String) throws(DeskError) {
        self = try telling(in: path) { try Card(json: try StatementFile.read(path)) }
    }
}
