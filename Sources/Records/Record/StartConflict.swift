import Statements

/// What tells another time than the start of a recording (docs/spec/record.md, Conflicts; docs/spec/start.md).
package enum StartConflict: Sendable, Hashable {
    /// The file's name or its folders show another time than the one the owner gave.
    case fileName(time: WallTime)
    /// The name says that the clock was put forward for the summer, and clocks of the zone were not then.
    case summerTime
    /// The container says that it was made at another time.
    case container(time: WallTime)
    /// The same, where it is off by as much as the camera's clock is ahead of UTC.
    case containerLocalTime(time: WallTime, aheadSeconds: Int64)
    /// The name tells another length than the file has.
    case length(toldNanoseconds: Int64, heldNanoseconds: Int64)
    /// The file was last changed long before it starts.
    case fileTime(time: WallTime)

    /// How far the clock of a camera may be ahead of UTC, in seconds: 14 hours, as for every offset of a time.
    static let aheadLimit: Int64 = 50_400
}

extension StartConflict: Codable {
    /// What the record calls it.
    package enum Code: String, Codable, Sendable {
        case fileName = "file_name"
        case summerTime = "summer_time"
        case container
        case containerLocalTime = "container_local_time"
        case length
        case fileTime = "file_time"
    }

    private enum CodingKeys: String, CodingKey {
        case code, time
        case aheadSeconds = "ahead_s"
        case toldNanoseconds = "told_ns"
        case heldNanoseconds = "held_ns"
    }

    /// Reads `{"code", …}`; an unknown code is refused.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func time() throws -> WallTime { try container.decode(WallTime.self, forKey: .time) }
        switch try container.decode(Code.self, forKey: .code) {
        case .fileName: self = .fileName(time: try time())
        case .summerTime: self = .summerTime
        case .container: self = .container(time: try time())
        case .containerLocalTime:
            let ahead = try container.decode(Int64.self, forKey: .aheadSeconds)
            guard ahead != 0, (-Self.aheadLimit...Self.aheadLimit).contains(ahead) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .aheadSeconds, in: container,
                    debugDescription: "no clock is \(ahead) seconds ahead of UTC")
            }
            self = .containerLocalTime(time: try time(), aheadSeconds: ahead)
        case .length:
            self = .length(
                toldNanoseconds: try container.decodeLength(forKey: .toldNanoseconds),
                heldNanoseconds: try container.decodeLength(forKey: .heldNanoseconds))
        case .fileTime: self = .fileTime(time: try time())
        }
    }

    /// What the record calls it.
    package var code: Code {
        switch self {
        case .fileName: .fileName
        case .summerTime: .summerTime
        case .container: .container
        case .containerLocalTime: .containerLocalTime
        case .length: .length
        case .fileTime: .fileTime
        }
    }

    /// Writes `{"code", …}`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(code, forKey: .code)
        switch self {
        case .summerTime: break
        case .fileName(let time), .container(let time), .fileTime(let time):
            try container.encode(time, forKey: .time)
        case .containerLocalTime(let time, let ahead):
            try container.encode(time, forKey: .time)
            try container.encode(ahead, forKey: .aheadSeconds)
        case .length(let told, let held):
            try container.encode(told, forKey: .toldNanoseconds)
            try container.encode(held, forKey: .heldNanoseconds)
        }
    }
}

extension StartConflict {
    /// Whether it is of the container, which tells a start as well as a name does. One that has local time where UTC belongs
    /// agrees with the name.
    package var isOfContainer: Bool {
        if case .container = self { true } else { false }
    }

    /// Whether it is of the name, where the start is known otherwise.
    package var isOfName: Bool {
        if case .fileName = self { true } else { false }
    }

    /// Whether what contradicts a name is no weaker than it, so that its owner has to say which is right. A file's date is
    /// weaker, and a length tells no start.
    package var needsAnswer: Bool {
        switch self {
        case .container, .summerTime: true
        case .fileName, .containerLocalTime, .length, .fileTime: false
        }
    }

    /// The conflict in words, beside the start that it is with.
    ///
    /// - Parameter zone: what the zone of the recording's clock is called; nil where its evidence carries its own.
    package func inWords(_ start: StartEvidence, zone: String?) -> String {
        let source =
            switch start.how {
            case .given: "by the owner's word it starts"
            case .fileName: "its name says it starts"
            case .container: "its metadata say it starts"
            case .fileTime: "its time of last change suggests that it starts"
            }
        func shown(_ time: WallTime) -> WallTime { time.inOffset(seconds: start.time.utcOffsetSeconds) }
        func apart(_ time: WallTime) -> String {
            "\(Self.length(time.nanoseconds(since: start.time))) \(time < start.time ? "earlier" : "later")"
        }
        return switch self {
        case .fileName(let time):
            "\(source) at \(start.time), and its name shows \(shown(time)), \(apart(time))"
        case .summerTime:
            "its name says the clock was put forward for the summer, and clocks of \(zone ?? "its zone") were not then"
        case .container(let time):
            "\(source) at \(start.time), and its metadata say \(shown(time)), \(apart(time))"
        case .containerLocalTime(let time, let ahead):
            "its metadata say \(time), which is \(Self.length(ahead * WallTime.nanosecondsPerSecond)) "
                + "\(ahead > 0 ? "after" : "before") the time of its name, as far as that clock is "
                + "\(ahead > 0 ? "ahead of" : "behind") UTC: they probably have local time where UTC belongs"
        case .length(let told, let held):
            "its name tells a length of \(Self.length(told)), and it holds \(Self.length(held))"
        case .fileTime(let time):
            "\(source) at \(start.time), and the file was last changed \(shown(time.toTheSecond)), \(apart(time))"
        }
    }

    /// Days to seconds, whatever the sign; below a second, milliseconds.
    private static func length(_ nanoseconds: Int64) -> String {
        let magnitude = Int64(clamping: nanoseconds.magnitude)
        let second = WallTime.nanosecondsPerSecond
        // What is less than a second is left out of longer ones: a start is rarely known better.
        return durationInWords(
            nanoseconds: magnitude < second ? magnitude : magnitude - magnitude % second)
    }

    /// Why it is none, by what the record says itself; nil where it is one as far as that shows.
    func flaw(_ start: StartEvidence) -> String? {
        let second = WallTime.nanosecondsPerSecond
        func apart(_ time: WallTime) -> UInt64 { time.nanoseconds(since: start.time).magnitude }
        let isNone =
            switch self {
            case .fileName(let time):
                (start.how != .given && start.how != .container) || apart(time) <= second.magnitude
            case .summerTime: start.how != .fileName
            case .container(let time): start.how == .container || apart(time) <= 120 * second.magnitude
            case .containerLocalTime(let time, _):
                start.how == .container || apart(time) <= 120 * second.magnitude
            case .length(let told, let held):
                (told - held).magnitude <= max(10 * second.magnitude, told.magnitude / 10)
            case .fileTime(let time):
                start.how == .fileTime || start.time.nanoseconds(since: time) <= 24 * 3600 * second
            }
        return isNone ? "what it calls a contradiction of the start is none" : nil
    }
}
