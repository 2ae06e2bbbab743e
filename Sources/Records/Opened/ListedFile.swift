import Sealing
import Statements

/// A file of an opened folder, as the signed list of it has it (docs/spec/verification.md, Files).
package struct ListedFile: Sendable, Hashable {
    /// What a file of an opened folder is. The raw value is written into the list.
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// A clip or still of the owner's, by its role.
        case master, leadIn = "lead_in", leadOut = "lead_out", still
        /// What is known of such a one.
        case facts
        case record, request, consent
        /// What was disclosed, and its terms.
        case disclosure
        case terms = "disclosure_terms"
        /// A film to watch, and what tells of all of them.
        case viewingCopy = "viewing_copy"
        case viewingCopies = "viewing_copies"
        /// A picture that whoever opened the bundle took out of a clip. It is none of the owner's.
        case recipientsStill = "recipients_still"
        /// The sums of the decoded pictures of a clip.
        case frameSums = "frame_sums"

        /// The kind of an object's file.
        package init(_ role: ObjectRole) {
            switch role {
            case .master: self = .master
            case .leadIn: self = .leadIn
            case .leadOut: self = .leadOut
            case .still: self = .still
            }
        }

        /// Whether a file of this kind can be called so. What was made when the bundle was opened has names that no clip of a
        /// bundle has, so that nothing passes for the other.
        package func allows(name: String) -> Bool {
            let isByRecipient = name.hasPrefix("by-recipient-")
            return switch self {
            case .viewingCopy: name.hasPrefix("viewing-copy-") && name.hasSuffix(".mp4")
            case .viewingCopies: name == "viewing-copy.json"
            case .recipientsStill: isByRecipient && name.hasSuffix(".png")
            case .frameSums: name.hasSuffix(".framemd5")
            case .master, .leadIn, .leadOut, .still:
                !isByRecipient && !name.hasPrefix("viewing-copy") && !name.hasSuffix(".framemd5")
                    && !name.hasSuffix(".json")
            case .facts: name.hasSuffix(".facts.json")
            case .record: name == "record.json"
            case .request: name == "request.json"
            case .consent: name == "consent.json"
            case .disclosure: name == "disclosure.json"
            case .terms: name == "terms.json"
            }
        }

        /// Whether it is a file of footage that the owner handed over.
        package var isObject: Bool { [.master, .leadIn, .leadOut, .still].contains(self) }
    }

    /// The file's name.
    package let name: String
    /// What it is.
    package let kind: Kind
    /// Its size and sums.
    package let sums: FileSums
    /// By which reference it is an exhibit; nil where none was given.
    package var exhibit: ExhibitReference?
    /// Of a still by whoever opened: what it shows.
    package var still: RecipientsStill?
    /// Of sums of pictures: what they were made of and with.
    package var frames: FrameSumsFacts?

    /// A file from its parts.
    package init(
        name: String, kind: Kind, sums: FileSums, exhibit: ExhibitReference? = nil,
        still: RecipientsStill? = nil, frames: FrameSumsFacts? = nil
    ) {
        self.name = name
        self.kind = kind
        self.sums = sums
        self.exhibit = exhibit
        self.still = still
        self.frames = frames
    }

    /// Whether a name can be one of an opened folder: plain letters, digits, and `.`, `-` and `_` between them, as no path or
    /// option can be made of those.
    package static func isName(_ name: String) -> Bool {
        func isPlain(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
        return (1...255).contains(name.utf8.count) && name.utf8.allSatisfy(isPlain)
            && name.utf8.first != UInt8(ascii: ".") && name.utf8.first != UInt8(ascii: "-")
    }
}

