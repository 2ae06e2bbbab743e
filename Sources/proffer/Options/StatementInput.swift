import CustodianCommands
import Statements
import Sealing

/// A signed statement read from a file, its signature checked.
struct StatementInput<Kind: Statement> {
    let envelope: DSSEEnvelope
    let statement: Kind

    /// A statement that came from elsewhere than a file.
    ///
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)``.
    init(envelope: DSSEEnvelope) throws {
        self.envelope = envelope
        statement = try Kind(verifying: envelope)
    }

    /// - Throws: ``Failure`` that names the file, what it says it is where that is something else, and what was expected.
    init(_ path: String) throws { try self.init(SignedFile(path)) }

    /// A statement out of a file that was read to see what it is.
    ///
    /// - Throws: as ``init(_:)-(String)``.
    init(_ file: SignedFile) throws {
        envelope = file.envelope
        guard envelope.payloadType == Kind.payloadType else { throw file.isNot("a \(Kind.kind)") }
        do {
            statement = try Kind(verifying: envelope)
        } catch {
            throw Failure(error, in: file.path)
        }
    }
}
