import Records
import Statements

/// A bundle that was checked, as programs read it (docs/spec/verification.md, Verifying): the report, and beside it what was
/// verified, when, by what and by whom.
package struct VerifiedFacts: Encodable, Sendable {
    package var report: VerificationReport
    package var facts: VerificationFacts
    /// Whose key it was verified with; nil where none was given. Nothing of it is signed.
    package var verifier: CardFacts?

    private enum CodingKeys: String, CodingKey { case verifier }

    package init(_ report: VerificationReport, _ facts: VerificationFacts, verifier: Card?) {
        self.report = report
        self.facts = facts
        self.verifier = verifier.map { CardFacts($0) }
    }

    /// Writes all of them side by side.
    package func encode(to encoder: any Encoder) throws {
        try report.encode(to: encoder)
        try facts.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(verifier, forKey: .verifier)
    }
}
