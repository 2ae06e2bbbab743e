import Files
import GRDB

extension DatabaseError {
    /// Why the database was not read or written, as a person is told: without the statement and its arguments, among which
    /// are secrets.
    package var inWords: String {
        switch resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: "another program has locked it"
        case .SQLITE_FULL: "the disk is full"
        case .SQLITE_IOERR: "the disk fails there"
        case .SQLITE_READONLY, .SQLITE_PERM: "it can only be read, not written to"
        case .SQLITE_CANTOPEN: "it cannot be opened, or not be written beside"
        case .SQLITE_NOMEM: "the machine has no memory left"
        default: message ?? "SQLite says \(resultCode.rawValue)"
        }
    }
}

/// Errors of what stands below a database, in words: of the system, else of ours.
package func causeInWords(_ error: any Error) -> String {
    if let error = error as? DatabaseError { return error.inWords }
    return SystemCause.inWords(error) ?? "\(error)"
}
