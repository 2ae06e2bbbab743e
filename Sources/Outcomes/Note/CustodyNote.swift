/// What is to be said of a custodian's ledger.
package enum CustodyNote: Equatable, Sendable {
    /// What is to be known of the place a ledger lies at.
    case ledgerPlace(caution: String)
}
