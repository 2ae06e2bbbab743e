/// What helps where something was not done. A front says what to type or to press for it.
package enum Remedy: Equatable, Sendable {
    /// Tell us, and look at what is there before trying again.
    case reportFault
    /// Give another start or end of the window.
    case changeWindow
    /// Give the passphrase in a file that only its owner can read.
    case givePassphraseFile
    /// Look at all that is wrong with a custody chain, and keep its file as it is.
    case showCustody
    /// Whoever holds the bundle hands it over.
    case handOver
    /// Whoever the bundle is offered to takes it over.
    case takeOver
    /// Begin the chain by writing down that the bundle was received.
    case writeReceived
    /// Give the report's file a name that says its format.
    case nameFormat

    /// Choose another name for a file that is there already, or say that it may be replaced.
    case replaceFile
    /// Make keys of both kinds, and have readers use the new card.
    case makeBothKinds
    /// Say in which zone a camera's clock runs.
    case sayZone
    /// Say how far a camera's clock is ahead of UTC, or when a recording starts.
    case sayOffsetOrStart
    /// Say when a recording starts, or which offset was in force.
    case sayStartOrOffset
    /// Name the file that a link leads to, or say that links are meant.
    case followLinks
    /// Seal a recording without what was committed to beforehand.
    case sealWithoutStore
    /// Have pictures encoded as close as can be, and not without loss.
    case encodeWithLoss
    /// Begin a ledger.
    case beginLedger
    /// Sign a checkpoint that is over all entries.
    case signCheckpoint
    /// Look at all that is wrong with a ledger.
    case verifyLedger
    /// Hold a ledger against a checkpoint that was kept elsewhere.
    case verifyLedgerByCheckpoint
    /// Keep what is signed for at another place.
    case keepHeadElsewhere
}
