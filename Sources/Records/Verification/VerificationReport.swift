/// All checks of one bundle, and what they amount to.
///
/// As JSON: `{"result", "summary", "proven", "conclusions", "notes", "checks"}` (docs/spec/checks.md): `result` as
/// ``VerificationResult`` has it, `summary` the text of all conclusions, `checks` as ``Check`` writes them; `proven` and
/// `notes` are absent where they are empty.
package struct VerificationReport: Sendable, Hashable {
    /// The checks, in the order they were made.
    package let checks: [Check]
    /// What some checks amount to beyond that they hold. None where any check failed: nothing is proven of a bundle that is
    /// not to be relied on.
    package let proven: [Conclusion]
    /// What whoever checks should know and no check is drawn from, such as files that are not of the bundle.
    package let notes: [String]
    /// What the checks amount to, to be read out one after the other.
    package let conclusions: [Conclusion]

    /// A report whose sentences the caller knows better than the checks alone tell.
    package init(
        checks: [Check], proven: [Conclusion] = [], notes: [String] = [], conclusions: [Conclusion] = []
    ) {
        self.checks = checks
        self.proven = Self.isSound(checks) ? proven : []
        self.notes = notes
        self.conclusions = conclusions
    }

    /// The same report with more checks behind its own, and sentences more at its end.
    package func adding(_ more: [Check], conclusions further: [Conclusion]) -> VerificationReport {
        VerificationReport(
            checks: checks + more, proven: proven, notes: notes, conclusions: conclusions + further)
    }

    /// The last paragraph: one a custodian can read to a court.
    package var summary: String { conclusions.map(\.text).joined(separator: " ") }

    /// What it comes to in one word.
    package var result: VerificationResult { VerificationResult(self) }

    private static func isSound(_ checks: [Check]) -> Bool { !checks.contains(where: \.isFailed) }

    /// The checks that do not hold.
    package var failures: [Check] {
        checks.filter(\.isFailed)
    }

    /// The checks that were not made.
    package var omissions: [Check] {
        checks.filter { if case .notChecked = $0.verdict { true } else { false } }
    }

    /// Whether every check that was made holds and at least one was made.
    ///
    /// Checks not made do not count against it: they are named in the report instead.
    package var holds: Bool { failures.isEmpty && checks.contains { $0.verdict == .ok } }

    /// The check of that identity; nil where it is not among them.
    package func check(_ id: CheckID) -> Check? { checks.first { $0.id == id } }

    /// Whether that check was made and holds.
    package func holds(_ id: CheckID) -> Bool { check(id)?.verdict == .ok }

    /// The checks of one group.
    package func checks(in group: Check.Group) -> [Check] { checks.filter { $0.group == group } }
}

extension VerificationReport: Codable {
    private enum CodingKeys: String, CodingKey { case result, summary, proven, conclusions, notes, checks }

    /// Writes the report.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(result, forKey: .result)
        try container.encode(summary, forKey: .summary)
        try container.encode(conclusions, forKey: .conclusions)
        if !proven.isEmpty { try container.encode(proven, forKey: .proven) }
        if !notes.isEmpty { try container.encode(notes, forKey: .notes) }
        try container.encode(checks, forKey: .checks)
    }

    /// Reads the report; `result` and `summary` are not believed but derived from the rest.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        checks = try container.decode([Check].self, forKey: .checks)
        conclusions = try container.decode([Conclusion].self, forKey: .conclusions)
        let said = try container.decodeIfPresent([Conclusion].self, forKey: .proven) ?? []
        notes = try container.decodeIfPresent([String].self, forKey: .notes) ?? []
        proven = Self.isSound(checks) ? said : []
    }
}
