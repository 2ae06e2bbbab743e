import Objects
import Recordings
import Records
import Statements

/// What a film of several cameras on one wall clock shows: for each camera what stands in its place and from when to when, and
/// which times the film leaves out because no camera has anything of them.
package struct FilmPlan: Sendable, Equatable {
    /// A bundle that cameras are taken from.
    package struct Source: Sendable {
        /// What the film calls it.
        package let mark: String
        /// Whose it is, in words that stand in the picture.
        package let owner: String
        /// What is in it.
        package let record: Record
        /// The clocks that its custody chain says were measured after sealing.
        package let measured: MeasuredClocks

        package init(
            mark: String, owner: String, record: Record, measured: MeasuredClocks = MeasuredClocks()
        ) {
            self.mark = mark
            self.owner = owner
            self.record = record
            self.measured = measured
        }
    }

    /// One camera of one bundle, which has a place in the picture.
    package struct Camera: Sendable, Equatable {
        /// The camera's label.
        package let label: String
        /// What the film calls the bundle.
        package let mark: String
        /// Whose it is, in words.
        package let owner: String
        /// What was measured of its clock after sealing.
        package let measured: [MeasuredClock]
        /// Which of its recordings another bundle places at another time, in a line: by the recording's id.
        package let timedApart: [String: String]
        /// What its place shows, one after the other from the film's first moment to its last.
        package let pieces: [Piece]
        /// Times of clips that are not shown, as another clip of the camera covers them.
        package let covered: [Covered]

        /// Its clips, in the order they begin, each once.
        package var clips: [ViewingCopyPlan.Clip] {
            var clips: [ViewingCopyPlan.Clip] = []
            for case .clip(let clip) in pieces.map(\.content)
            where clips.last?.object.name != clip.object.name {
                clips.append(clip)
            }
            return clips
        }
    }

    /// What stands in a camera's place for a time.
    package struct Piece: Sendable, Equatable {
        package let window: Window
        package let content: Content
    }

    /// A clip, or a card that says why there is none.
    package enum Content: Sendable, Equatable {
        case clip(ViewingCopyPlan.Clip)
        case card(ViewingCopyPlan.Card.Kind, GapReason?)
    }

    /// A time of a clip that another one of the same camera stands in the place of.
    package struct Covered: Sendable, Equatable {
        package let clip: ViewingCopyPlan.Clip
        package let window: Window
    }

    /// A part of the film.
    package struct Step: Sendable, Equatable {
        /// Which time it shows, or leaves out.
        package let window: Window
        /// Whether no camera has anything of it, so that a card stands for it.
        package let isLeftOut: Bool
        /// Its pictures, counted from the film's first.
        package let pictures: Range<Int64>
    }

    /// The recordings that two bundles hold and place at two times: a sentence each, without a full stop.
    package let timedApart: [String]
    /// The cameras, in the order of their bundles and then of their labels.
    package let cameras: [Camera]
    /// The parts of the film, in order.
    package let steps: [Step]
    /// Pictures a second.
    package let rate: Int64
    /// What all times in the picture are written in, in seconds from UTC.
    package let utcOffsetSeconds: Int32
    /// The same as the clock that words about it are written by.
    package var clock: DocumentClock { DocumentClock(utcOffsetSeconds: utcOffsetSeconds) }

    /// As many cameras can be told from each other in one picture.
    package static let mostCameras = 25
    /// Above so many pictures a second some are passed over: a grid is not looked at for a movement of an instant.
    private static let mostRate: Int64 = 30
    /// A time without any camera's pictures is left out from this length on, in nanoseconds.
    private static let leftOutFrom = 10 * WallTime.nanosecondsPerSecond
    /// How long the card is shown that stands for it, in seconds.
    private static let cardSeconds: Int64 = 4
    /// Nobody watches a longer one, in hours.
    private static let mostHours: Int64 = 48

    /// - Throws: ``FootageError/timesNotUsable(path:reason:)`` where there is nothing to show, or more than a film can hold.
    package init(_ sources: [Source]) throws(FootageError) {
        var found: [(source: Source, label: String, clips: [ViewingCopyPlan.Clip])] = []
        for source in sources {
            for label in Set(source.record.recordings.map(\.camera)).sorted() {
                let clips = try ViewingCopyPlan.Clip.all(of: label, in: source.record)
                if !clips.isEmpty { found.append((source, label, clips)) }
            }
        }
        let clips = found.flatMap(\.clips)
        guard !clips.isEmpty else {
            throw .timesNotUsable(path: "the film", reason: "no camera has moving pictures")
        }
        guard found.count <= Self.mostCameras else {
            throw .timesNotUsable(
                path: "the film",
                reason:
                    "\(found.count) cameras have pictures, and no more than \(Self.mostCameras) can be told from each other "
                    + "in one picture; make films of fewer bundles")
        }
        // Ids of recordings are those of one bundle.
        rate = found.map { EvenRate.rate(of: $0.clips, atMost: Self.mostRate) }.max() ?? Self.mostRate
        utcOffsetSeconds = (sources.first?.record.clock ?? .universal).utcOffsetSeconds
        steps = try Self.steps(of: clips.map(\.span), rate: rate)
        guard let from = steps.first?.window.from, let to = steps.last?.window.to else {
            throw .timesNotUsable(path: "the film", reason: "no clip has a length")
        }
        let whole = try? Window(from: from, to: to)
        let apart = Self.timedApart(sources)
        timedApart = apart.sentences
        cameras = found.map { source, label, clips in
            var builder = PieceBuilder(
                whole: whole,
                gaps: source.record.gaps.filter {
                    $0.subject != .sound && ($0.camera == nil || $0.camera == label)
                }.sorted { $0.window.from < $1.window.from })
            for clip in clips.sorted(by: { ($0.span.from, $0.object.name) < ($1.span.from, $1.object.name) })
            {
                builder.add(clip)
            }
            builder.close()
            return Camera(
                label: label, mark: source.mark, owner: source.owner,
                measured: source.measured.of(camera: label), timedApart: apart.captions[source.mark] ?? [:],
                pieces: builder.pieces,
                covered: builder.covered)
        }
    }

    /// What two bundles place at two times: a sentence for each, and a line for each of the two by mark and recording.
    private static func timedApart(
        _ sources: [Source]
    ) -> (sentences: [String], captions: [String: [String: String]]) {
        var (sentences, captions): ([String], [String: [String: String]]) = ([], [:])
        for (place, source) in sources.enumerated() {
            for other in sources[(place + 1)...] {
                for one in OneRecording.all(in: source.record.recordings, and: other.record.recordings) {
                    guard let words = one.apartInWords(source.mark, other.mark) else { continue }
                    sentences.append(
                        "\(source.mark): \(one.first.name.quoted) and \(other.mark): \(one.second.name.quoted) are one recording, by the "
                            + "word of who sealed each; \(words)")
                    guard one.isContradicted else { continue }
                    captions[source.mark, default: [:]][one.first.id] = one.caption(beside: other.mark)
                    captions[other.mark, default: [:]][one.second.id] = one.caption(beside: source.mark)
                }
            }
        }
        return (sentences, captions)
    }

    /// The moment a picture of a step shows, counted from the film's first; that of its beginning for one that is left out.
    package func moment(of picture: Int64, in step: Step) -> WallTime {
        guard !step.isLeftOut else { return step.window.from }
        let since =
            Int128(picture - step.pictures.lowerBound) * Int128(WallTime.nanosecondsPerSecond) / Int128(rate)
        return step.window.from.adding(nanoseconds: Int64(clamping: since))
    }

    /// How long the film is, in nanoseconds.
    package var lengthNanoseconds: Int64 {
        let pictures = Int128(steps.last?.pictures.upperBound ?? 0)
        return Int64(clamping: pictures * Int128(WallTime.nanosecondsPerSecond) / Int128(rate))
    }

    private static func steps(of spans: [Window], rate: Int64) throws(FootageError) -> [Step] {
        var shown: [Window] = []
        for span in spans.sorted(by: { $0.from < $1.from }) {
            if let last = shown.last, span.from.nanoseconds(since: last.to) < leftOutFrom {
                if span.to > last.to, let joined = try? Window(from: last.from, to: span.to) {
                    shown[shown.count - 1] = joined
                }
            } else {
                shown.append(span)
            }
        }
        var steps: [Step] = []
        var next: Int64 = 0
        func add(_ window: Window, isLeftOut: Bool, _ count: Int64) {
            steps.append(Step(window: window, isLeftOut: isLeftOut, pictures: next..<next + count))
            next += count
        }
        let most = mostHours * 3600 * rate
        for window in shown {
            if let end = steps.last?.window.to, let hole = try? Window(from: end, to: window.from) {
                add(hole, isLeftOut: true, cardSeconds * rate)
            }
            let second = Int128(WallTime.nanosecondsPerSecond)
            let count = (Int128(window.durationNanoseconds) * Int128(rate) + second - 1) / second
            guard count + Int128(next) <= Int128(most) else {
                throw .timesNotUsable(
                    path: "the film",
                    reason: "it would last longer than \(mostHours) hours; make films of fewer bundles")
            }
            add(window, isLeftOut: false, Int64(clamping: count))
        }
        return steps
    }
}

