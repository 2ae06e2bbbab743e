import Statements
import ArgumentParser

/// Whose keys a command uses.
package struct IdentityOptions: ParsableArguments {
    package init() {}

    @Option(help: ArgumentHelp("Your identity file.", valueName: "identity"), completion: .file())
    package var identity: String

    @OptionGroup package var passphrase: PassphraseOptions

    /// Reads the identity, asking for its passphrase only if it is protected.
    package func load() throws -> Identity { try passphrase.open(identity) }
}
