import CustodyDesk
import Outcomes
import Statements
import Threads

/// A bundle that is being made of a case, on a thread of its own.
package typealias SealingWork = BackgroundWork<SealingProgress, SealedCase>

/// A copy of a bundle that is being saved, on a thread of its own; how much of it is done, from 0 to 1.
package typealias SavingWork = BackgroundWork<Double, SavedCopy>

/// A bundle of a case that was made.
package struct SealedCase: Sendable {
    package let handover: SealedHandover
    /// What the desk said on the way.
    package let notes: [Note]
}

extension OwnersCase {
    /// Begins to seal what was agreed to.
    ///
    /// - Parameters:
    ///   - identity: the owner's; opened now.
    ///   - name: what the owner typed as the name of who asks, where nobody here vouches for them; nil where they typed none.
    ///   - journal: where the journal lies.
    /// - Throws: ``DeskError`` where the identity is not opened, or the system gives no thread. What stops the seal is the work's.
    package func beginSealing(
        by identity: IdentityAtHand, trust: Trust, typed name: String?, journal: String?,
        answers: OwnersAnswers? = .place(), commitments: CommitmentPlace = .usual, program: ProgramVersion
    ) throws(DeskError) -> SealingWork {
        let (path, opened) = (identity.path, try identity.open())
        return try telling {
            try SealingWork { reins in
                var notes: [Note] = []
                let keeper = IdentityAtHand(at: path) { () throws(DeskError) in opened }
                let noted = NotedByJournal()
                let handover = try seal(
                    by: keeper, trust: trust, accepting: SignerAcceptance(typed: name),
                    journal: OwnersJournal(at: journal, noting: noted.note), answers: answers,
                    commitments: commitments, program: program, goesOn: { reins.goesOn },
                    progress: { reins.report($0) }, noting: { notes.append($0) })
                return SealedCase(handover: handover, notes: noted.notes + notes)
            }
        }
    }
}

/// What a journal said, on the one thread on which it is used.
private final class NotedByJournal {
    private(set) var notes: [Note] = []
    func note(_ note: Note) { notes.append(note) }
}

extension SignerAcceptance {
    /// What a person filled in who was asked for the name on a card before.
    ///
    /// - Parameter name: nil where they were not asked.
    package init(typed name: String?) {
        guard let name else {
            self.init()
            return
        }
        self.init(.nothing) { (_) throws(DeskError) in name }
    }
}

extension OwnersBundle {
    /// Begins to save a copy in a folder, and notes it beside the bundle when it is there.
    ///
    /// - Throws: ``DeskError`` where the system gives no thread. What stops the copy is the work's.
    package func beginSaving(in folder: String) throws(DeskError) -> SavingWork {
        try telling {
            try SavingWork { reins in
                let copy = try SavedCopy.save(
                    self, in: folder, goesOn: { reins.goesOn }, progress: { reins.report($0) })
                var notes = self.notes
                notes.copies.removeAll { $0.path == copy.path }
                notes.copies.append(
                    BundleNotes.Copy(path: copy.path, size: copy.size, saved: WallTime.now().toTheSecond))
                try keep(notes)
                return copy
            }
        }
    }
}