/// Puts a camera's clips one behind the other, and cards between them.
private struct PieceBuilder {
    private(set) var pieces: [FilmPlan.Piece] = []
    private(set) var covered: [FilmPlan.Covered] = []
    private let whole: Window?
    private let gaps: [Gap]
    /// Up to when it is known what is shown.
    private var end: WallTime?
    /// Where the film begins a moment before the camera's first picture.
    private var first: WallTime?

    init(whole: Window?, gaps: [Gap]) {
        self.whole = whole
        self.gaps = gaps
        end = whole?.from
    }

    mutating func add(_ clip: ViewingCopyPlan.Clip) {
        guard let reached = end else { return }
        let from = max(reached, clip.span.from)
        if clip.span.from < reached,
            let twice = try? Window(from: clip.span.from, to: min(reached, clip.span.to)),
            twice.durationNanoseconds >= ViewingCopyPlan.tolerance
        {
            covered.append(.init(clip: clip, window: twice))
        }
        guard clip.span.to > from else { return }
        let hole = from.nanoseconds(since: reached)
        // Less is no hole: what stood there before stays until then.
        if hole >= ViewingCopyPlan.tolerance {
            fill(until: from)
        } else if hole > 0, pieces.isEmpty {
            // Before its first picture a camera has none; that the film begins a moment earlier is no hole.
            first = reached
        } else if hole > 0, let last = pieces.popLast(),
            let longer = try? Window(from: last.window.from, to: from)
        {
            pieces.append(.init(window: longer, content: last.content))
        }
        // A gap that lies in a clip: the camera stood still, or nothing decodes there.
        var start = from
        for gap in gaps where gap.window.from >= from && gap.window.to <= clip.span.to {
            guard gap.window.durationNanoseconds >= ViewingCopyPlan.tolerance, gap.window.from >= start else {
                continue
            }
            put(.clip(clip), start, gap.window.from)
            put(.card(.noFootage, gap.reason), gap.window.from, gap.window.to)
            start = gap.window.to
        }
        put(.clip(clip), start, clip.span.to)
        if let begin = first, let own = pieces.first,
            let longer = try? Window(from: begin, to: own.window.to)
        {
            pieces[0] = .init(window: longer, content: own.content)
            first = nil
        }
        end = clip.span.to
    }

    mutating func close() {
        guard let whole, let reached = end else { return }
        if whole.to.nanoseconds(since: reached) < ViewingCopyPlan.tolerance, let last = pieces.popLast() {
            let longer = try? Window(from: last.window.from, to: max(whole.to, last.window.to))
            pieces.append(.init(window: longer ?? last.window, content: last.content))
            return
        }
        fill(until: whole.to)
    }

    /// Cards from where it is known what is shown up to a time.
    private mutating func fill(until time: WallTime) {
        guard var reached = end, reached < time else { return }
        for gap in gaps where gap.window.to > reached && gap.window.from < time {
            put(.card(.notHandedOver, nil), reached, gap.window.from)
            let last = min(gap.window.to, time)
            put(.card(.noFootage, gap.reason), max(reached, gap.window.from), last)
            reached = max(reached, last)
        }
        put(.card(.notHandedOver, nil), reached, time)
        end = time
    }

    private mutating func put(_ content: FilmPlan.Content, _ from: WallTime, _ to: WallTime) {
        guard from < to, let window = try? Window(from: from, to: to) else { return }
        pieces.append(.init(window: window, content: content))
    }
}
