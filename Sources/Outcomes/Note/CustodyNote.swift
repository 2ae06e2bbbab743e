import Statements

/// What is to be said of a custodian's ledger.
package enum CustodyNote: Equatable, Sendable {
    /// What is to be known of the place a ledger lies at.
    case ledgerPlace(caution: String)
    /// Parts of a bundle are disclosed to whose card nobody here knows, and why that is not settled.
    case recipientNotKnown(Card, reason: String?)
    /// The bundle is closed to quantum computers, and who gets parts of it has no post-quantum key.
    case disclosureWithoutPostQuantum(recipient: Card)
}
