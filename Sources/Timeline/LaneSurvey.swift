import Recordings
import Statements
import Viewing

extension TimelineChart.Lane {
    /// How wide thumbnails are made, in pixels: sharp on paper.
    private static let thumbnailWidth = 320

    /// Finds out what a lane shows: the key frames near the ends of what would leave, and pictures from the start, the
    /// middle and the end of what was recorded of the time asked for.
    ///
    /// A recording that cannot be looked into any further than it was has none; the lane says less, never something else.
    ///
    /// - Parameters:
    ///   - recordings: of that camera, by start; those that reach into the time asked for.
    ///   - coverage: how they cover it.
    ///   - requested: the time asked for.
    ///   - granted: what was agreed to of that camera; nil where nobody has answered. Pictures are from inside it.
    ///   - leaving: what would leave, and whether it is encoded anew.
    ///   - coverageInWords: how much of the time asked for the camera covers.
    package init(
        camera: String, recordings: [Recording], coverage: Coverage, requested: Window, granted: [Window]?,
        leaving: [(window: Window, isAnew: Bool)], coverageInWords: String
    ) {
        let allowed = granted ?? [requested]
        var keyFrames: Set<WallTime> = []
        for edge in allowed.flatMap({ [$0.from, $0.to] }) {
            for recording in recordings where recording.span.contains(edge) || recording.span.to == edge {
                keyFrames.formUnion((try? recording.keyFrames(around: edge)) ?? [])
            }
        }
        self.init(
            camera: camera, recordings: recordings.map(\.span), gaps: coverage.gaps.map(\.window),
            overlaps: coverage.overlaps.map(\.window), granted: granted ?? [],
            leaving: leaving, keyFrames: keyFrames.sorted(),
            thumbnails: Self.thumbnails(of: recordings, inside: allowed), coverageInWords: coverageInWords)
    }

    private static func thumbnails(of recordings: [Recording], inside allowed: [Window]) -> [Thumbnail] {
        let parts = recordings.flatMap { recording in
            allowed.compactMap { window in window.intersection(recording.span).map { (recording, $0) } }
        }.sorted { $0.1.from < $1.1.from }
        guard let first = parts.first, let last = parts.last else { return [] }
        let middle = first.1.from.adding(nanoseconds: last.1.to.nanoseconds(since: first.1.from) / 2)
        var found: [Thumbnail] = []
        func add(_ part: (Recording, Window), at moment: WallTime) -> Bool {
            guard let picture = try? part.0.thumbnail(at: moment, inside: part.1, width: thumbnailWidth),
                part.1.contains(picture.time), !found.contains(where: { $0.time == picture.time })
            else { return false }
            found.append(picture)
            return true
        }
        // A recording may reach into the window with the rest of its last picture, and have none to show.
        _ = parts.prefix(3).first { add($0, at: $0.1.from) }
        // The recording of the middle, or the first one after it.
        _ = parts.first { $0.1.to > middle }.map { add($0, at: max(middle, $0.1.from)) }
        _ = parts.suffix(3).last { part in
            let end = part.1.to.adding(nanoseconds: -max(1, part.0.pictureNanoseconds))
            return add(part, at: max(end, part.1.from))
        }
        return found.sorted { $0.time < $1.time }
    }
}
