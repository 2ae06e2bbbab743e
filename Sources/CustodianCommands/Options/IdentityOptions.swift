import ArgumentParser
import CustodyDesk
import Outcomes

/// Whose keys a command uses.
package struct IdentityOptions: ParsableArguments {
    package init() {}

    @Option(help: ArgumentHelp("Your identity file.", valueName: "identity"), completion: .file())
    package var identity: String

    @OptionGroup package var passphrase: PassphraseOptions

    /// Reads the identity, asking for its passphrase only if it is protected.
    package func load() throws(DeskError) -> IdentityAtHand.Opened { try passphrase.open(identity) }

    /// The same for a desk, which opens it when all that needs no key is in order.
    package var atHand: IdentityAtHand { passphrase.identity(at: identity) }
}
