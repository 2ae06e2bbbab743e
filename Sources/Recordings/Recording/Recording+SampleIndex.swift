import Objects
import Records
import Statements

extension Recording {
    /// What of this recording's index cutting it to a window needs: the samples in it and for some time around it,
    /// so that reading finds where decoding can start and what comes behind.
    package func index(around window: Window) -> SampleIndex {
        let margin = ThinningRule.current.marginSeconds * WallTime.nanosecondsPerSecond
        var ranges: [Int: Range<Int64>] = [:]
        for track in tracks {
            guard
                let from = try? placement.firstTick(
                    notBefore: window.from.adding(nanoseconds: -margin), in: track.timeBase),
                let to = try? placement.firstTick(
                    notBefore: window.to.adding(nanoseconds: margin), in: track.timeBase)
            else { continue }
            ranges[track.index] = from..<max(from, to)
        }
        return .around(ranges)
    }
}
