import Ledger
import Outcomes
import Sealing

/// What a proof from a ledger shows, to who does not have the ledger.
package enum LedgerClaim {
    /// That the statement in a file is logged.
    case holds(file: String)
    /// That the log only grew since the checkpoint in a file.
    case grew(since: String)
}

/// A proof from a ledger.
package enum LedgerProof {
    /// Writes the proof of a claim.
    ///
    /// - Throws: ``DeskError`` where it is not so.
    package static func write(
        of claim: LedgerClaim, from ledger: LedgerAtHand, to output: OutputFile
    ) throws(DeskError) -> LedgerProofFacts {
        try output.check()
        let log = try ledger.open()
        switch claim {
        case .grew(let since):
            let earlier = try SignedCheckpoint(file: since)
            let proof = try telling { try log.growth(since: earlier) }
            try output.write(bytes: proof.bytes)
            return LedgerProofFacts(since: proof.since, checkpoint: CheckpointFacts(proof.checkpoint))
        case .holds(let file):
            let entry = try LoggedFile.entry(file)
            return try write(of: try telling { try log.place(of: entry) }, in: log, to: output)
        }
    }

    /// Writes the proof that the entry at a place is in the log.
    package static func write(
        ofPlace place: UInt64, from ledger: LedgerAtHand, to output: OutputFile
    ) throws(DeskError) -> LedgerProofFacts {
        try output.check()
        return try write(of: place, in: try ledger.open(), to: output)
    }

    private static func write(
        of place: UInt64, in log: Ledger, to output: OutputFile
    ) throws(DeskError) -> LedgerProofFacts {
        let proof = try telling { try log.proof(of: place) }
        try output.write(bytes: proof.bytes)
        return LedgerProofFacts(index: place, checkpoint: CheckpointFacts(proof.checkpoint))
    }
}
