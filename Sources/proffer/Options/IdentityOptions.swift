import Statements
import ArgumentParser

/// Whose keys a command uses.
struct IdentityOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Your identity file.", valueName: "identity"), completion: .file())
    var identity: String

    @OptionGroup var passphrase: PassphraseOptions

    /// Reads the identity, asking for its passphrase only if it is protected.
    func load() throws -> Identity { try passphrase.open(identity) }
}
