import CustodyDesk
import Outcomes
import Statements

/// What is to be known of a request, which may have been changed after it was signed.
package struct LintedRequest {
    package let facts: LintFacts

    /// Whether something was found that one should not miss.
    package var isWarned: Bool { facts.findings.contains { $0.weight >= .warning } }
}

extension RequestScrutiny {
    /// Looks for what an owner should know of a request, read as far as it can be. One that holds is noted as seen.
    ///
    /// - Throws: ``DeskError`` for a file that is no request.
    package func lint(_ path: String) throws(DeskError) -> LintedRequest {
        let file = try SignedFile(path)
        guard file.payloadType == Request.payloadType else { throw file.isNot("a request") }
        let reading = try telling(in: path) { try RequestReading(file.envelope) }
        let (findings, _) = try findings(in: reading, at: now())
        let isValid = (try? reading.verified.get()) != nil
        if isValid { journal.note(reading.envelope) }
        return LintedRequest(
            facts: LintFacts(
                file: path, digest: reading.envelope.payloadDigest.hex, valid: isValid, findings: findings))
    }
}
