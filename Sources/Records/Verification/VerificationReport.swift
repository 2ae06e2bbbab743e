/// What became of one check. Three outcomes, because "we did not look" is neither good nor bad.
package enum Verdict: Sendable, Hashable {
    /// It was checked and holds.
    case ok
    /// It was checked and does not hold.
    case failed(reason: String)
    /// It was not checked, and why.
    case notChecked(reason: String)

    /// Why it failed or was not checked; nil where it holds.
    package var reason: String? {
        switch self {
        case .ok: nil
        case .failed(let reason), .notChecked(let reason): reason
        }
    }
}

/// One named check of a bundle.
package struct Check: Sendable, Hashable {
    /// The questions a verification answers, in the order it answers them.
    package enum Group: String, Sendable, Codable, CaseIterable {
        /// Is every byte there that was sealed, and no other?
        case intact
        /// Who sealed it, and is the signature good?
        case sealed
        /// Did the owner consent to exactly this, for exactly this request?
        case authorised
        /// Is what is inside the footage it claims to be, and nothing outside the window?
        case faithful
        /// Who held it since it was sealed, and is that account whole?
        case custody
    }

    /// The question this check belongs to.
    package let group: Group
    /// What was checked, in a few plain words; stable, so that a script can look for it.
    package let name: String
    /// What came out.
    package let verdict: Verdict

    /// Whether it was made and does not hold.
    package var isFailed: Bool { if case .failed = verdict { true } else { false } }

    /// A check with its outcome.
    package init(_ group: Group, _ name: String, _ verdict: Verdict) {
        self.group = group
        self.name = name
        self.verdict = verdict
    }
}

/// All checks of one bundle, and what they amount to.
///
/// As JSON: `{"result", "summary", "proven", "checks": [{"group", "name", "result", "reason"}]}` where `result`
/// is `ok`, `failed` or `not_checked`, `reason` is absent where a check holds, and `proven` where it is empty.
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

    private static func isSound(_ checks: [Check]) -> Bool {
        !checks.contains { if case .failed = $0.verdict { true } else { false } }
    }

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

    /// The checks of one group.
    package func checks(in group: Check.Group) -> [Check] { checks.filter { $0.group == group } }
}

extension Verdict {
    /// `ok`, `failed` or `not_checked`.
    package var word: String {
        switch self {
        case .ok: "ok"
        case .failed: "failed"
        case .notChecked: "not_checked"
        }
    }

    init?(word: String, reason: String?) {
        switch (word, reason) {
        case ("ok", nil): self = .ok
        case ("failed", let reason?): self = .failed(reason: reason)
        case ("not_checked", let reason?): self = .notChecked(reason: reason)
        default: return nil
        }
    }
}

extension Check: Codable {
    private enum CodingKeys: String, CodingKey { case group, name, result, reason }

    /// Writes `{"group", "name", "result", "reason"}`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(group, forKey: .group)
        try container.encode(name, forKey: .name)
        try container.encode(verdict.word, forKey: .result)
        try container.encodeIfPresent(verdict.reason, forKey: .reason)
    }

    /// Reads `{"group", "name", "result", "reason"}`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        group = try container.decode(Group.self, forKey: .group)
        name = try container.decode(String.self, forKey: .name)
        let word = try container.decode(String.self, forKey: .result)
        let reason = try container.decodeIfPresent(String.self, forKey: .reason)
        guard let verdict = Verdict(word: word, reason: reason) else {
            throw DecodingError.dataCorruptedError(
                forKey: .result, in: container, debugDescription: "“\(word)” is not a result we know")
        }
        self.verdict = verdict
    }
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
