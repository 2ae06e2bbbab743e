import CustodyDesk
import Outcomes
import Statements
import Catalog
import Sealing

/// How an owner's answer is given: signed with their identity, written to a file, noted in their journal, in that order.
/// Nothing is sent.
package struct OwnersAnswer {
    package var identity: IdentityAtHand
    package var output: OutputFile
    package var journal: OwnersJournal
    let noting: (Note) -> Void
    /// The clock.
    let now: () -> WallTime

    package init(
        by identity: IdentityAtHand, to output: OutputFile, journal: OwnersJournal,
        noting: @escaping (Note) -> Void, now: @escaping () -> WallTime = WallTime.now
    ) {
        self.identity = identity
        self.output = output
        self.journal = journal
        self.noting = noting
        self.now = now
    }

    /// Now, as people date things, in the offset that the statement answered is dated in.
    func date(like time: WallTime) -> WallTime {
        now().toTheSecond.inOffset(seconds: time.utcOffsetSeconds)
    }

    /// Writes a signed answer, and notes it with what it answers.
    ///
    /// - Throws: ``DeskError`` where it cannot be written; then nothing is noted.
    func give(_ answer: DSSEEnvelope, to answered: DSSEEnvelope, by owner: Identity) throws(DeskError) {
        try output.write(answer)
        journal.note(answered, answer, keptBy: JournalKeeper(owner, at: identity.path))
    }
}
