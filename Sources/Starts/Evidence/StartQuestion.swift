import Records
import Statements

/// What a name or a container leaves open about a recording's start, so that its owner is asked.
package enum StartQuestion: String, Sendable, Hashable, Codable {
    /// In which order a date has its day, its month and its year.
    case dateOrder = "date_order"
    /// Which of two times in a name is the start.
    case whichTime = "which_time"
    /// Whether a container is dated when a recording begins, or when it ends.
    case beginOrEnd = "begin_or_end"
    /// In which zone letters as `CST` are meant.
    case zoneLetters = "zone_letters"
    /// When the recording was made: its name tells when it was sent, received or saved.
    case sent
}

/// What a person answers to a ``StartQuestion``, for a file or for all files of a folder.
package enum StartAnswer: String, Sendable, Hashable, CaseIterable {
    /// The year stands first in the date.
    case yearFirst = "year-first"
    /// The day stands first in the date.
    case dayFirst = "day-first"
    /// The month stands first in the date.
    case monthFirst = "month-first"
    /// Of two times in the name, the first is the start.
    case firstTime = "first-time"
    /// Of two times in the name, the second is the start.
    case secondTime = "second-time"
    /// The container is dated when the recording begins.
    case begins
    /// The container is dated when the recording ends.
    case ends

    /// What a start's detail has of it.
    var inWords: String {
        switch self {
        case .yearFirst: "the year first"
        case .dayFirst: "the day first"
        case .monthFirst: "the month first"
        case .firstTime: "the first time in it"
        case .secondTime: "the second time in it"
        case .begins: "when it began"
        case .ends: "when it ended"
        }
    }
}

/// An answer, and who gave it.
package struct NameDecision: Sendable, Hashable {
    package var answer: StartAnswer
    package var by: Decider

    /// What settles a question.
    package enum Decider: Sendable, Hashable, CaseIterable {
        /// The owner said so.
        case owner
        /// The container was made near one of the readings and near no other.
        case container
    }

    /// What stands of it behind a start's evidence.
    var detail: String {
        switch by {
        case .owner: "; \(answer.inWords), by its owner's word"
        case .container: "; \(answer.inWords), as its container was made then"
        }
    }
}

/// The starts that one and the same evidence may mean, where nothing settles which.
package struct OpenStart: Sendable, Hashable {
    /// What is left open.
    package var question: StartQuestion
    /// The starts it may mean beside the one that was taken, each with the answer that makes it the one.
    package var others: [Reading]
    /// The answer that makes the one that was taken the one; nil where no answer does.
    package var answer: StartAnswer?

    /// One of the starts.
    package struct Reading: Sendable, Hashable {
        package var answer: StartAnswer
        package var time: WallTime
    }

    /// The answers there are.
    package var answers: [StartAnswer] { [answer].compactMap(\.self) + others.map(\.answer) }
}

extension StartQuestion {
    /// What is open, as a sentence about one recording or several of a folder goes on.
    package var inWords: String {
        switch self {
        case .dateOrder: "the date in its name can be read in more than one order of day, month and year"
        case .whichTime: "its name shows two times that do not agree"
        case .beginOrEnd:
            "only its container tells a time, and recorders write there when they begin or when they end"
        case .zoneLetters:
            "the letters behind the time in its name stand for clocks of several zones, and not for one of the zone that was "
                + "given"
        case .sent: "its name tells when it was sent, received or saved, and not when it was recorded"
        }
    }
}

extension NameReading {
    /// How far a container's time may be from a start that it settles: clocks of this world span 26 hours.
    private static let nearness: Int64 = 26 * 3600

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
    func settled(answer: StartAnswer?, made: WallTime?) -> NameReading {
        if let answer, let decided = decided(NameDecision(answer: answer, by: .owner)) { return decided }
        guard let made, !choices.isEmpty else { return self }
        let near = choices.filter { abs($0.civil.seconds - made.nanoseconds / WallTime.nanosecondsPerSecond) <= Self.nearness }
        guard near.count == 1 else { return self }
        return decided(NameDecision(answer: near[0].answer, by: .container)) ?? self
    }

    /// The ``StartEvidence/detail`` of a start that is read from a name: which layout, the text that was read, and what
    /// settled it.
    package var detail: String {
        "\(layout): \(text)" + (isEnd ? StartEvidence.lessLength : "") + (decision?.detail ?? "")
    }

    /// The same as a start's detail says that it was settled; nil where it says something that this name does not leave.
    func told(by detail: String) -> NameReading? {
        func tells(_ reading: NameReading) -> Bool {
            detail == reading.detail || detail == reading.detail + RepeatedHour.detail
        }
        switch question {
        case nil, .zoneLetters: return tells(self) ? self : nil
        case .sent: return nil
        case .dateOrder, .whichTime, .beginOrEnd:
            for choice in choices {
                for by in NameDecision.Decider.allCases {
                    let decision = NameDecision(answer: choice.answer, by: by)
                    if let decided = decided(decision), tells(decided) { return decided }
                }
            }
            return nil
        }
    }
}