extension ListedFile: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, kind, size, sha256, sha1, md5, exhibit, still, frames
    }

    /// Writes them, the sums beside the name.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(kind, forKey: .kind)
        try container.encode(sums.size, forKey: .size)
        try container.encode(sums.sha256, forKey: .sha256)
        try container.encode(sums.sha1, forKey: .sha1)
        try container.encode(sums.md5, forKey: .md5)
        try container.encodeIfPresent(exhibit, forKey: .exhibit)
        try container.encodeIfPresent(still, forKey: .still)
        try container.encodeIfPresent(frames, forKey: .frames)
    }

    /// Reads them.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        kind = try container.decode(Kind.self, forKey: .kind)
        guard
            let sums = FileSums(
                size: try container.decodeCount(forKey: .size),
                sha256: try container.decode(SHA256Digest.self, forKey: .sha256),
                sha1: try container.decode(String.self, forKey: .sha1),
                md5: try container.decode(String.self, forKey: .md5))
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .md5, in: container,
                debugDescription: "a SHA-1 has 40 and an MD5 has 32 lower-case hexadecimal digits")
        }
        self.sums = sums
        exhibit = try container.decodeIfPresent(ExhibitReference.self, forKey: .exhibit)
        still = try container.decodeIfPresent(RecipientsStill.self, forKey: .still)
        frames = try container.decodeIfPresent(FrameSumsFacts.self, forKey: .frames)
    }
}

/// A picture that whoever opened a bundle took out of one of its clips (docs/spec/verification.md, Stills).
package struct RecipientsStill: Sendable, Hashable, Codable {
    /// The moment that was asked for.
    package var asked: WallTime
    /// When the picture was taken, by the recording's place on the wall clock, rounded down to the nanosecond: the latest of
    /// the clip that is not after the moment asked for.
    package var shown: WallTime
    /// The name of the clip.
    package var object: String
    /// The SHA-256 of the clip.
    package var objectSHA256: SHA256Digest
    /// The id of the recording the clip is of.
    package var recording: String
    /// The camera's label.
    package var camera: String
    /// When the recording starts, and what says so: on that rests every time of it.
    package var start: StartEvidence
    /// How far the camera's clock was off, which the times take into account; nil where nobody said.
    package var clockError: ClockError?
    /// Its width in pixels.
    package var width: Int
    /// Its height in pixels.
    package var height: Int
    /// Bits of each of its three colours: 8 or 16.
    package var depth: Int
    /// How the decoded picture became one of red, green and blue, and what of its shape was not applied.
    package var settings: DerivativeSettings
    /// What decoded it: `h264, libavcodec 59.37.100`.
    package var decoder: String
    /// Whether the decoder had to make up for what is broken or missing.
    package var isDamaged: Bool

    private enum CodingKeys: String, CodingKey {
        case asked, shown, object, recording, camera, start, width, height, depth, settings, decoder
        case objectSHA256 = "object_sha256"
        case clockError = "clock_error"
        case isDamaged = "damaged"
    }

    /// The facts from their parts.
    package init(
        asked: WallTime, shown: WallTime, of object: ObjectFacts, in recording: RecordingFacts,
        width: Int, height: Int, depth: Int, settings: DerivativeSettings, decoder: String,
        isDamaged: Bool
    ) {
        self.asked = asked
        self.shown = shown
        self.object = object.name
        objectSHA256 = object.sha256
        self.recording = recording.id
        camera = recording.camera
        start = recording.start
        clockError = recording.clockError
        self.width = width
        self.height = height
        self.depth = depth
        self.settings = settings
        self.decoder = decoder
        self.isDamaged = isDamaged
    }
}

/// What the sums of a clip's decoded pictures were made of and with (docs/spec/verification.md, Pictures).
package struct FrameSumsFacts: Sendable, Hashable, Codable {
    /// The name of the clip.
    package var object: String
    /// The SHA-256 of the clip.
    package var objectSHA256: SHA256Digest
    /// What decoded it: `h264, libavcodec 59.37.100`.
    package var decoder: String
    /// How many pictures came out.
    package var pictures: UInt64
    /// How many of them the decoder calls damaged.
    package var damaged: UInt64

    private enum CodingKeys: String, CodingKey {
        case object, decoder, pictures, damaged
        case objectSHA256 = "object_sha256"
    }

    /// The facts from their parts.
    package init(of object: ObjectFacts, decoder: String, pictures: UInt64, damaged: UInt64) {
        self.object = object.name
        objectSHA256 = object.sha256
        self.decoder = decoder
        self.pictures = pictures
        self.damaged = damaged
    }
}
