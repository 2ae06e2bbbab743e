/// What is to be said of the owner's journal.
package enum JournalNote: Equatable, Sendable {
    /// What is to be known of the place the journal lies at.
    case place(caution: String)
    /// It could not be looked into for a no that was said before.
    case notLookedInto(reason: String)
    /// What was done is not in the journal.
    case notNoted(reason: String)
    /// A bundle is made, and the journal only says that it was begun.
    case onlyBegun(bundle: String, reason: String)
    /// What lies beside the identity cannot be used, so that nobody can tell by it whether rows are missing; it is replaced.
    case headNotUsable(reason: String)
    /// The file beside the identity knows of rows that the journal does not have as it knows them.
    case lacksRows(journal: String, head: String, rows: UInt64)
    /// The newest link could not be kept beside the identity.
    case headNotKept(reason: String)
}
