import Records
import Statements

/// When what an object holds was to be seen and heard, by the record: the one place from which every document has it.
///
/// It is computed from the numbers of the record as docs/spec/record.md, Times of an object, has it, exactly and then rounded
/// down to the nanosecond. No document rounds it further.
package struct ObjectTimes: Sendable, Hashable, Codable {
    /// From when to when the access units of a kind are shown or heard.
    package struct Span: Sendable, Hashable, Codable {
        /// When the first of them begins.
        package var first: WallTime
        /// When the last of them begins.
        package var last: WallTime
        /// When the last of them ends.
        package var end: WallTime

        /// The same as a window; nil where it has no length.
        package var window: Window? { try? Window(from: first, to: end) }
    }

    /// The moving pictures; nil where there are none.
    package var pictures: Span?
    /// The sound; nil where there is none.
    package var sound: Span?
    /// When the picture of a still was taken; nil for what is none.
    package var still: WallTime?

    /// The times of an object by what the record says of it and of its recording.
    ///
    /// - Throws: ``FootageError/timesNotUsable(path:reason:)`` where the record places the recording nowhere.
    package init(of object: ObjectFacts, in recording: RecordingFacts) throws(FootageError) {
        let placement = try Placement(of: recording)
        if let taken = object.derivative?.still?.shown {
            still = taken
            return
        }
        for track in object.tracks {
            guard let source = recording.tracks.first(where: { $0.index == track.sourceTrack }) else {
                continue
            }
            let span = placement.times(of: track, source: source)
            switch source.kind {
            case .video: pictures = pictures.map { $0.joined(span) } ?? span
            case .audio: sound = sound.map { $0.joined(span) } ?? span
            case .data, .subtitle, .other: break
            }
        }
    }

    /// When the object is shown: its pictures, or its sound where it has no pictures. A still is shown for a nanosecond.
    package var shown: Window? {
        if let still { return try? Window(from: still, to: still.adding(nanoseconds: 1)) }
        return (pictures ?? sound)?.window
    }

    /// The same as a clock shows it.
    package func shown(by clock: DocumentClock) -> ObjectTimes {
        var times = self
        times.pictures = pictures?.shown(by: clock)
        times.sound = sound?.shown(by: clock)
        times.still = still.map(clock.shown)
        return times
    }

    /// What a document says of it, in a line for pictures and one for sound.
    package func lines(by clock: DocumentClock) -> [String] {
        if let still { return ["one picture, of \(clock.inWords(still))"] }
        return [
            pictures.map { "pictures \($0.inWords(by: clock, last: "the last from"))" },
            sound.map { "sound \($0.inWords(by: clock, last: nil))" + beginning },
        ].compactMap(\.self)
    }

    /// The lines in one.
    package func inWords(by clock: DocumentClock) -> String { lines(by: clock).joined(separator: "; ") }

    /// How much earlier or later than the pictures the sound begins, where that is to be noticed: a tenth of a second.
    private var beginning: String {
        guard let pictures, let sound else { return "" }
        let late = sound.first.nanoseconds(since: pictures.first)
        guard late.magnitude >= WallTime.nanosecondsPerSecond.magnitude / 10 else { return "" }
        return ", from \(durationInWords(nanoseconds: abs(late))) "
            + (late < 0 ? "before the pictures" : "after the pictures begin")
    }
}

extension ObjectTimes.Span {
    fileprivate func joined(_ other: Self) -> Self {
        Self(first: min(first, other.first), last: max(last, other.last), end: max(end, other.end))
    }

    fileprivate func shown(by clock: DocumentClock) -> Self {
        Self(first: clock.shown(first), last: clock.shown(last), end: clock.shown(end))
    }

    fileprivate func inWords(by clock: DocumentClock, last word: String?) -> String {
        let length = durationInWords(nanoseconds: end.nanoseconds(since: first))
        return "\(clock.inWords(first)) to \(clock.inWords(end, beside: first)) (\(length)"
            + (word.map { ", \($0) \(clock.inWords(last, beside: first))" } ?? "") + ")"
    }
}

extension Placement {
    /// When the access units of an object's track are shown or heard.
    ///
    /// - Parameter source: the track it comes from.
    func times(of track: ObjectTrack, source: SourceTrack) -> ObjectTimes.Span {
        let shift = Self.convert(track.shift, from: source.timeBase, to: track.timeBase)
        func moment(_ tick: Int64) -> WallTime { time(ofTick: tick &+ shift, in: track.timeBase) }
        return ObjectTimes.Span(
            first: moment(track.firstPTS), last: moment(track.lastPTS), end: moment(track.lastEnd))
    }

    /// From when to when the access units of an object's track are shown or heard; nil where it has none.
    ///
    /// - Parameter source: the track it comes from.
    package func span(of track: ObjectTrack, source: SourceTrack) -> Window? {
        times(of: track, source: source).window
    }
}
