import Statements

/// One step of the work on a bundle: the sealing program's own account, checked by nobody (docs/spec/record.md, Log).
package struct LogEntry: Sendable, Hashable {
    /// When the step ended.
    package var time: WallTime
    /// What was done.
    package var step: Step

    /// What was done.
    package enum Step: Sendable, Hashable {
        /// Request and consent were checked, and that one lies in the other.
        case statementsChecked
        /// Proofs of origin were looked for.
        case originsLookedFor(found: UInt64)
        /// A recording was cut to a granted window, and every stored sample read back.
        case cut(recording: String, window: Window)
        /// The commitment to a recording was taken from when it was committed to.
        case commitmentKept(recording: String, committed: WallTime, isReadWhole: Bool)
        /// Every access unit of the other recordings was committed to.
        case committed
    }

    /// An entry from its parts.
    package init(time: WallTime, _ step: Step) {
        self.time = time
        self.step = step
    }

    /// What stands above the log wherever it is shown.
    package static let heading = "The sealing program's own account, checked by nobody"
}

extension LogEntry: Codable {
    private enum Code: String, Codable {
        case statementsChecked = "statements_checked"
        case originsLookedFor = "origins_looked_for"
        case cut
        case commitmentKept = "commitment_kept"
        case committed
    }

    private enum CodingKeys: String, CodingKey {
        case time, code, found, recording, window, committed
        case isReadWhole = "read_whole"
    }

    /// Reads `{"time", "code", …}`; an unknown code is refused.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        time = try container.decode(WallTime.self, forKey: .time)
        step =
            switch try container.decode(Code.self, forKey: .code) {
            case .statementsChecked: .statementsChecked
            case .originsLookedFor:
                .originsLookedFor(found: try container.decode(UInt64.self, forKey: .found))
            case .cut:
                .cut(
                    recording: try container.decode(String.self, forKey: .recording),
                    window: try container.decode(Window.self, forKey: .window))
            case .commitmentKept:
                .commitmentKept(
                    recording: try container.decode(String.self, forKey: .recording),
                    committed: try container.decode(WallTime.self, forKey: .committed),
                    isReadWhole: try container.decode(Bool.self, forKey: .isReadWhole))
            case .committed: .committed
            }
    }

    /// Writes `{"time", "code", …}`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(time, forKey: .time)
        switch step {
        case .statementsChecked: try container.encode(Code.statementsChecked, forKey: .code)
        case .originsLookedFor(let found):
            try container.encode(Code.originsLookedFor, forKey: .code)
            try container.encode(found, forKey: .found)
        case .cut(let recording, let window):
            try container.encode(Code.cut, forKey: .code)
            try container.encode(recording, forKey: .recording)
            try container.encode(window, forKey: .window)
        case .commitmentKept(let recording, let committed, let isReadWhole):
            try container.encode(Code.commitmentKept, forKey: .code)
            try container.encode(recording, forKey: .recording)
            try container.encode(committed, forKey: .committed)
            try container.encode(isReadWhole, forKey: .isReadWhole)
        case .committed: try container.encode(Code.committed, forKey: .code)
        }
    }
}

extension LogEntry.Step: InWords {
    /// The step in words, without a full stop.
    package var inWords: String {
        switch self {
        case .statementsChecked: "checked the request, the consent and that one lies in the other"
        case .originsLookedFor(let found):
            "looked for proofs of origin in the recordings: \(found == 0 ? "none" : "\(found)") found"
        case .cut(let recording, let window):
            "cut \(recording) to \(window) and read every stored sample back"
        case .commitmentKept(let recording, let committed, true):
            "took the commitment to \(recording) from when it was committed to, \(committed.toTheSecond): the whole file "
                + "was read now and has the SHA-256 it had then"
        case .commitmentKept(let recording, let committed, false):
            "took the SHA-256 of \(recording) and the commitment to it from when it was committed to, "
                + "\(committed.toTheSecond): what lies around the window was read now and agrees with that commitment, the "
                + "rest of the file was not read again"
        case .committed: "committed to every access unit of the recordings, salted"
        }
    }
}
