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
        /// What leaves of a recording in a granted window was decoded again from its ciphertext, at its ends and where its coding
        /// changes, and compared with what the recording decodes to.
        case decodedAgain(recording: String, window: Window, DecodedCounts)
        /// The commitment to a recording was taken from when it was committed to.
        case commitmentKept(recording: String, committed: WallTime, isReadWhole: Bool)
        /// Every access unit of the other recordings was committed to.
        case committed
    }

    /// What of the originals of one window was decoded again.
    package struct DecodedCounts: Sendable, Hashable {
        /// Pictures that came out as the recording's.
        package var pictures: UInt64
        /// Frames of sound that did.
        package var sound: UInt64
        /// Pictures and frames of sound that are damaged in the recording, and came out otherwise.
        package var damaged: UInt64
        /// Tracks of the recording that no decoder at hand knows, so that they were not compared, in order.
        package var notDecoded: [Int]

        /// From its parts.
        package init(pictures: UInt64, sound: UInt64, damaged: UInt64, notDecoded: [Int]) {
            (self.pictures, self.sound, self.damaged) = (pictures, sound, damaged)
            self.notDecoded = notDecoded
        }
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
        case decodedAgain = "decoded_again"
        case commitmentKept = "commitment_kept"
        case committed
    }

    private enum CodingKeys: String, CodingKey {
        case time, code, found, recording, window, committed, pictures, sound, damaged
        case isReadWhole = "read_whole"
        case notDecoded = "not_decoded"
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
            case .decodedAgain:
                .decodedAgain(
                    recording: try container.decode(String.self, forKey: .recording),
                    window: try container.decode(Window.self, forKey: .window),
                    DecodedCounts(
                        pictures: try container.decode(UInt64.self, forKey: .pictures),
                        sound: try container.decode(UInt64.self, forKey: .sound),
                        damaged: try container.decode(UInt64.self, forKey: .damaged),
                        notDecoded: try container.decode([Int].self, forKey: .notDecoded)))
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
        case .decodedAgain(let recording, let window, let counts):
            try container.encode(Code.decodedAgain, forKey: .code)
            try container.encode(recording, forKey: .recording)
            try container.encode(window, forKey: .window)
            try container.encode(counts.pictures, forKey: .pictures)
            try container.encode(counts.sound, forKey: .sound)
            try container.encode(counts.damaged, forKey: .damaged)
            try container.encode(counts.notDecoded, forKey: .notDecoded)
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
        case .decodedAgain(let recording, let window, let counts):
            "decoded the originals of \(recording) in \(window) again from the ciphertext, at their ends and where their "
                + "coding changes: \(counted(counts.pictures, "picture")) and \(counted(counts.sound, "frame")) of sound "
                + "came out as the recording's"
                + (counts.damaged > 0
                    ? ", \(counts.damaged) that \(counts.damaged == 1 ? "is" : "are") damaged there came out otherwise"
                    : "")
                + counts.notDecoded.map { ", track \($0) was not compared, as no decoder was at hand for it" }
                .joined()
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
