import Files
import Outcomes
import Sealing
import StatementFiles
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

    /// What is put behind the name of an identity's file for the appointment that lies beside it.
    package static let appointmentSuffix = ".appointment.json"

    /// Opens the identity, with the appointment by an office that lies beside it.
    ///
    /// - Throws: ``DeskError`` for a file that is no identity, and where the passphrase is missing or wrong.
    package func open() throws(DeskError) -> Identity {
        let identity = try opening()
        guard identity.appointment == nil, let appointment = try appointment() else { return identity }
        return identity.appointed(by: appointment.envelope)
    }

    /// What lies beside the identity's file; nil where nothing does.
    private func appointment() throws(DeskError) -> StatementInput<Appointment>? {
        let place = path + Self.appointmentSuffix
        return RegisteredPath.isThere(place) ? try StatementInput<Appointment>(place) : nil
    }

    /// The same identity, opened now, so that nobody is asked again for what is done with it.
    ///
    /// - Throws: as ``open()``.
    package func openedOnce() throws(DeskError) -> IdentityAtHand {
        let identity = try open()
        return IdentityAtHand(at: path) { () throws(DeskError) in identity }
    }
}
