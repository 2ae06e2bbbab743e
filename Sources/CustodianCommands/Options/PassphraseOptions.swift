import ArgumentParser
import CustodyDesk
import Outcomes

/// How an identity's passphrase is given: a file, or typed. Never an argument: those are seen by
/// every user of the machine.
package struct PassphraseOptions: ParsableArguments {
    package init() {}

    @Option(
        help: ArgumentHelp(
            "A file with the passphrase of the identity on its one line, instead of being asked for it. "
                + "Line ends behind it, and a byte order mark, do not count.",
            valueName: "file"),
        completion: .file())
    package var passphraseFile: String?

    /// The same for a desk: the file, or the person at the terminal.
    package var source: PassphraseSource {
        let asking: PassphraseSource.Asking = PassphrasePrompt.ask
        return PassphraseSource(
            file: passphraseFile, asking: Terminal.canAsk ? asking : nil, noting: Output.note)
    }

    /// An identity that a desk opens when all that needs no key is in order.
    package func identity(at path: String) -> IdentityAtHand { IdentityAtHand(at: path, passphrase: source) }
}

extension PassphrasePrompt {
    /// Asks what a desk wants to know.
    fileprivate static func ask(_ question: PassphraseSource.Question) throws(DeskError) -> String {
        switch question {
        case .ofIdentity(let path, let mistake): try ask("\(said(of: mistake))Passphrase of \(path)")
        case .ofNewIdentity(let mistake): try ask("\(said(of: mistake))Passphrase for the new identity")
        case .again: try ask("The same passphrase again")
        }
    }

    /// Why it is asked again.
    private static func said(of mistake: PassphraseSource.Mistake?) -> String {
        switch mistake {
        case nil: ""
        case .empty: "Nothing was typed. "
        case .wrong: "That is not it. "
        case .differ: "The two differ. "
        case .notPassphrase(let reason): "What you typed \(reason). "
        }
    }
}
