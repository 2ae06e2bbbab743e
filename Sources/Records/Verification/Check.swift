/// One check, of a bundle, a custody chain, a receipt or a ledger, with what came out.
///
/// As JSON: `{"code", "group", "name", "result", "reason", "needs"}` where `result` is `ok`, `failed` or `not_checked`; `reason`
/// is absent where the check holds, and `needs` where nothing that could be given is missing (docs/spec/checks.md).
package struct Check: Sendable, Hashable {
    /// The questions that checks answer, in the order a verification answers them.
    package enum Group: String, Sendable, Codable, CaseIterable {
        /// Is every byte there that was sealed, and no other?
        case intact
        /// Who sealed it, and is the signature good?
        case sealed
        /// Who handed keys of it to somebody it is not encrypted to, and are these its keys? Asked where there is a disclosure.
        case disclosed
        /// Did the owner consent to exactly this, for exactly this request?
        case authorised
        /// Is what is inside the footage it claims to be, and nothing outside the window?
        case faithful
        /// Who held it since it was sealed, and is that account whole?
        case custody
        /// Is the folder that a bundle was opened into still as it was written?
        case opened
        /// Are the entries of a ledger those that were signed for?
        case ledger
    }

    /// Which check it is.
    package let id: CheckID
    /// What came out.
    package let verdict: Verdict

    /// The question this check belongs to.
    package var group: Group { id.group }
    /// What was checked, as it is printed.
    package var name: String { id.title }
    /// Whether it was made and does not hold.
    package var isFailed: Bool { if case .failed = verdict { true } else { false } }

    /// A check with its outcome.
    package init(_ id: CheckID, _ verdict: Verdict) {
        self.id = id
        self.verdict = verdict
    }
}

extension Check: Codable {
    private enum CodingKeys: String, CodingKey { case code, group, name, result, reason, needs }

    /// Writes `{"code", "group", "name", "result", "reason", "needs"}`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .code)
        try container.encode(group, forKey: .group)
        try container.encode(name, forKey: .name)
        try container.encode(verdict.word, forKey: .result)
        try container.encodeIfPresent(verdict.reason, forKey: .reason)
        try container.encodeIfPresent(verdict.needs, forKey: .needs)
    }

    /// Reads `{"code", "group", "result", "reason", "needs"}`. The group has to be that of the code; the name is for people, and not read.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(CheckID.self, forKey: .code)
        let group = try container.decode(Group.self, forKey: .group)
        guard group == id.group else {
            throw DecodingError.dataCorruptedError(
                forKey: .group, in: container,
                debugDescription: "the check \(id.rawValue) is not of the group “\(group.rawValue)”")
        }
        let word = try container.decode(String.self, forKey: .result)
        let reason = try container.decodeIfPresent(String.self, forKey: .reason)
        let needs = try container.decodeIfPresent(CheckNeed.self, forKey: .needs)
        guard let verdict = Verdict(word: word, reason: reason, needs: needs) else {
            throw DecodingError.dataCorruptedError(
                forKey: .result, in: container, debugDescription: "“\(word)” is not a result we know")
        }
        self.verdict = verdict
    }
}
