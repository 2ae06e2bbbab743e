import CustodianCommands
import StatementFiles
import Statements
import Sealing

/// A file with a signed statement in it, of whatever kind: nothing of it was checked but that it is an envelope.
///
/// A command that takes one of several kinds goes by ``payloadType``, what the file says it is, and never by which kind
/// it happens to hold as: a changed counter-offer is a changed counter-offer, and no bad request.
struct SignedFile {
    /// Where it was read.
    let path: String
    let envelope: DSSEEnvelope

    /// What it says it is.
    var payloadType: String { envelope.payloadType }

    /// - Throws: ``Failure`` that names the file.
    init(_ path: String) throws {
        let bytes = try StatementFile.read(path)
        self.path = path
        do {
            envelope = try DSSEEnvelope(json: bytes)
        } catch {
            throw Failure(.notUnderstood, "\(path): it is no signed statement: \(error)")
        }
    }

    /// That it is something else than what is needed: what it says it is, and whether it holds as that.
    ///
    /// - Parameter expected: what is needed, with its article.
    func isNot(_ expected: String) -> Failure {
        let what: String
        if let claim = StatementClaim(envelope) {
            what =
                claim.flaw.map { "it says it is \(claim.kind), and cannot be relied on as that: \($0)" }
                ?? "it is \(claim.kind)"
        } else {
            what = "it is of a type that is not known, “\(payloadType.prefix(80))”"
        }
        return Failure(.notUnderstood, "\(path): \(what); \(expected) is needed here")
    }
}
