import Statements

/// What a recording has that is in no object, and why (docs/spec/record.md, Left out).
package enum LeftOutPart: Sendable, Hashable {
    /// A track: all of it, or what of it lies in a granted window.
    case track(Int, reason: TrackReason, window: Window?)
    /// Pictures that would have been encoded anew.
    case pictures(UInt64, window: Window, reason: PictureReason)
    /// Pictures that nothing can decode: the recording begins in the middle of their group.
    case undecodable(pictures: UInt64)
    /// Fields whose other half lies outside a granted window: at most one at each of its ends.
    case fields(UInt64, window: Window)
    /// Pictures of a lead-in or lead-out that could not be decoded, and those in it that are damaged in the recording.
    case damaged(ObjectRole, missing: UInt64, damaged: UInt64)
    /// What comes behind a jump of the recording's clock, so long after its start.
    case clockJump(afterNanoseconds: Int64)
    /// What the file claims to have, and has not: it was cut short.
    case cutShort(claimedNanoseconds: Int64, heldNanoseconds: Int64)
    /// Pictures of the granted time that the recording's edit list hides: a player never shows them.
    case hidden(pictures: UInt64, window: Window)

    /// Why a track is left out.
    package enum TrackReason: String, Sendable, Codable, CaseIterable {
        /// The consent does not include sound.
        case notGranted = "not_granted"
        /// It has no sound in the window.
        case silent
        /// Its times are beyond what a recording can reach.
        case timesBeyondReach = "times_beyond_reach"
        /// How its packets hang together is not known.
        case packetsNotKnown = "packets_not_known"
        /// Its packets cannot be read.
        case packetsNotReadable = "packets_not_readable"
        /// The window is too short for a packet that holds nothing from outside it.
        case windowTooShort = "window_too_short"
        /// No file format that players take holds it beside the other tracks.
        case noContainer = "no_container"
        /// Only the first picture track is handed over.
        case notTheFirst = "not_the_first"
        /// No consent names such data.
        case noSuchConsent = "no_such_consent"
        /// It is coded otherwise there than where the recording begins.
        case codingChanges = "coding_changes"

        /// Whether a track of a kind can be left out for it.
        package func isOf(_ kind: SourceTrack.Kind) -> Bool {
            switch self {
            case .notTheFirst: kind == .video
            case .noSuchConsent: [.data, .subtitle, .other].contains(kind)
            default: kind == .audio
            }
        }
    }

    /// Why pictures are left out.
    package enum PictureReason: String, Sendable, Codable, CaseIterable {
        /// The owner wanted nothing that was encoded anew.
        case originalsOnly = "originals_only"
        /// Nothing there decodes their codec.
        case noDecoder = "no_decoder"
    }
}

extension LeftOutPart: Codable {
    private enum Code: String, Codable {
        case track, pictures, undecodable, fields, damaged, hidden
        case clockJump = "clock_jump"
        case cutShort = "cut_short"
    }

    private enum CodingKeys: String, CodingKey {
        case code, track, reason, window, pictures, fields, role, missing, damaged
        case afterNanoseconds = "after_ns"
        case claimedNanoseconds = "claimed_ns"
        case heldNanoseconds = "held_ns"
    }

    /// Reads `{"code", …}`; an unknown code is refused.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func count(_ key: CodingKeys) throws -> UInt64 { try container.decode(UInt64.self, forKey: key) }
        func length(_ key: CodingKeys) throws -> Int64 { try container.decodeLength(forKey: key) }
        switch try container.decode(Code.self, forKey: .code) {
        case .track:
            self = .track(
                try container.decode(Int.self, forKey: .track),
                reason: try container.decode(TrackReason.self, forKey: .reason),
                window: try container.decodeIfPresent(Window.self, forKey: .window))
        case .pictures:
            self = .pictures(
                try count(.pictures), window: try container.decode(Window.self, forKey: .window),
                reason: try container.decode(PictureReason.self, forKey: .reason))
        case .undecodable: self = .undecodable(pictures: try count(.pictures))
        case .fields:
            self = .fields(try count(.fields), window: try container.decode(Window.self, forKey: .window))
        case .damaged:
            let role = try container.decode(ObjectRole.self, forKey: .role)
            let (missing, damaged) = (try count(.missing), try count(.damaged))
            guard role == .leadIn || role == .leadOut || role == .still, missing > 0 || damaged > 0 else {
                throw DecodingError.dataCorruptedError(
                    forKey: .role, in: container, debugDescription: "nothing of that is damaged")
            }
            self = .damaged(role, missing: missing, damaged: damaged)
        case .clockJump: self = .clockJump(afterNanoseconds: try length(.afterNanoseconds))
        case .cutShort:
            self = .cutShort(
                claimedNanoseconds: try length(.claimedNanoseconds),
                heldNanoseconds: try length(.heldNanoseconds))
        case .hidden:
            self = .hidden(
                pictures: try count(.pictures), window: try container.decode(Window.self, forKey: .window))
        }
    }

    /// Writes `{"code", …}`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .track(let track, let reason, let window):
            try container.encode(Code.track, forKey: .code)
            try container.encode(track, forKey: .track)
            try container.encode(reason, forKey: .reason)
            try container.encodeIfPresent(window, forKey: .window)
        case .pictures(let pictures, let window, let reason):
            try container.encode(Code.pictures, forKey: .code)
            try container.encode(pictures, forKey: .pictures)
            try container.encode(window, forKey: .window)
            try container.encode(reason, forKey: .reason)
        case .undecodable(let pictures):
            try container.encode(Code.undecodable, forKey: .code)
            try container.encode(pictures, forKey: .pictures)
        case .fields(let fields, let window):
            try container.encode(Code.fields, forKey: .code)
            try container.encode(fields, forKey: .fields)
            try container.encode(window, forKey: .window)
        case .damaged(let role, let missing, let damaged):
            try container.encode(Code.damaged, forKey: .code)
            try container.encode(role, forKey: .role)
            try container.encode(missing, forKey: .missing)
            try container.encode(damaged, forKey: .damaged)
        case .clockJump(let after):
            try container.encode(Code.clockJump, forKey: .code)
            try container.encode(after, forKey: .afterNanoseconds)
        case .cutShort(let claimed, let held):
            try container.encode(Code.cutShort, forKey: .code)
            try container.encode(claimed, forKey: .claimedNanoseconds)
            try container.encode(held, forKey: .heldNanoseconds)
        case .hidden(let pictures, let window):
            try container.encode(Code.hidden, forKey: .code)
            try container.encode(pictures, forKey: .pictures)
            try container.encode(window, forKey: .window)
        }
    }
}

