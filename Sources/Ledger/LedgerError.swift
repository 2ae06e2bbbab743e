/// Why a ledger could not be read or written.
package enum LedgerError: Error, Sendable, Equatable {
    /// There is no ledger at the path.
    case missing(path: String)
    /// There is a file at the path already.
    case exists(path: String)
    /// The ledger cannot be opened, or is none.
    case notUsable(path: String, cause: String)
    /// The ledger could not be read or written midway; what was in it before still is.
    case failed(path: String, cause: String)
    /// Something to be logged is not a signed statement, or is too large.
    case notAnEntry(reason: String)
    /// The ledger has no such entry.
    case noSuchEntry(String)
    /// No checkpoint shows the entry yet: the newest is over fewer entries.
    case notUnderCheckpoint(path: String, entry: UInt64, size: UInt64)
    /// What is in the ledger is not what was signed for: it was changed behind the ledger's back.
    case altered(path: String, reason: String)
    /// What was signed for last, beside the identity, is spoiled or cannot be read.
    case headNotUsable(path: String, reason: String)
    /// What is to be signed for cannot be kept beside the identity.
    case headNotKept(path: String, cause: String)
}

extension LedgerError: CustomStringConvertible {
    /// One line, without a full stop, that says what happened. What to type for it is the front's to say.
    package var description: String {
        switch self {
        case .missing(let path): "\(path): there is no ledger"
        case .exists(let path):
            "\(path): there is something of this name already; a ledger is never overwritten"
        case .notUsable(let path, let cause): "\(path): cannot be used as a ledger: \(cause)"
        case .failed(let path, let cause):
            "\(path): the ledger failed: \(cause); what it held before is unharmed, so try again"
        case .notAnEntry(let reason): "cannot be logged: \(reason)"
        case .noSuchEntry(let what): what
        case .notUnderCheckpoint(let path, let entry, let size):
            "\(path): the newest checkpoint is over \(size) entr\(size == 1 ? "y" : "ies"), so none shows entry \(entry)"
        case .altered(let path, let reason):
            "\(path): the ledger was changed behind its back: \(reason); nothing was signed; keep the file as it is"
        case .headNotUsable(let path, let reason):
            "\(path): should be what you signed for last of this ledger, and cannot be used: \(reason); nothing was signed; "
                + "hold the ledger against a checkpoint kept elsewhere before you move that file away"
        case .headNotKept(let path, let cause):
            "\(path): what you sign for must be kept apart from the ledger, and cannot be written: \(cause); nothing was "
                + "signed"
        }
    }
}
