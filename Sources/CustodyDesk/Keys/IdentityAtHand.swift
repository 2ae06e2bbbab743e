import Outcomes
import Statements

/// A person's identity file, and how it is opened.
///
/// A front asks for the passphrase. A desk opens the identity only when all that needs none was found to be in order, so that
/// nobody types a passphrase for nothing.
package struct IdentityAtHand {
    /// Where the file lies: beside it, what must not go back is kept (``HeadPlace``).
    package let path: String
    private let opening: () throws(DeskError) -> Identity

    package init(at path: String, opening: @escaping () throws(DeskError) -> Identity) {
        self.path = path
        self.opening = opening
    }

    /// An identity file whose passphrase comes from a source.
    package init(at path: String, passphrase: PassphraseSource) {
        self.init(at: path) { () throws(DeskError) in try passphrase.open(path) }
    }

    /// Opens the identity.
    ///
    /// - Throws: ``DeskError`` for a file that is no identity, and where the passphrase is missing or wrong.
    package func open() throws(DeskError) -> Identity { try opening() }

    /// The same identity, opened now, so that nobody is asked again for what is done with it.
    ///
    /// - Throws: as ``open()``.
    func openedOnce() throws(DeskError) -> IdentityAtHand {
        let identity = try open()
        return IdentityAtHand(at: path) { () throws(DeskError) in identity }
    }
}
