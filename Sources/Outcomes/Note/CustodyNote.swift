import Statements

/// What is to be said of a custodian's ledger, register and bundles.
package enum CustodyNote: Equatable, Sendable {
    /// What is to be known of the place a ledger lies at.
    case ledgerPlace(caution: String)
    /// What is to be known of the place a register lies at.
    case registerPlace(caution: String)
    /// There is no home folder, and so no register: nobody can tell whether a bundle is known already.
    case noRegister
    /// What was done is not in the register.
    case notRegistered(reason: String)
    /// What is found when a bundle is held against what this machine knows of others.
    case found(BundleFinding)
    /// The same of one of several bundles that are given together.
    case foundIn(file: String, BundleFinding)
    /// A file or a folder that was not looked into.
    case passedOver(reason: String)
    /// Words that anyone may read seem to say more than they should.
    case textTells([RevealingText.Found])
    /// A transfer waits for its receiver, by the entry of that number, and lapses by what is to be written; of which bundle, where
    /// several are written about.
    case offerLapses(receiver: Card, entry: UInt64, of: String? = nil)
    /// An appointment is over before it is signed.
    case appointmentPast(until: WallTime)
    /// Parts of a bundle are disclosed to whose card nobody here knows, and why that is not settled.
    case recipientNotKnown(Card, reason: String?)
    /// The bundle is closed to quantum computers, and who gets parts of it has no post-quantum key.
    case disclosureWithoutPostQuantum(recipient: Card)
}
