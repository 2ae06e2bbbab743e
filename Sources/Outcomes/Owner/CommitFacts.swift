import Statements

/// What came of committing to recordings, as programs read it (docs/spec/commitment.md).
package struct CommitFacts: Encodable, Sendable {
    /// Where the commitments are kept.
    package var store: String
    /// How many recordings were committed to, and how many bytes these have.
    package var committed: Int
    package var bytes: UInt64
    /// How many had been before and have not changed since.
    package var unchanged: Int
    /// How many changed a moment ago and are left for the next time.
    package var beingWritten: Int
    package var unreadable: [UnreadableListing]
    /// How many were stamped now, and how many still have no timestamp.
    package var stamped: Int
    package var unstamped: Int
    /// How many commitments are kept in all.
    package var held: Int
    /// Who said when, and when; absent where nothing was stamped.
    package var authority: String?
    package var time: WallTime?

    private enum CodingKeys: String, CodingKey {
        case store, committed, bytes, unchanged, unreadable, stamped, unstamped, held, authority, time
        case beingWritten = "being_written"
    }

    package init(
        store: String, committed: Int, bytes: UInt64, unchanged: Int, beingWritten: Int,
        unreadable: [UnreadableListing], stamped: Int, unstamped: Int, held: Int, authority: String?,
        time: WallTime?
    ) {
        self.store = store
        self.committed = committed
        self.bytes = bytes
        self.unchanged = unchanged
        self.beingWritten = beingWritten
        self.unreadable = unreadable
        self.stamped = stamped
        self.unstamped = unstamped
        self.held = held
        self.authority = authority
        self.time = time
    }
}
