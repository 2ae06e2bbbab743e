import Custody
import Sealing

extension Ledger {
    /// Logs a statement unless it is there already, signs for all that is in the ledger, and proves that it is.
    ///
    /// - Parameters:
    ///   - entry: the exact bytes of one DSSE envelope.
    ///   - keeper: of the ledger.
    /// - Throws: ``LedgerError/altered(path:reason:)`` when the ledger is not what was signed for before, and what
    ///   ``append(_:)`` throws.
    public func proof(
        logging entry: [UInt8], signedBy keeper: Identity
    ) throws(LedgerError) -> TransparencyLogProof {
        if try !holds(entry) { try append([entry]) }
        try checkpoint(signedBy: keeper)
        return try proof(of: try place(of: entry))
    }
}
