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
    /// Say when a recording starts, or how the names in its folder are read, by one of these answers.
    case sayStart(answers: [String])
    /// Give the report's file a name that says its format.
    case nameFormat
}
