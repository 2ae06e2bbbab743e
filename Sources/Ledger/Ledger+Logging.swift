import Statements
import Sealing

extension Ledger {
    /// Logs a statement unless it is there already, signs for all that is in the ledger, and proves that it is.
    ///
    /// - Parameters:
    ///   - entry: the exact bytes of one DSSE envelope.
    ///   - keeper: of the ledger.
    ///   - before: what was signed for before, and where that is kept.
    /// - Throws: ``LedgerError/altered(path:reason:)`` when the ledger is not what was signed for before, and what
    ///   ``append(_:after:)`` and ``checkpoint(signedBy:after:)`` throw.
    package func proof(
        logging entry: [UInt8], signedBy keeper: Identity, after before: SignedBefore = .onlyInFile
    ) throws(LedgerError) -> TransparencyLogProof {
        if try !holds(entry) { try append([entry], after: before) }
        try checkpoint(signedBy: keeper, after: before)
        return try proof(of: try place(of: entry))
    }
}
