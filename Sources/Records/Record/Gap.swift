import Statements

/// Granted time of which the bundle holds nothing, and why (docs/spec/record.md, Gap).
package struct Gap: Sendable, Hashable, Codable {
    /// What is not there.
    package enum Subject: String, Sendable, Codable, CaseIterable {
        /// Neither pictures nor sound.
        case everything
        /// Pictures; there may be sound.
        case pictures
        /// The sound of one track; there may be pictures.
        case sound
    }

    /// The camera's label as the owner calls it; nil where it is of all cameras together.
    package var camera: String?
    /// The time.
    package var window: Window
    /// What is not there.
    package var subject: Subject
    /// The ``SourceTrack/index`` of the track of the reason's recording; of ``Subject/sound`` only.
    package var track: Int?
    /// Why.
    package var reason: GapReason

    private enum CodingKeys: String, CodingKey {
        case camera, window, track, reason
        case subject = "of"
    }

    /// A gap from its parts.
    package init(
        camera: String?, window: Window, subject: Subject = .everything, track: Int? = nil,
        reason: GapReason
    ) {
        self.camera = camera
        self.window = window
        self.subject = subject
        self.track = track
        self.reason = reason
    }

    /// Reads a gap, and refuses one whose reason is none for what is not there.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        camera = try container.decodeIfPresent(String.self, forKey: .camera)
        window = try container.decode(Window.self, forKey: .window)
        subject = try container.decode(Subject.self, forKey: .subject)
        track = try container.decodeIfPresent(Int.self, forKey: .track)
        reason = try container.decode(GapReason.self, forKey: .reason)
        guard reason.subjects.contains(subject), (track != nil) == (subject == .sound) else {
            throw DecodingError.dataCorruptedError(
                forKey: .reason, in: container,
                debugDescription: "no gap of \(subject.rawValue) has that reason")
        }
    }
}

/// Why nothing of a granted time is there.
package enum GapReason: Sendable, Hashable {
    /// No recording of the camera covers it. ``mayBeRounding``: it lies between two recordings whose starts are known to
    /// the second, and is shorter than that.
    case noRecording(mayBeRounding: Bool)
    /// The consent names the camera, and no recording of it is among the files that were looked at.
    case cameraNotGiven
    /// A recording covers it, but nothing of it then could be handed over.
    case nothingWhole
    /// The recording itself has none there.
    case noneRecorded(recording: String)
    /// Nothing can decode the pictures: the recording begins in the middle of their group. ``units``: its access units from
    /// the first on, up to where decoding can start; nil where no commitment can prove them.
    case undecodable(recording: String, pictures: UInt64, units: UnitsProof?)
    /// The recording is damaged there, and the pictures cannot be decoded.
    case damaged(recording: String, pictures: UInt64)
    /// They would have been encoded anew, and only original packets were to be handed over.
    case originalsOnly(recording: String, pictures: UInt64)
    /// They would have been encoded anew, and nothing there decodes their codec.
    case noDecoder(recording: String, pictures: UInt64)
    /// It comes behind a jump of a recording's clock. ``recording``: nil where the record has nothing of it.
    case clockJump(recording: String?)
    /// The edit list of a recording hides it: a player never shows it, though the file has it. ``recording``: nil where the
    /// record has nothing of it.
    case hidden(recording: String?)
    /// A file of that camera and time cannot be read.
    case unreadable

    /// The ``RecordingFacts/id`` of the recording that it speaks of.
    package var recording: String? {
        switch self {
        case .noRecording, .cameraNotGiven, .nothingWhole, .unreadable: nil
        case .clockJump(let recording), .hidden(let recording): recording
        case .noneRecorded(let recording), .undecodable(let recording, _, _), .damaged(let recording, _),
            .originalsOnly(let recording, _), .noDecoder(let recording, _):
            recording
        }
    }

    /// What may be missing for it.
    var subjects: Set<Gap.Subject> {
        switch self {
        case .noRecording, .cameraNotGiven, .nothingWhole, .clockJump, .hidden, .unreadable: [.everything]
        case .noneRecorded: [.pictures, .sound]
        case .undecodable, .damaged, .originalsOnly, .noDecoder: [.pictures]
        }
    }
}

extension GapReason: Codable {
    private enum Code: String, Codable {
        case noRecording = "no_recording"
        case cameraNotGiven = "camera_not_given"
        case nothingWhole = "nothing_whole"
        case noneRecorded = "none_recorded"
        case undecodable, damaged
        case originalsOnly = "originals_only"
        case noDecoder = "no_decoder"
        case clockJump = "clock_jump"
        case hidden, unreadable
    }

    private enum CodingKeys: String, CodingKey {
        case code, recording, pictures, units
        case mayBeRounding = "may_be_rounding"
    }

