import Statements

/// A proof of origin that a source file carried before anything was cut from it.
///
/// Cutting breaks some of these proofs by their nature. So that nobody has to guess later whether one was
/// there, it is written down beforehand, and nobody has validated it (docs/spec/record.md, Provenance).
package enum ProvenanceFacts: Sendable, Hashable {
    /// C2PA content credentials: a signed manifest in the container.
    case contentCredentials(Credentials)
    /// Signatures of the camera among its pictures.
    case signedVideo(Signatures)

    /// Which proof it is.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// C2PA content credentials.
        case contentCredentials = "c2pa"
        /// ONVIF Media Signing.
        case onvifMediaSigning = "onvif_media_signing"
        /// Axis signed video, which ONVIF Media Signing grew out of.
        case axisSignedVideo = "axis_signed_video"
    }

    /// The boxes of content credentials.
    package struct Credentials: Sendable, Hashable {
        /// The first of the boxes, at most ``limit``: not those of a Merkle tree, unless there are no others.
        package var boxes: [Box]
        /// How many boxes there are.
        package var boxCount: UInt64
        /// The label of the manifest that speaks for the file; nil where it cannot be read.
        package var manifest: String?

        /// How many boxes are told of.
        package static let limit = 4
        /// How many characters a label has at most.
        package static let manifestLimit = 200

        /// The facts from their parts.
        package init(boxes: [Box], boxCount: UInt64, manifest: String?) {
            self.boxes = boxes
            self.boxCount = boxCount
            self.manifest = manifest
        }
    }

    /// One box of content credentials.
    package struct Box: Sendable, Hashable, Codable {
        /// What the box says it is for.
        package enum Purpose: String, Sendable, Codable, CaseIterable {
            case manifest, original, update, merkle, unknown
        }

        /// Where it begins in the file.
        package var offset: UInt64
        /// How many bytes it has.
        package var size: UInt64
        /// What it says it is for.
        package var purpose: Purpose

        /// A box from its parts.
        package init(offset: UInt64, size: UInt64, purpose: Purpose) {
            self.offset = offset
            self.size = size
            self.purpose = purpose
        }
    }

    /// The messages of a camera that signs what it films.
    package struct Signatures: Sendable, Hashable {
        /// Whose messages: not content credentials.
        package var kind: Kind
        /// The first access unit of the picture track that has one, from 0.
        package var firstUnit: UInt64
        /// How many there are.
        package var messages: UInt64
        /// In how many access units, from the first on.
        package var unitsLookedAt: UInt64

        /// The facts from their parts.
        package init(kind: Kind, firstUnit: UInt64, messages: UInt64, unitsLookedAt: UInt64) {
            self.kind = kind
            self.firstUnit = firstUnit
            self.messages = messages
            self.unitsLookedAt = unitsLookedAt
        }
    }

    /// Which proof it is.
    package var kind: Kind {
        switch self {
        case .contentCredentials: .contentCredentials
        case .signedVideo(let signatures): signatures.kind
        }
    }
}

extension ProvenanceFacts: Codable {
    private enum CodingKeys: String, CodingKey {
        case kind, boxes, manifest, messages
        case boxCount = "box_count"
        case firstUnit = "first_unit"
        case unitsLookedAt = "units_looked_at"
    }

    /// Reads `{"kind", …}`; an unknown kind is refused.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let kind = try container.decode(Kind.self, forKey: .kind)
        guard kind == .contentCredentials else {
            self = .signedVideo(
                Signatures(
                    kind: kind, firstUnit: try container.decode(UInt64.self, forKey: .firstUnit),
                    messages: try container.decode(UInt64.self, forKey: .messages),
                    unitsLookedAt: try container.decode(UInt64.self, forKey: .unitsLookedAt)))
            return
        }
        let credentials = Credentials(
            boxes: try container.decode([Box].self, forKey: .boxes),
            boxCount: try container.decode(UInt64.self, forKey: .boxCount),
            manifest: try container.decodeIfPresent(String.self, forKey: .manifest))
        guard (1...Credentials.limit).contains(credentials.boxes.count),
            credentials.boxCount >= credentials.boxes.count,
            credentials.manifest.map(Self.isLabel) ?? true
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .boxes, in: container, debugDescription: "no file has such content credentials")
        }
        self = .contentCredentials(credentials)
    }

    /// Writes `{"kind", …}`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .kind)
        switch self {
        case .contentCredentials(let credentials):
            try container.encode(credentials.boxes, forKey: .boxes)
            try container.encode(credentials.boxCount, forKey: .boxCount)
            try container.encodeIfPresent(credentials.manifest, forKey: .manifest)
        case .signedVideo(let signatures):
            try container.encode(signatures.firstUnit, forKey: .firstUnit)
            try container.encode(signatures.messages, forKey: .messages)
            try container.encode(signatures.unitsLookedAt, forKey: .unitsLookedAt)
        }
    }

    /// Whether a text is the label of a manifest as it may be repeated: anybody may have written it into the file.
    package static func isLabel(_ text: String) -> Bool {
        (1...Credentials.manifestLimit).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

extension ProvenanceFacts.Kind: InWords {
    /// Its name for a person.
    package var inWords: String {
        switch self {
        case .contentCredentials: "C2PA content credentials"
        case .onvifMediaSigning: "ONVIF Media Signing"
        case .axisSignedVideo: "Axis signed video"
        }
    }
}

extension ProvenanceFacts: InWords {
    /// The proof in a line: what it is, and that nobody validated it.
    package var inWords: String { "\(kind.inWords) (\(detail)), which nobody has validated" }

    /// What can be read of it without validating it.
    private var detail: String {
        switch self {
        case .contentCredentials(let credentials):
            return credentials.manifest.map { "active manifest \($0.quoted)" }
                ?? "the manifest's label cannot be read"
        case .signedVideo(let signatures):
            return
                "\(counted(signatures.messages, "message")) in the first \(signatures.unitsLookedAt) access units"
        }
    }

    /// What cutting does to it, in a sentence.
    package var effect: String {
        switch self {
        case .contentCredentials:
            "What is signed is a hash over the whole file, which cannot hold for a part of it: the "
                + "credentials stay with the original file and are not in what was cut."
        case .signedVideo:
            "Signatures cover whole groups of pictures and are part of the pictures' data: masters "
                + "keep them bit for bit. A group cut through by the window's edge, or whose signature "
                + "comes after it, cannot be validated from a master; pictures encoded anew have none."
        }
    }

    /// What to do with it, in a sentence.
    package var advice: String { "Only the original file can be validated whole: it is to be kept." }
}
