import Files
import Objects
import Records
import Statements
import Viewing
import Sealing

/// What stands beside viewing copies: what each of them is, and by hash what it was made from.
///
/// Format: docs/spec/report.md, Viewing copies.
package struct ViewingCopies: Sendable, Equatable, Codable {
    /// The value of ``type`` this version writes.
    package static let currentType = "urn:proffer:viewing-copies:v1"
    /// The name of the file it stands in.
    package static let fileName = "viewing-copy.json"

    /// Which format this is: ``currentType``.
    package var type: String
    /// What everybody must know of them, in words.
    package var label: String
    /// The id of the bundle they were made from.
    package var bundle: String
    /// When they were made, by the clock of the machine that made them.
    package var made: WallTime
    /// What they were made with.
    package var tool: ToolFacts
    /// The copies: one a camera.
    package var copies: [Copy]
    /// Cameras of which there is none, and why.
    package var notMade: [NotMade]

    private enum CodingKeys: String, CodingKey {
        case type, label, bundle, made, tool, copies
        case notMade = "not_made"
    }

    /// One viewing copy.
    package struct Copy: Sendable, Equatable, Codable {
        /// The file's name.
        package var file: String
        /// The SHA-256 of the file.
        package var sha256: SHA256Digest
        /// Its size in bytes.
        package var size: UInt64
        /// The camera's label.
        package var camera: String
        /// How long it is, in nanoseconds.
        package var lengthNanoseconds: Int64
        /// How many pictures it has a second, each shown equally long.
        package var rate: Int64
        /// How many pictures of clips it shows; those of cards are not counted.
        package var pictures: UInt64
        /// Whether it has sound.
        package var sound: Bool
        /// The encoder of its pictures.
        package var encoder: String
        /// What that was told.
        package var settings: String
        /// The clips it was made from, in the order they are shown.
        package var madeFrom: [Source]
        /// What is not there, and has a card in its place, in order.
        package var cards: [Card]

        private enum CodingKeys: String, CodingKey {
            case file, sha256, size, camera, rate, pictures, sound, encoder, settings, cards
            case lengthNanoseconds = "length_ns"
            case madeFrom = "made_from"
        }
    }

    /// A clip a copy was made from.
    package struct Source: Sendable, Equatable, Codable {
        /// The object's name.
        package var object: String
        /// What it is to the footage.
        package var role: ObjectRole
        /// The SHA-256 of the opened file.
        package var sha256: SHA256Digest
        /// From when to when its pictures are shown.
        package var window: Window
        /// By which clock, and whose word that is.
        package var clock: String
        /// What was measured of that clock after sealing, beside what the owner said; empty where nothing was.
        package var measuredLater: [String]

        private enum CodingKeys: String, CodingKey {
            case object, role, sha256, window, clock
            case measuredLater = "measured_later"
        }
    }

    /// A card.
    package struct Card: Sendable, Equatable, Codable {
        /// Why there is nothing to show.
        package var kind: ViewingCopyPlan.Card.Kind
        /// Which time it stands for.
        package var window: Window
        /// The record's reason; absent where it gives none.
        package var reason: Worded<GapReason>?
        /// How long it is shown, in nanoseconds.
        package var shownNanoseconds: Int64

        private enum CodingKeys: String, CodingKey {
            case kind, window, reason
            case shownNanoseconds = "shown_ns"
        }
    }

    /// A camera without a copy.
    package struct NotMade: Sendable, Equatable, Codable {
        /// The camera's label.
        package var camera: String
        /// Why there is none.
        package var reason: String
    }
}

extension ViewingCopies {
    /// Makes a copy of each camera out of the opened clips in a folder that has not got its name yet.
    ///
    /// What was recorded may be damaged, or hold what the media library cannot show: of such a camera there is no copy, and
    /// the bundle is opened all the same.
    ///
    /// - Throws: ``FileError``.
    init(
        of record: Record, measured: MeasuredClocks, in staging: OpenedFolder, tool: ToolFacts,
        progress: (String) -> Void
    ) throws {
        type = Self.currentType
        label =
            "Viewing copies, not evidence: encoded anew, with words in the picture. The evidence is the bundle."
        bundle = record.bundle
        made = .now()
        self.tool = tool
        (copies, notMade) = ([], [])
        var taken: Set<String> = []
        for camera in Set(record.recordings.map(\.camera)).sorted() {
            do {
                guard let plan = try ViewingCopyPlan(camera: camera, of: record, measured: measured) else {
                    notMade.append(NotMade(camera: camera, reason: "nothing of it has moving pictures"))
                    continue
                }
                let name = Self.fileName(for: camera, besides: &taken)
                progress(name)
                copies.append(try Self.copy(plan, as: name, in: staging, &self.tool))
            } catch let error as FootageError {
                notMade.append(NotMade(camera: camera, reason: "it could not be made: \(error.cause)"))
            }
        }
    }

    private static func copy(
        _ plan: ViewingCopyPlan, as name: String, in staging: OpenedFolder, _ tool: inout ToolFacts
    ) throws -> Copy {
        let file = try staging.begin(name)
        let hasher = try SHA256Hasher()
        let writer = try ViewingCopyWriter(plan, path: { staging.location(of: $0.name) }) { bytes in
            try hasher.update(bytes)
            try file.write(bytes)
        }
        let summary = try writer.write()
        let size = file.bytesWritten
        try staging.keep(file, as: name, .viewingCopy)
        tool.libraries["libavfilter"] = summary.filterLibrary
        return Copy(
            file: name, sha256: try hasher.finalize(), size: size, camera: plan.camera,
            lengthNanoseconds: summary.lengthNanoseconds, rate: summary.rate, pictures: summary.pictures,
            sound: summary.hasSound,
            encoder: summary.encoder, settings: summary.settings,
            madeFrom: plan.clips.map {
                Source(
                    object: $0.object.name, role: $0.object.role, sha256: $0.object.sha256,
                    window: plan.clock.shown($0.span), clock: ClockStatement($0.recording).inWords,
                    measuredLater: plan.measuredInWords(beside: $0.recording))
            },
            cards: plan.cards.map {
                Card(
                    kind: $0.kind, window: plan.clock.shown($0.window), reason: $0.reason.map { Worded($0) },
                    shownNanoseconds: $0.shownNanoseconds)
            })
    }

    /// `viewing-copy-front-door.mp4`. A label comes from whoever made the bundle, so only plain letters of it are kept.
    private static func fileName(for camera: String, besides taken: inout Set<String>) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyz0123456789-".utf8)
        let letters = camera.lowercased().utf8.prefix(40).map { plain.contains($0) ? $0 : UInt8(ascii: "-") }
        let base = "viewing-copy-" + String(decoding: letters, as: UTF8.self)
        var (name, number) = (base, 1)
        while !taken.insert(name).inserted {
            number += 1
            name = "\(base)-\(number)"
        }
        return name + ".mp4"
    }
}
