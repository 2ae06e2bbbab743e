/// What a person has to be told of a journal that was noted in: what shows that nothing is taken out of it fails, or shows
/// that something was.
package enum JournalRemark: Sendable, Hashable {
    /// What lies beside the identity cannot be used, so that nobody can tell by it whether rows are missing; it is replaced.
    case headNotUsable(reason: String)
    /// The file beside the identity knows of rows that the journal does not have as it knows them: an older copy was put in
    /// its place, or somebody changed it. That is noted in the journal.
    case lacksRows(journal: String, head: String, rows: UInt64)
    /// The newest link could not be kept beside the identity.
    case headNotKept(reason: String)
}
