/// What is to be said of the owner's journal.
package enum JournalNote: Equatable, Sendable {
    /// What was done is not in the journal.
    case notNoted(reason: String)
}
