/// All checks of one bundle, and what they amount to.
///
/// As JSON: `{"result", "summary", "proven", "checks"}` where `result` is `ok` or `failed`, `checks` are as
/// ``Check`` writes them, and `proven` is absent where it is empty.
package struct VerificationReport: Sendable, Hashable {
    /// The checks, in the order they were made.
    package let checks: [Check]
    /// What some checks amount to beyond that they hold, in sentences that can be read to a court. None where any check
    /// failed: nothing is proven of a bundle that is not to be relied on.
    package let proven: [String]
    /// What whoever checks should know and no check is drawn from, such as files that are not of the bundle.
    package let notes: [String]
    /// The last sentence: one a custodian can read to a court.
    package let summary: String

    /// A report whose sentences the caller knows better than the checks alone tell.
    package init(checks: [Check], proven: [String] = [], notes: [String] = [], summary: String) {
        self.checks = checks
        self.proven = Self.isSound(checks) ? proven : []
        self.notes = notes
        self.summary = summary
    }

    /// The same report with more checks behind its own, and a sentence more at its end.
    package func adding(_ more: [Check], sentence: String) -> VerificationReport {
        VerificationReport(
            checks: checks + more, proven: proven, notes: notes, summary: summary + " " + sentence)
    }

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
    private enum CodingKeys: String, CodingKey { case result, summary, proven, notes, checks }

    /// Writes the report; `result` is `ok` or `failed`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(holds ? "ok" : "failed", forKey: .result)
        try container.encode(summary, forKey: .summary)
        if !proven.isEmpty { try container.encode(proven, forKey: .proven) }
        if !notes.isEmpty { try container.encode(notes, forKey: .notes) }
        try container.encode(checks, forKey: .checks)
    }

    /// Reads the report; `result` is not believed but derived from the checks.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        checks = try container.decode([Check].self, forKey: .checks)
        summary = try container.decode(String.self, forKey: .summary)
        let said = try container.decodeIfPresent([String].self, forKey: .proven) ?? []
        notes = try container.decodeIfPresent([String].self, forKey: .notes) ?? []
        proven = Self.isSound(checks) ? said : []
    }
}