extension LeftOutPart {
    /// What, and why, in words; the tracks are the recording's, for their kind and codec.
    package func inWords(_ tracks: [SourceTrack]) -> String {
        switch self {
        case .track(let index, let reason, let window):
            let track = tracks.first { $0.index == index }
            let when = window.map { " from \($0.from.inWords) for \($0.lengthInWords)" } ?? ""
            return
                "\(track.map(Self.name) ?? "track") \(index)\(track.map { " (\($0.codec))" } ?? "")\(when): "
                + reason.inWords
        case .pictures(let pictures, let window, let reason):
            return "\(counted(pictures, "picture")) from \(window.from.inWords) for \(window.lengthInWords): "
                + reason.inWords
        case .undecodable(let pictures):
            return
                "\(counted(pictures, "picture")) of its beginning: the recording begins in the middle of a group of pictures, "
                + "so nothing can decode \(pictures == 1 ? "it" : "them")"
        case .fields(let fields, let window):
            return
                "\(counted(fields, "field")) at the ends of the window from \(window.from.inWords) for "
                + "\(window.lengthInWords): the other half lies outside it, and nothing can decode one without the other"
        case .damaged(let role, let missing, let damaged):
            let part = role.rawValue.split(separator: "_").joined(separator: "-")
            return switch (missing, damaged) {
            case (0, _):
                "\(counted(damaged, "picture")) of the \(part) \(damaged == 1 ? "is" : "are") damaged in the recording"
            case (_, 0):
                "\(counted(missing, "picture")) of the \(part): the recording is damaged, \(missing == 1 ? "it" : "they") cannot be decoded"
            default:
                "\(counted(missing, "picture")) of the \(part) cannot be decoded and \(damaged) \(damaged == 1 ? "is" : "are") damaged in the "
                    + "recording"
            }
        case .clockJump(let after):
            return
                "what comes behind a jump of the recording's clock, \(durationInWords(nanoseconds: after)) after its "
                + "start, cannot be placed in time"
        case .cutShort(let claimed, let held):
            return "the file says that it lasts \(durationInWords(nanoseconds: claimed)) and holds only "
                + "\(durationInWords(nanoseconds: held)): it was cut short"
        case .hidden(let pictures, let window):
            return
                "\(counted(pictures, "picture")) from \(window.from.inWords) for \(window.lengthInWords): the recording's edit "
                + "list hides \(pictures == 1 ? "it" : "them"), so that a player never shows \(pictures == 1 ? "it" : "them")"
        }
    }

    private static func name(_ track: SourceTrack) -> String {
        switch track.kind {
        case .video: "picture track"
        case .audio: "sound track"
        case .data, .subtitle, .other: "\(track.kind.rawValue) track"
        }
    }
}

extension LeftOutPart.TrackReason: InWords {
    /// Why, as the end of a sentence.
    package var inWords: String {
        switch self {
        case .notGranted: "the consent does not include sound"
        case .silent: "it has no sound in the window"
        case .timesBeyondReach: "its times are beyond what a recording can reach"
        case .packetsNotKnown: "how its packets hang together is not known, so they cannot be cut apart"
        case .packetsNotReadable: "its packets cannot be read"
        case .windowTooShort: "the window is too short for a packet that holds nothing from outside it"
        case .noContainer: "no file format that players take holds it beside the other tracks"
        case .notTheFirst: "only the first one is handed over"
        case .noSuchConsent: "the consent names no such data"
        case .codingChanges: "it is coded otherwise there than where the recording begins"
        }
    }
}

extension LeftOutPart.PictureReason: InWords {
    /// Why, as the end of a sentence.
    package var inWords: String {
        switch self {
        case .originalsOnly: "only original packets were to be handed over"
        case .noDecoder: "nothing here can decode them"
        }
    }
}

extension KeyedDecodingContainer {
    /// Reads a length in nanoseconds: from 0 to less than 2⁶².
    func decodeLength(forKey key: Key) throws -> Int64 {
        let length = try decode(Int64.self, forKey: key)
        guard (0..<1 << 62).contains(length) else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "\(length) nanoseconds are no length of a recording")
        }
        return length
    }
}
