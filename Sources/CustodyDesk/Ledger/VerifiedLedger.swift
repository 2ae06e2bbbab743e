import Ledger
import Outcomes
import Records
import Sealing
import Statements

/// A ledger that was held against what was signed for.
package struct VerifiedLedger {
    package let facts: VerifiedLedgerFacts
    package let checks: [Check]
    package let holds: Bool

    /// Reads every entry.
    ///
    /// - Parameters:
    ///   - kept: files with checkpoints of it that were kept elsewhere.
    ///   - keepers: whose signatures count.
    package init(_ ledger: LedgerAtHand, kept: [String], keepers: LedgerKeepers) throws(DeskError) {
        let log = try ledger.open()
        var checkpoints: [SignedCheckpoint] = []
        for path in kept { checkpoints.append(try SignedCheckpoint(file: path)) }
        let found = try telling {
            try log.verify(
                keys: keepers.cards.map { (name: $0.inWords, key: $0.verifyingKey) },
                areKeepers: keepers.areNamed, kept: checkpoints)
        }
        checks = found.checks
        holds = found.holds
        facts = VerifiedLedgerFacts(
            holds: found.holds, summary: found.summary, size: found.size, signed: found.signed,
            checks: found.checks)
    }
}
