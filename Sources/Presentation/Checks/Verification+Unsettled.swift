import Outcomes
import Records

extension VerificationReport {
    /// Whose signature is good and nobody's who is known: for each the name of the check, why it is not settled, and what helps.
    package var unsettled: [LabelledText] {
        [.signerKnown, .discloserKnown, .requesterKnown, .custodyPeopleKnown].compactMap(check).filter {
            $0.verdict.needs != .record
        }.compactMap { check in
            LabelledText(check.name, check.verdict.reason, remedy: check.verdict.remedy)
        }
    }
}
