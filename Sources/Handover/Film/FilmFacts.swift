import Bundle
import Records
import Sealing
import Statements
import Viewing

/// What stands beside a film: what it is, by hash what it was made from, and which of its moments is which time.
///
/// Format: docs/spec/report.md, Films.
package struct FilmFacts: Sendable, Equatable, Codable {
    /// The value of ``type`` this version writes.
    package static let currentType = "urn:proffer:film:v1"
    /// The name of the file it stands in.
    package static let fileName = "film.json"

    /// Which format this is: ``currentType``.
    package var type: String
    /// What everybody must know of it, in words.
    package var label: String
    /// When it was made, by the clock of the machine that made it.
    package var made: WallTime
    /// What it was made with.
    package var tool: ToolFacts
    /// The film's file.
    package var file: String
    /// The SHA-256 of the file.
    package var sha256: SHA256Digest
    /// Its size in bytes.
    package var size: UInt64
    /// How long it is, in nanoseconds.
    package var lengthNanoseconds: Int64
    /// How many pictures it has a second, each shown equally long.
    package var rate: Int64
    /// The encoder of its pictures.
    package var encoder: String
    /// What that was told.
    package var settings: String
    /// The bundles, in the order of their marks.
    package var bundles: [Source]
    /// The cameras, row by row from the left.
    package var cameras: [Camera]
    /// The recordings that two of the bundles hold and place at two times, a sentence each; absent where there are none.
    package var timedApart: [String]?
    /// Which picture shows which time.
    package var steps: [Step]

    private enum CodingKeys: String, CodingKey {
        case type, label, made, tool, file, sha256, size, rate, encoder, settings, bundles, cameras, steps
        case lengthNanoseconds = "length_ns"
        case timedApart = "timed_apart"
    }

    /// A bundle.
    package struct Source: Sendable, Equatable, Codable {
        /// What the film calls it.
        package var mark: String
        /// The bundle's id.
        package var bundle: String
        /// The SHA-256 of the bundle's file.
        package var sha256: SHA256Digest
        /// The case its request names; absent where it is not known.
        package var caseNumber: String?
        /// What the seal's signature is worth: `trusted`, `certified`, `unknown`, `replaced`, `doubtful` or `revoked`.
        package var signer: String?
        /// Why who sealed is not relied on; absent where they are.
        package var signerReason: String?
        /// The owner's name, where somebody vouches for it.
        package var owner: String?

        private enum CodingKeys: String, CodingKey {
            case mark, bundle, sha256, signer, owner
            case signerReason = "signer_reason"
            case caseNumber = "case_number"
        }
    }

    /// A camera's place in the picture.
    package struct Camera: Sendable, Equatable, Codable {
        /// What the film calls the bundle.
        package var mark: String
        /// The camera's label.
        package var camera: String
        /// How many pictures its place shows.
        package var pictures: UInt64
        /// The clips it was made from, in the order they are shown.
        package var madeFrom: [ViewingCopies.Source]
        /// What is not there, and has a card in its place, in order.
        package var cards: [Card]
        /// Times of clips that are not shown, as another clip of the camera stands there.
        package var covered: [Covered]
        /// Clips of which not all could be shown, and why.
        package var failures: [Failure]

        private enum CodingKeys: String, CodingKey {
            case mark, camera, pictures, cards, covered, failures
            case madeFrom = "made_from"
        }
    }

    /// A card in a camera's place.
    package struct Card: Sendable, Equatable, Codable {
        /// Why there is nothing to show.
        package var kind: ViewingCopyPlan.Card.Kind
        /// Which time it stands for.
        package var window: Window
        /// The record's reason; absent where it gives none.
        package var reason: Worded<GapReason>?
    }

    /// A time of a clip that is not shown.
    package struct Covered: Sendable, Equatable, Codable {
        package var object: String
        package var window: Window
    }

    /// A clip of which not all could be shown.
    package struct Failure: Sendable, Equatable, Codable {
        package var object: String
        package var reason: String
    }

    /// Some pictures of the film, one after the other.
    package struct Step: Sendable, Equatable, Codable {
        /// The first picture, counted from 0.
        package var first: Int64
        /// How many there are.
        package var pictures: Int64
        /// Which time they show: picture n of them the moment n ÷ `rate` seconds after its start; or, left out, none of it.
        package var window: Window
        /// Whether a card stands for all of it, as no camera has anything.
        package var leftOut: Bool

        private enum CodingKeys: String, CodingKey {
            case first, pictures, window
            case leftOut = "left_out"
        }
    }
}

extension FilmFacts {
    init(
        of plan: FilmPlan, _ summary: FilmWriter.Summary, bundles: [ExaminedBundle], sha256: SHA256Digest,
        size: UInt64, tool: ToolFacts
    ) {
        type = Self.currentType
        label =
            "A viewing copy, not evidence: encoded anew, with words in the picture. The evidence is the bundles."
        made = .now()
        self.tool = tool
        self.tool.libraries["libavfilter"] = summary.filterLibrary
        file = CaseFilm.fileName
        self.sha256 = sha256
        self.size = size
        lengthNanoseconds = plan.lengthNanoseconds
        rate = plan.rate
        (encoder, settings) = (summary.encoder, summary.settings)
        self.bundles = bundles.enumerated().map { place, bundle in
            Source(
                mark: OneCase.mark(place), bundle: bundle.record.bundle, sha256: bundle.file.sha256,
                caseNumber: bundle.caseNumber, signer: bundle.verification.standing?.word,
                signerReason: bundle.verification.standing?.reason,
                owner: bundle.verification.standing?.card?.name)
        }
        cameras = plan.cameras.enumerated().map { place, camera in
            Camera(
                camera, pictures: summary.pictures[place], failures: summary.failures[place],
                by: plan.clock)
        }
        timedApart = plan.timedApart.isEmpty ? nil : plan.timedApart.map(plan.clock.shown)
        steps = plan.steps.map {
            Step(
                first: $0.pictures.lowerBound, pictures: Int64($0.pictures.count),
                window: plan.clock.shown($0.window),
                leftOut: $0.isLeftOut)
        }
    }
}

extension FilmFacts.Camera {
    fileprivate init(
        _ camera: FilmPlan.Camera, pictures: UInt64, failures: [String: String], by clock: DocumentClock
    ) {
        mark = camera.mark
        self.camera = camera.label
        self.pictures = pictures
        madeFrom = camera.clips.map {
            let recording = $0.recording
            return .init(
                object: $0.object.name, role: $0.object.role, sha256: $0.object.sha256,
                window: clock.shown($0.span), clock: ClockStatement($0.recording).inWords,
                measuredLater: camera.measured.map { clock.shown("\($0.inWords); \($0.beside(recording))") }
                    + MeasuredClock.disagreements(among: camera.measured))
        }
        cards = camera.pieces.compactMap { piece in
            guard case .card(let kind, let reason) = piece.content else { return nil }
            return .init(kind: kind, window: clock.shown(piece.window), reason: reason.map { Worded($0) })
        }
        covered = camera.covered.map { .init(object: $0.clip.object.name, window: clock.shown($0.window)) }
        self.failures = failures.sorted { $0.key < $1.key }.map { .init(object: $0.key, reason: $0.value) }
    }
}
