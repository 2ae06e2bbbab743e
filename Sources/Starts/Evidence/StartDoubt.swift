import Records
import Statements

/// What makes the start of a recording doubtful before anybody decided anything: what contradicts it, and a second reading
/// of its name (docs/spec/footage.md).
package enum StartDoubt: Sendable, Hashable {
    /// Clocks showed that time twice, and nothing says which it was.
    case repeatedHour(first: WallTime, second: WallTime)
    /// The name or the container may mean another start, and nothing says which.
    case open(StartQuestion, times: [WallTime])
    /// Something else tells another time.
    case conflict(StartConflict)

    /// All there are of a recording, with their words.
    package static func all(
        _ start: StartEvidence, zone: String?, otherStart: WallTime?, open: OpenStart?,
        conflicts: [StartConflict]
    ) -> [Worded<StartDoubt>] {
        [
            otherStart.map { repeated(first: start.time, second: $0) },
            open.map { asked($0, first: start.time) },
        ]
        .compactMap(\.self)
            + conflicts.map { Worded(.conflict($0), words: $0.inWords(start, zone: zone)) }
    }

    private static func asked(_ open: OpenStart, first: WallTime) -> Worded<StartDoubt> {
        let times = [first] + open.others.map(\.time)
        return Worded(
            .open(open.question, times: times),
            words: open.question.inWords
                + (times.count > 1
                    ? ": it starts at \(times.map(\.rfc3339).joined(separator: ", or at "))" : ""))
    }

    private static func repeated(first: WallTime, second: WallTime) -> Worded<StartDoubt> {
        Worded(
            .repeatedHour(first: first, second: second),
            words: "clocks showed that time twice, and nothing says which it was: \(first), or \(second)")
    }
}

extension StartDoubt: Codable {
    private enum CodingKeys: String, CodingKey { case code, first, second, times }
    private static let repeatedHour = "repeated_hour"

    /// Reads `{"code", …}`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let code = try container.decode(String.self, forKey: .code)
        if let question = StartQuestion(rawValue: code) {
            self = .open(question, times: try container.decode([WallTime].self, forKey: .times))
            return
        }
        guard code == Self.repeatedHour else {
            self = .conflict(try StartConflict(from: decoder))
            return
        }
        self = .repeatedHour(
            first: try container.decode(WallTime.self, forKey: .first),
            second: try container.decode(WallTime.self, forKey: .second))
    }

    /// Writes `{"code", …}`.
    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .conflict(let conflict): try conflict.encode(to: encoder)
        case .open(let question, let times):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(question, forKey: .code)
            try container.encode(times, forKey: .times)
        case .repeatedHour(let first, let second):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(Self.repeatedHour, forKey: .code)
            try container.encode(first, forKey: .first)
            try container.encode(second, forKey: .second)
        }
    }
}
