import Sealing

/// Reads a request before a person does, and says what they should know. It advises; the owner decides.
///
/// ```swift
/// let linter = RequestLinter()
/// for finding in linter.findings(in: try RequestReading(envelope), trust: trust, at: .now()) { … }
/// ```
///
/// The rules are the rows of ``rules``; each has a section of its name in docs/spec/lint.md. To add one, add a row,
/// a section, and a case to the table of `RequestLinterTests`.
package struct RequestLinter: Sendable {
    /// What a request is held against.
    package var limits: LintLimits

    /// A linter with limits, by default those of docs/spec/lint.md, Limits.
    package init(limits: LintLimits = LintLimits()) { self.limits = limits }

    /// Every rule, in the order in which findings are shown within one weight.
    package static let rules: [LintRule] =
        LintRule.identity + LintRule.scope + LintRule.wording + LintRule.promises + LintRule.offers

    /// What the rules find, the heaviest first.
    ///
    /// - Parameters:
    ///   - reading: the request, which need not be valid.
    ///   - trust: whose cards the owner has compared.
    ///   - answered: the counter-offer the request says it answers, where it is at hand; nil otherwise.
    ///   - moment: when it is looked at.
    package func findings(
        in reading: RequestReading, trust: Trust, answered: AnsweredOffer? = nil, at moment: WallTime
    ) -> [Finding] {
        let subject = LintSubject(
            reading: reading, trust: trust,
            answered: reading.answers?.offer == answered?.digest ? answered : nil, moment: moment,
            limits: limits)
        let found = Self.rules.filter { !limits.disregard.contains($0.id) }.flatMap { rule in
            rule.look(subject).map {
                Finding(
                    rule: rule.id, weight: rule.weight, reason: $0.reason, advice: $0.advice, step: $0.step)
            }
        }
        return Finding.Weight.allCases.reversed().flatMap { weight in found.filter { $0.weight == weight } }
    }
}

/// What a rule looks at.
package struct LintSubject: Sendable {
    let reading: RequestReading
    let trust: Trust
    let answered: AnsweredOffer?
    let moment: WallTime
    let limits: LintLimits
}

/// One rule of the linter.
package struct LintRule: Sendable {
    /// Its name: a section of docs/spec/lint.md.
    package let id: String
    /// How much what it finds weighs.
    package let weight: Finding.Weight
    let look: @Sendable (LintSubject) -> [Words]

    /// What was found, and what the owner can do.
    struct Words {
        let reason: String
        let advice: String
        let step: Finding.Step?

        init(_ reason: String, _ advice: String, step: Finding.Step? = nil) {
            self.reason = reason
            self.advice = advice
            self.step = step
        }
    }

    init(
        _ id: String, _ weight: Finding.Weight, _ look: @escaping @Sendable (LintSubject) -> [Words]
    ) {
        self.id = id
        self.weight = weight
        self.look = look
    }
}
