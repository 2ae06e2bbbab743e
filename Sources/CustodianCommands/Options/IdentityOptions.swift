import ArgumentParser
import CustodyDesk

/// Whose keys a command uses.
package struct IdentityOptions: ParsableArguments {
    package init() {}

    @Option(help: ArgumentHelp("Your identity file.", valueName: "identity"), completion: .file())
    package var identity: String

    @OptionGroup package var passphrase: PassphraseOptions

    /// The identity, which a desk opens when all that needs no key is in order.
    package var atHand: IdentityAtHand { passphrase.identity(at: identity) }
}
