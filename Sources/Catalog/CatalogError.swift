/// Why something this machine remembers could not be read or written.
package enum CatalogError: Error, Sendable, Equatable {
    /// The store of commitments cannot be opened.
    case storeNotUsable(path: String, cause: String)
    /// The store of commitments could not be read or written midway; what was in it before still is.
    case storeFailed(path: String, cause: String)
    /// What is in the store of commitments, or in the journal, is not what was written.
    case damaged(path: String, cause: String)
    /// Another process is committing into the same store.
    case storeBusy(path: String)
    /// The owner's journal cannot be opened.
    case journalNotUsable(path: String, cause: String)
    /// The journal could not be read or written midway; what was in it before still is.
    case journalFailed(path: String, cause: String)
    /// What is to be noted does not belong into a journal, or not yet.
    case notForJournal(reason: String)
}

extension CatalogError: CustomStringConvertible {
    /// One line, without a full stop, that says what happened and what to do.
    package var description: String {
        switch self {
        case .storeNotUsable(let path, let cause):
            "\(path): cannot be used as a store of commitments: \(cause)"
        case .storeFailed(let path, let cause):
            "\(path): the store of commitments failed: \(cause); what it held before is unharmed, so try again"
        case .damaged(let path, let cause):
            "\(path): is damaged, by a disk or by somebody: \(cause); keep it as it is, and move it away to begin anew"
        case .storeBusy(let path):
            "\(path): another commit into this store is at work; this one has nothing to do"
        case .journalNotUsable(let path, let cause): "\(path): cannot be used as a journal: \(cause)"
        case .journalFailed(let path, let cause):
            "\(path): the journal failed: \(cause); what it held before is unharmed"
        case .notForJournal(let reason): reason
        }
    }
}
