import Objects
import Records
import Statements
import CFFmpeg

extension MediaInput {
    /// What a player shows of a track by the edit list of its container (docs/spec/cutting.md, Hidden pictures).
    ///
    /// Encoders of sound put some silence before it and behind it, which a list passes over: what is hidden of sound counts
    /// from a quarter of a second on.
    package func shownTime(of track: SourceTrack) throws(FootageError) -> PlayedTime {
        guard isISOBaseMedia, let file, Placement.isUsable(track.timeBase) else { return .everything }
        let shown = try EditLists(of: SourceBytes(file)).shown(ofTrack: track.index, track.timeBase)
        guard track.kind == .audio, let ranges = shown.ranges else { return shown }
        let priming = Placement.convert(1, from: TimeBase(numerator: 1, denominator: 4), to: track.timeBase)
        let stream = try self.track(track.index).pointee
        let begin = stream.start_time == proffer_AV_NOPTS_VALUE ? 0 : stream.start_time
        let hidden = shown.hidden(in: begin..<max(begin + 1, begin.addingClamped(max(0, stream.duration))))
        return ranges.count == 1 && hidden.allSatisfy { $0.upperBound - $0.lowerBound <= priming }
            ? .everything : shown
    }
}

extension Int64 {
    fileprivate func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}

extension Recording {
    /// The parts of a window between those that its edit list hides; the window itself where nothing is hidden.
    package func shownParts(of window: Window) -> [Window] {
        hiddenParts(of: window).reduce([window]) { rest, hidden in rest.flatMap { $0.without(hidden) } }
    }

    /// What of a window the edit list hides, where the file has something then.
    package func hiddenParts(of window: Window) -> [Window] {
        guard let main = mainTrack else { return [] }
        return shownTime.hidden(in: stored).compactMap { range in
            // Up to the first picture that is shown, however the list's beginning was rounded.
            let isFirst = range.lowerBound == stored.lowerBound && range.upperBound <= placement.origin
            let hidden = isFirst ? range.lowerBound..<max(range.upperBound, placement.origin) : range
            return wall(hidden, main).flatMap(window.intersection)
        }
    }

    /// Whether its edit list hides pictures before others that it shows: then nobody knows which of them its start is of.
    package var hidesItsBeginning: Bool {
        guard let ranges = shownTime.ranges, let first = ranges.first else { return false }
        return first.lowerBound > stored.lowerBound || ranges.count > 1
    }

    /// The track that it is placed by.
    package var mainTrack: SourceTrack? { pictureTrack ?? tracks.first { $0.kind == .audio } }

    private func wall(_ range: Range<Int64>, _ track: SourceTrack) -> Window? {
        let reach = Placement.convert(
            MediaTicks.longestRecording,
            from: TimeBase(numerator: 1, denominator: WallTime.nanosecondsPerSecond),
            to: track.timeBase)
        let from = max(range.lowerBound, placement.origin - reach)
        let to = min(range.upperBound, placement.origin + reach)
        guard from < to else { return nil }
        return try? Window(
            from: placement.time(ofTick: from, in: track.timeBase),
            to: placement.time(ofTick: to, in: track.timeBase))
    }
}
