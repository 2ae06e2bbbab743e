import Outcomes
import Statements
import Sealing

/// A signed statement read from a file, its signature checked.
package struct StatementInput<Kind: Statement> {
    package let envelope: DSSEEnvelope
    package let statement: Kind

    /// A statement that came from elsewhere than a file.
    ///
    /// - Throws: ``StatementError/statementNotValid(kind:reason:)``.
    package init(envelope: DSSEEnvelope) throws(StatementError) {
        self.envelope = envelope
        statement = try Kind(verifying: envelope)
    }

    /// - Throws: ``DeskError`` that names the file, what it says it is where that is something else, and what was expected.
    package init(_ path: String) throws(DeskError) { try self.init(SignedFile(path)) }

    /// A statement out of a file that was read to see what it is.
    ///
    /// - Throws: as ``init(_:)-(String)``.
    package init(_ file: SignedFile) throws(DeskError) {
        envelope = file.envelope
        guard envelope.payloadType == Kind.payloadType else { throw file.isNot("a \(Kind.kind)") }
        do {
            statement = try Kind(verifying: envelope)
        } catch {
            throw DeskError(error, in: file.path)
        }
    }
}
