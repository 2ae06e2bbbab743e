import Ledger
import Outcomes
import Sealing
import Statements

/// Statements that were logged and signed for.
package struct LoggedStatements {
    package let facts: LoggedFacts

    /// Logs the statements of files, all or none, and signs for them. Those that are in the ledger already are passed over.
    ///
    /// - Parameters:
    ///   - files: each with one statement, or, where it ends in `.jsonl`, with one a line.
    ///   - again: whether those that are there already are logged once more.
    /// - Throws: ``DeskError``, also where the ledger has less than was signed for before, or other.
    package init(
        _ files: [String], in ledger: LedgerAtHand, again: Bool, by keeper: LedgerKeeper
    ) throws(DeskError) {
        let identity = try keeper.identity.open()
        let log = try ledger.open()
        let before = try keeper.signedBefore(identity)
        var given: [[UInt8]] = []
        for path in files {
            let entries = try LoggedFile.entries(path)
            guard !entries.isEmpty else { throw DeskError(.notUnderstood, "\(path): holds no statement") }
            given += entries
        }
        facts = try telling {
            let new = again ? given : try given.filter { try !log.holds($0) }
            let places = try AddedEntries.adding(to: log.path) {
                () throws(LedgerError) -> (value: Range<UInt64>, entries: Int) in
                let places = try log.append(new, after: before)
                return (places, places.count)
            }
            let checkpoint = try log.checkpoint(signedBy: identity, after: before)
            return LoggedFacts(
                appended: UInt64(places.count), first: places.isEmpty ? nil : places.lowerBound,
                already: given.count - new.count, checkpoint: CheckpointFacts(checkpoint))
        }
    }
}

/// The newest checkpoint of a ledger, to be kept where its keeper cannot reach it.
package enum NewestCheckpoint {
    /// Writes it.
    ///
    /// - Parameter keeper: signs first for what is not signed for yet, unless that contradicts what they signed for before;
    ///   nil writes the newest that is there.
    package static func write(
        of ledger: LedgerAtHand, signedBy keeper: LedgerKeeper?, to output: OutputFile
    ) throws(DeskError) -> CheckpointFacts {
        try output.check()
        let identity = try keeper?.identity.open()
        let log = try ledger.open()
        let checkpoint: SignedCheckpoint
        if let keeper, let identity {
            let before = try keeper.signedBefore(identity)
            checkpoint = try telling { try log.checkpoint(signedBy: identity, after: before) }
        } else {
            checkpoint = try telling { try log.newestCheckpoint() }
        }
        try output.write(bytes: checkpoint.bytes)
        return CheckpointFacts(checkpoint)
    }
}
