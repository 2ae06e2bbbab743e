import Outcomes
import StatementFiles
import Statements
import Sealing

/// A file with a signed statement in it, of whatever kind: nothing of it was checked but that it is an envelope.
///
/// Who takes one of several kinds goes by ``payloadType``, what the file says it is, and never by which kind it happens to
/// hold as: a changed counter-offer is a changed counter-offer, and no bad request.
package struct SignedFile {
    /// Where it was read.
    package let path: String
    package let envelope: DSSEEnvelope

    /// What it says it is.
    package var payloadType: String { envelope.payloadType }

    /// - Parameter maximumBytes: the most that a file of the kind may measure.
    /// - Throws: ``DeskError`` that names the file.
    package init(
        _ path: String, maximumBytes: Int = StatementFile.maximumBytes
    ) throws(DeskError) {
        let bytes: [UInt8]
        do { bytes = try StatementFile.read(path, maximumBytes: maximumBytes) } catch {
            throw DeskError(error)
        }
        self.path = path
        do {
            envelope = try DSSEEnvelope(json: bytes)
        } catch {
            throw DeskError(wrong: path, needed: "a signed statement", [])
                ?? DeskError(
                    .notUnderstood, "\(path): it is no signed statement: \(error)",
                    cause: DeskError.Cause(.otherKind, file: path))
        }
    }

    /// That it is something else than what is needed: what it says it is, and whether it holds as that.
    ///
    /// - Parameter expected: what is needed, with its article.
    package func isNot(_ expected: String) -> DeskError {
        let what: String
        if let nature = RecognisedFile.instead(of: [], at: path) {
            what = "this is \(nature.inWords)"
        } else if let claim = StatementClaim(envelope) {
            what =
                claim.flaw.map { "it says it is \(claim.kind), and cannot be relied on as that: \($0)" }
                ?? "it is \(claim.kind)"
        } else {
            what = "it is of a type that is not known, “\(payloadType.prefix(80))”"
        }
        return DeskError(
            .notUnderstood, "\(path): \(what); \(expected) is needed here",
            cause: DeskError.Cause(.otherKind, file: path))
    }
}
