import Statements
import Sealing

/// The custody record: what, who, when, where, why and how, of one bundle.
///
/// It travels inside the encryption as `data/record.age`; only who was given the footage reads it.
/// Format: docs/spec/record.md.
package struct Record: Sendable, Equatable, Codable {
    /// The value of ``type`` this version writes and reads.
    package static let currentType = "urn:proffer:record:v1"

    /// Which format this is: ``currentType``.
    package var type: String
    /// The random id of the bundle, so that a record cannot be moved into another.
    package var bundle: String
    /// The request, exactly as the agency signed it.
    package var request: DSSEEnvelope
    /// The consent, exactly as the owner signed it.
    package var consent: DSSEEnvelope
    /// When the bundle was sealed, by the sealing machine's clock.
    package var sealed: WallTime
    /// The source files.
    package var recordings: [RecordingFacts]
    /// The files of the payload other than the record itself, in order. They do not stand in `data/record.age`, but each in a
    /// file of its own (``DescribedObject``), so a record that was decoded has none until these are read.
    package var objects: [ObjectFacts]
    /// Granted time of which nothing could be handed over.
    package var gaps: [Gap]
    /// Granted time that two recordings of one camera cover.
    package var overlaps: [Overlap]
    /// What made the bundle.
    package var tool: ToolFacts
    /// What was done, step by step, by the sealing program's own account.
    package var log: [LogEntry]

    /// A record from its parts.
    package init(
        type: String = Record.currentType, bundle: String, request: DSSEEnvelope, consent: DSSEEnvelope,
        sealed: WallTime, recordings: [RecordingFacts], objects: [ObjectFacts], gaps: [Gap] = [],
        overlaps: [Overlap] = [], tool: ToolFacts, log: [LogEntry]
    ) {
        self.type = type
        self.bundle = bundle
        self.request = request
        self.consent = consent
        self.sealed = sealed
        self.recordings = recordings
        self.objects = objects
        self.gaps = gaps
        self.overlaps = overlaps
        self.tool = tool
        self.log = log
    }

    private enum CodingKeys: String, CodingKey {
        case type, bundle, request, consent, sealed, recordings, gaps, overlaps, tool, log
    }

    /// Reads a record, and refuses one with a number that nobody could calculate with.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        type = try container.decode(String.self, forKey: .type)
        bundle = try container.decode(String.self, forKey: .bundle)
        request = try container.decode(DSSEEnvelope.self, forKey: .request)
        consent = try container.decode(DSSEEnvelope.self, forKey: .consent)
        sealed = try container.decode(WallTime.self, forKey: .sealed)
        recordings = try container.decode([RecordingFacts].self, forKey: .recordings)
        objects = []
        gaps = try container.decode([Gap].self, forKey: .gaps)
        overlaps = try container.decode([Overlap].self, forKey: .overlaps)
        tool = try container.decode(ToolFacts.self, forKey: .tool)
        log = try container.decode([LogEntry].self, forKey: .log)
        if let flaw = numberFlaw {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: flaw))
        }
        if let name = impossibleName {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(name) is no name of a format"))
        }
        if let id = impossibleID {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "\(id.quoted) is no id of a recording, or not behind the one before it")
            )
        }
        if let flaw = secretFlaw {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: flaw))
        }
    }

    /// The first id that is not `r` and a number, higher than the one before.
    private var impossibleID: String? {
        var last = 0
        return recordings.lazy.map(\.id).first { id in
            guard let number = RecordingFacts.number(ofID: id), number > last else { return true }
            last = number
            return false
        }
    }

    /// The first name of a container or codec that cannot be one, so that whoever is shown it reads no sentence.
    private var impossibleName: String? { recordings.lazy.compactMap(\.impossibleName).first }
}

/// Granted time that two recordings of one camera cover, so that the bundle holds it twice.
package struct Overlap: Sendable, Hashable, Codable {
    /// The camera's label as the owner calls it.
    package var camera: String
    /// The time.
    package var window: Window
    /// The ids of the two recordings, the one that begins earlier first.
    package var recordings: [String]

    /// An overlap from its parts.
    package init(camera: String, window: Window, recordings: [String]) {
        self.camera = camera
        self.window = window
        self.recordings = recordings
    }
}

/// The software that made a bundle, in as much detail as it takes to make it again.
package struct ToolFacts: Sendable, Hashable, Codable {
    /// The program's name.
    package var name: String
    /// Its version.
    package var version: String
    /// The commit it was built from, by its own word; nil where the build was not told, or it does not say.
    package var commit: String?
    /// The SHA-256 of the program's own file, by its own word; nil where it does not say.
    package var sha256: SHA256Digest?
    /// The operating system it ran on, as that names itself.
    package var operatingSystem: String
    /// The versions of the libraries that touched the footage, by name.
    package var libraries: [String: String]

    private enum CodingKeys: String, CodingKey {
        case name, version, commit, sha256, libraries
        case operatingSystem = "operating_system"
    }

    /// The facts from their parts.
    package init(
        name: String, version: String, commit: String? = nil, sha256: SHA256Digest? = nil,
        operatingSystem: String, libraries: [String: String]
    ) {
        self.name = name
        self.version = version
        self.commit = commit
        self.sha256 = sha256
        self.operatingSystem = operatingSystem
        self.libraries = libraries
    }
}

extension Overlap {
    /// `two recordings of gate (“a.mp4” and “b.mp4”) cover Sat … for 2 s; each is handed over as it is`.
    ///
    /// - Parameter fileNames: what the recordings' files are called, by their ids: an owner knows no others.
    package func inWords(_ fileNames: [String: String]) -> String {
        let files = recordings.map { fileNames[$0]?.quoted ?? $0 }
        return "two recordings of \(camera) (\(listInWords(files))) cover \(window.from.inWords) for "
            + "\(window.lengthInWords); each is handed over as it is"
    }
}

extension Sequence<RecordingFacts> {
    /// What the recordings' files are called, by their ids.
    package var fileNames: [String: String] {
        Dictionary(map { ($0.id, $0.name) }) { first, _ in first }
    }
}
