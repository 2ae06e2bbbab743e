import Outcomes
import Sealing
import Statements

/// A proof from somebody's ledger that was checked without the ledger.
package struct CheckedLedgerProof {
    /// Whether it shows what it was said to show.
    package var holds: Bool { finding != nil }
    /// What it shows, and by whose signature; nil where it does not hold.
    package let finding: Finding?
    /// The checkpoint the proof is under.
    package let checkpoint: SignedCheckpoint

    /// What a proof that holds shows.
    package struct Finding {
        /// Whose ledger it is.
        package let keeper: Card
        package let shown: Shown
    }

    /// What is shown of a ledger.
    package enum Shown {
        /// It grew from a size, and nothing before was changed.
        case grew(since: UInt64)
        /// It holds the statement at a place.
        case holds(place: UInt64)
    }

    /// Checks a proof.
    ///
    /// - Parameters:
    ///   - path: the proof's file.
    ///   - claim: what it is to show.
    ///   - keepers: whose signature counts.
    /// - Throws: ``DeskError``, also where nobody's signature counts. That it does not hold is no error but the outcome.
    package init(_ path: String, of claim: LedgerClaim, by keepers: LedgerKeepers) throws(DeskError) {
        guard !keepers.cards.isEmpty else {
            throw DeskError(
                .usage, "nothing says whose ledger the proof is from", remedy: .giveKeepersCard)
        }
        let shown: Shown
        let keeper: Card?
        switch claim {
        case .grew(let since):
            let proof = try readingNote(path) { try GrowthProof($0) }
            let earlier = try SignedCheckpoint(file: since)
            keeper = try telling {
                try keepers.cards.first { try proof.holds(since: earlier, by: $0.verifyingKey) }
            }
            checkpoint = proof.checkpoint
            shown = .grew(since: proof.since)
        case .holds(let file):
            let entry = try LoggedFile.entry(file)
            let proof = try readingNote(path) { try TransparencyLogProof($0) }
            keeper = try telling {
                try keepers.cards.first { try proof.holds(of: entry, by: $0.verifyingKey) }
            }
            checkpoint = proof.checkpoint
            shown = .holds(place: proof.index)
        }
        finding = keeper.map { Finding(keeper: $0, shown: shown) }
    }
}
