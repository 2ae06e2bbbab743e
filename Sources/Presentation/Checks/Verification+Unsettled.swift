import Records

extension VerificationReport {
    /// Whose signature is good and nobody's who is known, a sentence each.
    package var unsettledInWords: [String] {
        [.signerKnown, .requesterKnown, .custodyPeopleKnown].compactMap(check).compactMap { check in
            check.verdict.reason.map { "Not settled: \(check.name): \($0)." }
        }
    }
}
