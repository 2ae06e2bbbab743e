import Databases
import GRDB

/// Why a database of this machine's could not be opened, read or written, in words.
enum DatabaseCause {
    /// Whether what is in the database is at fault, and not the writing of it: then nobody can say that what it held before
    /// is unharmed.
    static func isDamage(_ error: any Error) -> Bool {
        switch error {
        case is DamagedRow, is JournalTables.Damaged: true
        case let error as DatabaseError: [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
        default: false
        }
    }

    /// Without the statement and its arguments, among which are secrets.
    static func words(_ error: any Error) -> String {
        switch error {
        case let error as DatabaseLayout.Foreign where error.isEarlier:
            "it was begun by an earlier version of this program, which kept less; move it away, keep it, and begin anew"
        case is DatabaseLayout.Foreign: "it is of another program, or of another version of this one"
        case let error as DatabaseLayout.Strange:
            "somebody has changed it: \(error); keep it as it is, and move it away to begin anew"
        default: causeInWords(error)
        }
    }
}
