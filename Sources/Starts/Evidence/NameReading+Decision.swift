import Records
import Statements

extension NameReading {
    /// How far a container's time may be from a start that it settles: clocks of this world span 26 hours.
    private static let nearness: Int64 = 26 * 3600 * WallTime.nanosecondsPerSecond

    /// The same as one of the choices says it.
    func decided(_ decision: NameDecision) -> NameReading? {
        guard let choice = choices.first(where: { $0.answer == decision.answer }) else { return nil }
        var decided = self
        (decided.civil, decided.clock, decided.decision, decided.question) = (
            choice.civil, choice.clock, decision, nil
        )
        if choice.civil != civil { decided.civilEnd = nil }
        return decided
    }

    /// The same as the owner answered, or as the container's time of making leaves no other choice; itself where neither
    /// settles anything.
    func settled(answers: StartAnswers, made: WallTime?) -> NameReading {
        if let answer = question.flatMap({ answers[$0] }),
            let decided = decided(NameDecision(answer: answer, by: .owner))
        {
            return decided
        }
        guard let made, !choices.isEmpty else { return self }
        let near = choices.filter {
            abs($0.civil.moment(offset: 0).nanoseconds(since: made)) <= Self.nearness
        }
        guard near.count == 1 else { return self }
        return decided(NameDecision(answer: near[0].answer, by: .container)) ?? self
    }

    /// The ``StartEvidence/detail`` of a start that is read from a name: which layout, the text that was read, and what
    /// settled it.
    package var detail: String {
        "\(layout): \(text)" + (isEnd ? StartEvidence.lessLength : "") + (decision?.detail ?? "")
            + (isConfirmed ? NameDecision(answer: .byName, by: .owner).detail : "")
    }

    /// Whether its owner was asked which of several starts it tells, or whether it is right.
    var isOwnersWord: Bool { decision?.by == .owner || isConfirmed }

    /// The same, where the owner said that it is right whatever contradicts it.
    var confirmed: NameReading {
        var confirmed = self
        confirmed.isConfirmed = true
        return confirmed
    }

    /// The same as a start's detail says that it was settled; nil where it says something that this name does not leave.
    func told(by detail: String) -> NameReading? {
        func telling(_ reading: NameReading) -> NameReading? {
            [reading, reading.confirmed].first {
                detail == $0.detail || detail == $0.detail + RepeatedHour.detail
            }
        }
        switch question {
        case nil, .zoneLetters, .contradicted, .fileDate: return telling(self)
        case .sent: return nil
        case .dateOrder, .whichTime, .beginOrEnd:
            for choice in choices {
                for by in NameDecision.Decider.allCases {
                    let decision = NameDecision(answer: choice.answer, by: by)
                    if let told = decided(decision).flatMap(telling) { return told }
                }
            }
            return nil
        }
    }
}
