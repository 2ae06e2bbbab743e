import Objects
import Records
import Statements

/// What a viewing copy of one camera shows, in order: every clip once, and a card for each time between that has none.
package struct ViewingCopyPlan: Sendable, Equatable {
    /// One clip.
    package struct Clip: Sendable, Equatable {
        /// The object.
        package let object: ObjectFacts
        /// The recording it is from.
        package let recording: RecordingFacts
        /// From when to when its pictures are shown.
        package let span: Window
    }

    /// A card in the place of a time.
    package struct Card: Sendable, Equatable {
        /// Why there is nothing to show.
        package enum Kind: String, Sendable, Codable {
            /// It was agreed to, and not recorded.
            case noFootage = "no_footage"
            /// It was not agreed to, or lies outside what was cut.
            case notHandedOver = "not_handed_over"
            /// Two recordings cover it: what follows shows it again.
            case twice
        }

        /// Why.
        package let kind: Kind
        /// Which time.
        package let window: Window
        /// The record's reason; nil where it gives none.
        package let reason: GapReason?
        /// How long the card is shown, in nanoseconds: as long as the time it stands for, but from 2 s, so that it
        /// can be read, to 10 s, so that nobody watches hours of it. The card says both lengths.
        package let shownNanoseconds: Int64

        init(_ kind: Kind, _ window: Window, reason: GapReason? = nil) {
            self.kind = kind
            self.window = window
            self.reason = reason
            let second = WallTime.nanosecondsPerSecond
            shownNanoseconds = max(2 * second, min(10 * second, window.durationNanoseconds))
        }
    }

    /// One thing after the other.
    package enum Step: Sendable, Equatable {
        /// Clips that follow each other without a hole.
        case run([Clip])
        /// Something that is not there.
        case card(Card)

        /// How long it is shown, in nanoseconds.
        fileprivate var shownNanoseconds: Int64 {
            switch self {
            case .card(let card): return card.shownNanoseconds
            case .run(let clips):
                guard let from = clips.map(\.span.from).min(), let to = clips.map(\.span.to).max() else {
                    return 0
                }
                return to.nanoseconds(since: from)
            }
        }
    }

    /// The camera's label.
    package let camera: String
    /// The clock all times in it are by.
    package let clock: DocumentClock
    /// What was measured of the camera's clock after sealing.
    package let measured: [MeasuredClock]
    /// What is shown, in order.
    package let steps: [Step]

    /// All clips, in order.
    package var clips: [Clip] {
        steps.flatMap { step -> [Clip] in if case .run(let clips) = step { clips } else { [] } }
    }

    /// All cards, in order.
    package var cards: [Card] {
        steps.compactMap { step -> Card? in if case .card(let card) = step { card } else { nil } }
    }

    /// Less than this between two clips is no hole: a clip's end is rounded to its container's unit of time, and pictures
    /// come when they come.
    static let tolerance: Int64 = 250_000_000

    /// Nobody watches a film that is longer, in nanoseconds; and a clip that says it lasts for years would be encoded for
    /// weeks.
    private static let longest = 31 * day

    /// - Returns: nil where the camera has no moving pictures.
    /// - Throws: ``FootageError/timesNotUsable(path:reason:)``, also for one that would last longer than 31 days.
    package init?(
        camera: String, of record: Record, measured: MeasuredClocks = MeasuredClocks()
    ) throws(FootageError) {
        let clips = try Clip.all(of: camera, in: record)
        guard !clips.isEmpty else { return nil }
        self.camera = camera
        clock = record.clock
        self.measured = measured.of(camera: camera)
        steps = Self.steps(
            of: Self.groups(clips),
            gaps: record.gaps.filter { $0.subject != .sound && ($0.camera == nil || $0.camera == camera) }
                .sorted { $0.window.from < $1.window.from })
        let length = steps.reduce(Int64(0)) { $0.addingClamped($1.shownNanoseconds) }
        guard length <= Self.longest else {
            throw .timesNotUsable(
                path: camera, reason: "a viewing copy of it would last \(length / Self.day) days")
        }
    }

    /// What was measured later of a recording's clock, beside what the owner said of it.
    package func measuredInWords(beside recording: RecordingFacts) -> [String] {
        measured.map { clock.shown("\($0.inWords); \($0.beside(recording))") }
    }

    private static let day = 86_400 * WallTime.nanosecondsPerSecond

    /// Clips of one recording that follow each other without a hole.
    private struct Group {
        var clips: [Clip]
        var from: WallTime
        var to: WallTime
    }

    /// The groups, by when they begin: where two recordings cover one time, their clips are not to be mixed.
    private static func groups(_ clips: [Clip]) -> [Group] {
        let byRecording = Dictionary(grouping: clips, by: \.recording.id).sorted { $0.key < $1.key }
        var groups: [Group] = []
        for (_, clips) in byRecording {
            var group: Group?
            for clip in clips.sorted(by: { $0.span.from < $1.span.from }) {
                if let end = group?.to, clip.span.from.nanoseconds(since: end) < tolerance {
                    group?.clips.append(clip)
                    group?.to = max(end, clip.span.to)
                } else {
                    if let group { groups.append(group) }
                    group = Group(clips: [clip], from: clip.span.from, to: clip.span.to)
                }
            }
            if let group { groups.append(group) }
        }
        return groups.sorted { $0.from < $1.from }
    }

    private static func steps(of groups: [Group], gaps: [Gap]) -> [Step] {
        var steps: [Step] = []
        var run: [Clip] = []
        var end: WallTime?
        var gaps = gaps[...]
        func close() {
            if !run.isEmpty { steps.append(.run(run)) }
            run = []
        }
        func card(_ kind: Card.Kind, _ from: WallTime, _ to: WallTime, _ reason: GapReason? = nil) {
            guard let window = try? Window(from: from, to: to) else { return }
            close()
            steps.append(.card(Card(kind, window, reason: reason)))
        }
        /// What lies between the end so far and a time: gaps the record names, and what it does not name.
        func fill(until time: WallTime?) {
            while let gap = gaps.first, time.map({ gap.window.from < $0 }) ?? true {
                gaps = gaps.dropFirst()
                // Where a camera stood still within a clip, the clip shows it.
                if let end, gap.window.to <= end { continue }
                if let end, gap.window.from.nanoseconds(since: end) >= tolerance {
                    card(.notHandedOver, end, gap.window.from)
                }
                card(.noFootage, max(end ?? gap.window.from, gap.window.from), gap.window.to, gap.reason)
                end = max(end ?? gap.window.to, gap.window.to)
            }
            if let time, let end, time.nanoseconds(since: end) >= tolerance {
                card(.notHandedOver, end, time)
            }
        }
        for group in groups {
            fill(until: group.from)
            if let end, end.nanoseconds(since: group.from) >= tolerance {
                card(.twice, group.from, min(end, group.to))
            }
            run += group.clips
            end = max(end ?? group.to, group.to)
        }
        fill(until: nil)
        close()
        return steps
    }
}

extension ViewingCopyPlan.Clip {
    /// The clips of a camera that have moving pictures, in the record's order.
    ///
    /// - Throws: ``FootageError/timesNotUsable(path:reason:)``.
    static func all(of camera: String, in record: Record) throws(FootageError) -> [Self] {
        var clips: [Self] = []
        let own = Dictionary(record.recordings.lazy.filter { $0.camera == camera }.map { ($0.id, $0) }) {
            first, _ in first
        }
        for object in record.objects where object.role != .still {
            guard let recording = own[object.recording],
                let span = try ObjectClock(.video, of: object, in: recording)?.span
            else { continue }
            clips.append(Self(object: object, recording: recording, span: span))
        }
        return clips
    }
}
