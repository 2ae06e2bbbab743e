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
