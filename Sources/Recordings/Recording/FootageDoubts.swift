import Starts
import Objects
import Statements

/// What is odd about recordings as a whole: two cameras under one name, and clocks that ran backwards.
///
/// Nothing of it is proof, so nothing is refused or mended: whoever decides is told. A consent names a camera by its
/// label, so that two cameras under one name means to hand over more than was thought of.
package enum FootageDoubts {
    /// What is looked at of a recording.
    package struct Segment: Sendable, Hashable {
        package var camera: String
        package var path: String
        package var window: Window
        /// What else of the file's name may tell two cameras of one folder apart (``NameReading/rest``).
        package var rest: String

        package init(camera: String, path: String, window: Window, rest: String = "") {
            self.camera = camera
            self.path = path
            self.window = window
            self.rest = rest
        }
    }

    /// Two recordings of one label that seem to be of two cameras: they were recorded at the same time, in different
    /// folders or under names that differ in more than numbers.
    package struct Alike: Sendable, Hashable {
        package let camera: String
        package let first: String
        package let second: String
    }

    /// Consecutive segments overlap by less than this: recorders write a little into both.
    private static let tolerance = 5 * WallTime.nanosecondsPerSecond

    /// How many pairs of folders of a camera are named; of the others is told how many there are.
    private static let pairsNamed = 8

    /// The sentences of all doubts, by camera.
    package static func of(_ segments: some Sequence<Segment>) -> [String] {
        all(of: segments).map(\.sentence)
    }

    private static func all(of segments: some Sequence<Segment>) -> [FootageDoubt] {
        let cameras = Dictionary(grouping: segments, by: \.camera)
        return cameras.keys.sorted().flatMap { camera in
            doubts(of: camera, sorted(cameras[camera] ?? []))
        }
    }

    /// The same of recordings that were opened, and before it what names and containers leave open, once a folder.
    package static func of(_ recordings: [Recording]) -> [String] { all(of: recordings).map(\.sentence) }

    /// The same, with what makes starts weak that are decided behind it, once a camera and kind.
    package static func allWithWeakStarts(of recordings: [Recording]) -> [FootageDoubt] {
        all(of: recordings) + weakStarts(recordings)
    }

    private static func all(of recordings: [Recording]) -> [FootageDoubt] {
        questions(recordings) + all(of: recordings.lazy.map(Segment.init))
    }

    private static func weakStarts(_ recordings: [Recording]) -> [FootageDoubt] {
        WeakStart.byCamera(
            recordings.filter { $0.openStart == nil }.map {
                ($0.camera, $0.path, WeakStart.all($0.start, zone: $0.zone, conflicts: $0.conflicts))
            }
        ).map { weak in
            FootageDoubt(
                weak.reason == .fileDate ? .fileDate : .contradicted, camera: weak.camera,
                file: weak.name,
                count: weak.count, sentence: weak.sentence)
        }
    }

    /// The first two recordings of one label that seem to be of two cameras, for what hands over by labels.
    package static func alike(_ recordings: [Recording]) -> Alike? {
        let cameras = Dictionary(grouping: recordings.map(Segment.init), by: \.camera)
        return cameras.keys.sorted().lazy.compactMap { camera in
            let segments = sorted(cameras[camera] ?? [])
            let places = places(of: segments)
            let pair = together(segments, places).first ?? sameSecond(segments, places)
            return pair.map { Alike(camera: camera, first: $0.one.path, second: $0.other.path) }
        }.first
    }

    private static func sorted(_ segments: [Segment]) -> [Segment] {
        segments.sorted { ($0.window.from, $0.path) < ($1.window.from, $1.path) }
    }

    /// What is left open of starts: a sentence for each folder and question.
    private static func questions(_ recordings: [Recording]) -> [FootageDoubt] {
        FolderQuestion.all(of: recordings).map { question in
            let recording = question.first
            let times = [recording.start.time] + (recording.openStart?.others.map(\.time) ?? [])
            let more = question.count - 1
            let words = recording.openStart?.inWords(
                recording.start, zone: recording.zone, conflicts: recording.conflicts)
            return FootageDoubt(
                .startOpen, camera: recording.camera, file: recording.path, count: question.count,
                sentence: "\(recording.path): \(words ?? question.question.inWords)"
                    + (times.count > 1
                        ? ": it starts at \(times.map(\.rfc3339).joined(separator: ", or at "))" : "")
                    + (more > 0 ? "; and so with \(more) more in this folder" : ""))
        }
    }

    /// Pairs of places of which recordings overlap, each with the first two that do.
    private static func together(_ segments: [Segment], _ places: [String]) -> [(
        one: Segment, other: Segment
    )] {
        // The two places whose segments end last so far: what overlaps with any other place does with one of them.
        var furthest: [(place: String, segment: Segment)] = []
        var last: [String: Segment] = [:]
        var seen: Set<Set<String>> = []
        var together: [(one: Segment, other: Segment)] = []
        for (segment, place) in zip(segments, places) {
            if let other = furthest.first(where: { $0.place != place }),
                Self.overlap(other.segment, segment) > tolerance,
                seen.insert([place, other.place]).inserted
            {
                together.append((other.segment, segment))
            }
            guard last[place].map({ $0.window.to < segment.window.to }) ?? true else { continue }
            last[place] = segment
            furthest.removeAll { $0.place == place }
            let index =
                furthest.firstIndex { $0.segment.window.to < segment.window.to } ?? furthest.endIndex
            furthest.insert((place, segment), at: index)
            if furthest.count > 2 { furthest.removeLast() }
        }
        return together
    }

    /// Two recordings of one place that begin at once, and whose names differ in a word.
    private static func sameSecond(_ segments: [Segment], _ places: [String]) -> (
        one: Segment, other: Segment
    )? {
        guard let any = segments.first, segments.contains(where: { $0.rest != any.rest }) else { return nil }
        var last: [String: Segment] = [:]
        for (segment, place) in zip(segments, places) {
            if let one = last[place], one.rest != segment.rest,
                segment.window.from.nanoseconds(since: one.window.from) <= 2 * WallTime.nanosecondsPerSecond,
                overlap(one, segment) > 0
            {
                return (one, segment)
            }
            last[place] = segment
        }
        return nil
    }

    /// The first segment of a place that begins before an earlier one ends, and how many do.
    private static func backward(_ segments: [Segment], _ places: [String]) -> (
        first: (Segment, Segment), count: Int
    )? {
        // The segment that ends last so far, by place; a camera's segments of many days lie in one place.
        var last: [String: Segment] = [:]
        var backward: (first: (Segment, Segment), count: Int)?
        for (segment, place) in zip(segments, places) {
            if let earlier = last[place], Self.overlap(earlier, segment) > tolerance,
                // Two that begin at once are the camera's large and its small picture.
                segment.window.from.nanoseconds(since: earlier.window.from) > tolerance
            {
                backward = (backward?.first ?? (earlier, segment), (backward?.count ?? 0) + 1)
            }
            if last[place].map({ $0.window.to < segment.window.to }) ?? true { last[place] = segment }
        }
        return backward
    }

    private static func doubts(of camera: String, _ segments: [Segment]) -> [FootageDoubt] {
        let places = places(of: segments)
        let together = together(segments, places)
        var doubts = together.prefix(pairsNamed).map { twoCameras(camera, $0.one, $0.other) }
        if together.count > pairsNamed {
            let more = together.count - pairsNamed
            doubts.append(
                FootageDoubt(
                    .morePairs, camera: camera, count: more,
                    sentence: "and “\(camera)” so in \(more) more pairs of folders"))
        }
        if let pair = sameSecond(segments, places) { doubts.append(twoCameras(camera, pair.one, pair.other)) }
        if let backward = backward(segments, places) {
            let (earlier, later) = backward.first
            let overlap = Self.overlap(earlier, later)
            doubts.append(
                FootageDoubt(
                    .ranBackwards, camera: camera, file: later.path, other: earlier.path,
                    count: backward.count,
                    sentence: "the clock of “\(camera)” seems to have run backwards: \(later.path) begins "
                        + "\(LengthInWords.of(nanoseconds: overlap)) before \(earlier.path) ends"
                        + (backward.count > 1 ? ", and so \(backward.count) times" : "")
                        + "; the same time is there twice"))
        }
        return doubts
    }

    private static func twoCameras(_ camera: String, _ one: Segment, _ other: Segment) -> FootageDoubt {
        FootageDoubt(
            .twoCameras, camera: camera, file: one.path, other: other.path,
            sentence:
                "“\(camera)” seems to be two cameras: \(one.path) and \(other.path) were recorded at the same time; a consent "
                + "that names it is for both, unless you move one into a folder, or under a name, that tells them apart"
        )
    }

    /// By how much a segment begins before an earlier one ends, in nanoseconds; negative where it does not.
    private static func overlap(_ earlier: Segment, _ later: Segment) -> Int64 {
        earlier.window.to.nanoseconds(since: later.window.from)
    }

    /// The folders each file lies in, without those that are called for no camera.
    private static func places(of segments: [Segment]) -> [String] {
        var known: [Substring: String] = [:]
        return segments.map { segment in
            let folder = segment.path.utf8.lastIndex(of: UInt8(ascii: "/")).map { segment.path[...$0] } ?? ""
            if let place = known[folder] { return place }
            let place = CameraLabel.place(of: segment.path)
            known[folder] = place
            return place
        }
    }
}

extension FootageDoubts.Segment {
    /// What is looked at of a recording that was opened.
    fileprivate init(_ recording: Recording) {
        self.init(
            camera: recording.camera, path: recording.path, window: recording.span, rest: recording.rest)
    }
}
