import Bundle
import Custody
import Sealing

/// A signed statement read from a file, its signature checked.
struct StatementInput<Kind: Statement> {
    let envelope: DSSEEnvelope
    let statement: Kind

    /// A statement that came from elsewhere than a file.
    ///
    /// - Throws: ``CustodyError/statementNotValid(kind:reason:)``.
    init(envelope: DSSEEnvelope) throws {
        self.envelope = envelope
        statement = try Kind(verifying: envelope)
    }

    /// - Throws: ``Failure`` that names the file.
    init(_ path: String) throws {
        let bytes = try StatementFile.read(path)
        do {
            envelope = try DSSEEnvelope(json: bytes)
            statement = try Kind(verifying: envelope)
        } catch let error as SealingError {
            throw Failure(
                CustodyError.statementNotValid(
                    kind: Kind.kind, reason: "it is no signed statement: \(error)"),
                in: path)
        } catch {
            throw Failure(error, in: path)
        }
    }
}
