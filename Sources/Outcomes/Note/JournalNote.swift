/// What is to be said of the owner's journal.
package enum JournalNote: Equatable, Sendable {}
