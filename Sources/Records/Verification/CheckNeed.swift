/// What would have to be given, or done, before a check can be made that was not. A front says what to type or to press for it.
package enum CheckNeed: String, Sendable, Codable, CaseIterable {
    /// The recordings that the footage was cut from.
    case recordings
    /// The record of the bundle, which is not in a disclosure: only those the bundle is encrypted to open it.
    case record
    /// The bundle that a receipt is about.
    case bundle
    /// An identity that opens what this needs: a recipient's for a bundle, the owner's for what a receiver says they read.
    case identity
    /// The certificates of the time-stamping authorities that are trusted.
    case timestampRoots = "timestamp_roots"
    /// The certificates of the authorities for people that are trusted.
    case certificateRoots = "certificate_roots"
    /// The signer's new card among those that are trusted: it replaces one that is, so no call is needed.
    case trustedCard = "trusted_card"
    /// The digest of an entry of a custody chain that was kept elsewhere.
    case custodyHead = "custody_head"
    /// The card of whoever keeps a log.
    case keepersCard = "keepers_card"
    /// A checkpoint of a ledger that was kept elsewhere.
    case checkpoint
}