    private var code: Code {
        switch self {
        case .noRecording: .noRecording
        case .cameraNotGiven: .cameraNotGiven
        case .nothingWhole: .nothingWhole
        case .noneRecorded: .noneRecorded
        case .undecodable: .undecodable
        case .damaged: .damaged
        case .originalsOnly: .originalsOnly
        case .noDecoder: .noDecoder
        case .clockJump: .clockJump
        case .hidden: .hidden
        case .unreadable: .unreadable
        }
    }

    /// Reads `{"code", …}`; an unknown code is refused.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func recording() throws -> String { try container.decode(String.self, forKey: .recording) }
        func pictures() throws -> UInt64 { try container.decode(UInt64.self, forKey: .pictures) }
        switch try container.decode(Code.self, forKey: .code) {
        case .noRecording:
            self = .noRecording(mayBeRounding: try container.decode(Bool.self, forKey: .mayBeRounding))
        case .cameraNotGiven: self = .cameraNotGiven
        case .nothingWhole: self = .nothingWhole
        case .noneRecorded: self = .noneRecorded(recording: try recording())
        case .undecodable:
            self = .undecodable(
                recording: try recording(), pictures: try pictures(),
                units: try container.decodeIfPresent(UnitsProof.self, forKey: .units))
        case .damaged: self = .damaged(recording: try recording(), pictures: try pictures())
        case .originalsOnly: self = .originalsOnly(recording: try recording(), pictures: try pictures())
        case .noDecoder: self = .noDecoder(recording: try recording(), pictures: try pictures())
        case .clockJump:
            self = .clockJump(recording: try container.decodeIfPresent(String.self, forKey: .recording))
        case .hidden:
            self = .hidden(recording: try container.decodeIfPresent(String.self, forKey: .recording))
        case .unreadable: self = .unreadable
        }
    }

    /// Writes `{"code", …}`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(code, forKey: .code)
        try container.encodeIfPresent(recording, forKey: .recording)
        switch self {
        case .noRecording(let mayBeRounding): try container.encode(mayBeRounding, forKey: .mayBeRounding)
        case .undecodable(_, let pictures, let units):
            try container.encode(pictures, forKey: .pictures)
            try container.encodeIfPresent(units, forKey: .units)
        case .damaged(_, let pictures), .originalsOnly(_, let pictures), .noDecoder(_, let pictures):
            try container.encode(pictures, forKey: .pictures)
        case .cameraNotGiven, .nothingWhole, .noneRecorded, .clockJump, .hidden, .unreadable: break
        }
    }
}

extension GapReason: InWords {
    /// Why, as the end of a sentence.
    package var inWords: String {
        switch self {
        case .noRecording(let mayBeRounding):
            "no recording of this camera covers it"
                + (mayBeRounding
                    ? "; the recordings' starts are known to the second, so it may be shorter, or none" : "")
        case .cameraNotGiven: "no recording of this camera is among the files that were looked at"
        case .nothingWhole: "a recording covers it, but nothing of it then could be handed over"
        case .noneRecorded: "the recording itself has none there"
        case .undecodable(_, let pictures, _):
            "the recording begins with \(counted(pictures, "picture")) that nothing can decode, in the middle of a group of pictures"
        case .damaged(_, let pictures):
            "the recording is damaged there, and \(counted(pictures, "picture")) cannot be decoded"
        case .originalsOnly(_, let pictures):
            "only original packets were to be handed over, and \(counted(pictures, "picture")) would have been encoded anew"
        case .noDecoder(_, let pictures):
            "\(counted(pictures, "picture")) would have been encoded anew, and nothing there can decode \(pictures == 1 ? "it" : "them")"
        case .clockJump: "it comes behind a jump of the recording's clock, and cannot be placed in time"
        case .hidden: "the recording's edit list hides it: a player never shows it, so it is not handed over"
        case .unreadable: "a file of this camera and time cannot be read"
        }
    }
}

extension Gap {
    /// Why, with what shows it or whose word it is, for who did not seal.
    ///
    /// - Parameter isShown: whether it is shown to be the recording's own (``Completeness/isShown(_:)``).
    package func reasonInWords(isShown: Bool) -> String {
        reason.inWords
            + (isShown
                ? " (shown by the commitment: what lies around it follows each other in the recording)"
                : " (by the word of who sealed)")
    }

    /// The gap in words, with what shows it or whose word it is, for who did not seal.
    package func inWords(isShown: Bool) -> String {
        "\(subjectInWords): \(reasonInWords(isShown: isShown))"
    }
}

extension Gap: InWords {
    /// `Nothing of front-door, … for 3 s: …`, without a full stop.
    package var inWords: String { "\(subjectInWords): \(reason.inWords)" }

    /// `Nothing of front-door, … for 3 s`.
    private var subjectInWords: String {
        let what =
            switch subject {
            case .everything: "Nothing"
            case .pictures: "No picture"
            case .sound: "No sound"
            }
        return "\(what) of \(camera ?? "any camera"), \(window.from.inWords) for \(window.lengthInWords)"
    }
}
