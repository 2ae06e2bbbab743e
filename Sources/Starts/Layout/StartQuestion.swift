import Records

/// What a name or a container leaves open about a recording's start, so that its owner is asked.
package enum StartQuestion: String, Sendable, Hashable, Codable, CaseIterable {
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
    /// Whether its name is right, or what contradicts it and is no weaker: its container, or what it says of summer time.
    case contradicted
    /// What the file's time of last change is worth, where nothing else tells a time: copying changes it.
    case fileDate = "file_date"

    /// How all questions are called.
    package static var allCodes: [String] { allCases.map(\.rawValue) }
}

/// What a person answers to a ``StartQuestion``, for a file or for all files of a folder.
package enum StartAnswer: String, Sendable, Hashable, CaseIterable, Codable {
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
    /// The name is right, whatever contradicts it.
    case byName = "by-name"
    /// The container is right, whatever the name says, and is dated when the recording begins.
    case containerBegins = "container-begins"
    /// The container is right, whatever the name says, and is dated when the recording ends.
    case containerEnds = "container-ends"
    /// The file was last changed when the recording began.
    case fileDateBegins = "file-date-begins"
    /// The file was last changed when the recording ended.
    case fileDateEnds = "file-date-ends"

    /// What it answers.
    package var question: StartQuestion {
        switch self {
        case .yearFirst, .dayFirst, .monthFirst: .dateOrder
        case .firstTime, .secondTime: .whichTime
        case .begins, .ends: .beginOrEnd
        case .byName, .containerBegins, .containerEnds: .contradicted
        case .fileDateBegins, .fileDateEnds: .fileDate
        }
    }

    /// The answer as a sentence about names, containers or files goes on.
    package var saying: String {
        switch self {
        case .yearFirst: "the year stands first in dates"
        case .dayFirst: "the day stands first in dates"
        case .monthFirst: "the month stands first in dates"
        case .firstTime: "the first of two times is the start"
        case .secondTime: "the second of two times is the start"
        case .begins: "containers are dated when recordings begin"
        case .ends: "containers are dated when recordings end"
        case .byName: "names are right, whatever contradicts them"
        case .containerBegins: "containers are right and not the names, and dated when recordings begin"
        case .containerEnds: "containers are right and not the names, and dated when recordings end"
        case .fileDateBegins: "files were last changed when recordings began"
        case .fileDateEnds: "files were last changed when recordings ended"
        }
    }

    /// What a start's detail has of it.
    var inWords: String {
        switch self {
        case .yearFirst: "the year first"
        case .dayFirst: "the day first"
        case .monthFirst: "the month first"
        case .firstTime: "the first time in it"
        case .secondTime: "the second time in it"
        case .begins, .fileDateBegins: "when it began"
        case .ends, .fileDateEnds: "when it ended"
        case .byName: "as its name says"
        case .containerBegins: "when it began, whatever its name says"
        case .containerEnds: "when it ended, whatever its name says"
        }
    }
}

/// What was answered of one recording: at most one answer to each question.
package struct StartAnswers: Sendable, Hashable {
    private var answers: [StartQuestion: StartAnswer] = [:]

    /// - Parameter answers: of two to one question the last counts.
    package init(_ answers: StartAnswer...) {
        for answer in answers { add(answer) }
    }

    package subscript(question: StartQuestion) -> StartAnswer? { answers[question] }

    package mutating func add(_ answer: StartAnswer) { answers[answer.question] = answer }
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
        case .owner: "; \(answer.inWords)\(StartEvidence.ownersWord)"
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
        case .contradicted: "its name is contradicted by something that is no weaker"
        case .fileDate:
            "nothing tells when it starts but the file's time of last change, and copying changes that"
        }
    }
}
