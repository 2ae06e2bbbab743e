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

        package init(camera: String, path: String, window: Window) {
            self.camera = camera
            self.path = path
            self.window = window
        }
    }

    /// Consecutive segments overlap by less than this: recorders write a little into both.
    private static let tolerance = 5 * WallTime.nanosecondsPerSecond

    /// How many pairs of folders of a camera are named; of the others is told how many there are.
    private static let pairsNamed = 8

    /// One plain sentence for each doubt, by camera. Paths and labels stand in it as they are.
    package static func of(_ segments: some Sequence<Segment>) -> [String] {
        let cameras = Dictionary(grouping: segments, by: \.camera)
        return cameras.keys.sorted().flatMap { camera in
            doubts(
                of: camera,
                (cameras[camera] ?? []).sorted { ($0.window.from, $0.path) < ($1.window.from, $1.path) })
        }
    }

    /// The same of recordings that were opened.
    package static func of(_ recordings: [Recording]) -> [String] {
        of(recordings.lazy.map { Segment(camera: $0.camera, path: $0.path, window: $0.span) })
    }

    private static func doubts(of camera: String, _ segments: [Segment]) -> [String] {
        // The segment that ends last so far, by place; a camera's segments of many days lie in one place.
        var last: [String: Segment] = [:]
        // The two places whose segments end last so far: what overlaps with any other place does with one of them.
        var furthest: [(place: String, segment: Segment)] = []
        var seen: Set<Set<String>> = []
        var together: [(one: Segment, other: Segment)] = []
        var backward: (first: (Segment, Segment), count: Int)?
        for segment in segments {
            let place = Self.place(of: segment.path)
            if let other = furthest.first(where: { $0.place != place }),
                Self.overlap(other.segment, segment) > tolerance,
                seen.insert([place, other.place]).inserted
            {
                together.append((other.segment, segment))
            }
            if let earlier = last[place], Self.overlap(earlier, segment) > tolerance,
                // Two that begin at once are the camera's large and its small picture.
                segment.window.from.nanoseconds(since: earlier.window.from) > tolerance
            {
                backward = (backward?.first ?? (earlier, segment), (backward?.count ?? 0) + 1)
            }
            guard last[place].map({ $0.window.to < segment.window.to }) ?? true else { continue }
            last[place] = segment
            furthest.removeAll { $0.place == place }
            let index =
                furthest.firstIndex { $0.segment.window.to < segment.window.to } ?? furthest.endIndex
            furthest.insert((place, segment), at: index)
            if furthest.count > 2 { furthest.removeLast() }
        }
        var sentences = together.prefix(pairsNamed).map { pair in
            "“\(camera)” seems to be two cameras: \(pair.one.path) and \(pair.other.path) were recorded at the "
                + "same time; a consent that names it is for both, unless you move one into a folder, or under a name, "
                + "that tells them apart"
        }
        if together.count > pairsNamed {
            sentences.append("and “\(camera)” so in \(together.count - pairsNamed) more pairs of folders")
        }
        if let backward {
            let (earlier, later) = backward.first
            let overlap = Self.overlap(earlier, later)
            sentences.append(
                "the clock of “\(camera)” seems to have run backwards: \(later.path) begins "
                    + "\(LengthInWords.of(nanoseconds: overlap)) before \(earlier.path) ends"
                    + (backward.count > 1 ? ", and so \(backward.count) times" : "")
                    + "; the same time is there twice")
        }
        return sentences
    }

    /// By how much a segment begins before an earlier one ends, in nanoseconds; negative where it does not.
    private static func overlap(_ earlier: Segment, _ later: Segment) -> Int64 {
        earlier.window.to.nanoseconds(since: later.window.from)
    }

    /// The folders a file lies in, without those that only tell a date or a time.
    private static func place(of path: String) -> String {
        path.split(separator: "/").dropLast()
            .filter { folder in !folder.utf8.allSatisfy(isOfDates) }
            .joined(separator: "/")
    }

    /// Digits, what parts them, and the letters of `2022Y08M18D15H`.
    private static func isOfDates(_ byte: UInt8) -> Bool {
        PathParts.isDigit(byte) || "-_. YMDH".utf8.contains(byte)
    }
}
