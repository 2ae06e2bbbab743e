import Objects
import Recordings
import Records
import Statements
import CFFmpeg

extension CutPlan {
    /// The gaps of a record are rounded to the nanosecond, some of them twice.
    private static let allowance: Int64 = 1_000

    /// The first found of some windows that has something in it that this plan hands over, by its place; nil where none has.
    ///
    /// - Parameters:
    ///   - track: a sound track; nil for the pictures, or the first sound where there are none.
    ///   - anew: whether pictures that are encoded anew count too.
    /// - Throws: ``FootageError``.
    package func windowHandedOver(
        _ windows: [Window], ofTrack track: Int?, anew: Bool
    ) throws(FootageError) -> Int? {
        let main = track ?? picture?.track ?? sound.map(\.track).min()
        guard let source = recording.tracks.first(where: { $0.index == main }) else { return nil }
        let spans = try Spans(
            windows.compactMap { $0.intersection(window) != nil ? $0 : nil }, source,
            recording.placement)
        func place(_ pts: Int64) -> Int? {
            let time = recording.placement.time(ofTick: pts, in: source.timeBase)
            return windows.firstIndex { $0.contains(time) }
        }
        if anew, let picture, picture.track == main,
            let pts = (picture.leadIn + picture.leadOut).first(where: spans.contains)
        {
            return place(pts)
        }
        guard let last = spans.end, picture?.track != main || picture?.master != nil else { return nil }
        let input = try MediaInput(recording.open(), index: recording.index(around: window))
        input.places = places
        try input.select([source.index])
        let own = sound.filter { $0.track == source.index }
        try WindowEntry(picture?.track == main ? picture : nil, own, of: recording.tracks)?.enter(input)
        let packet = try Packet()
        while try input.read(into: packet) {
            guard let pts = packet.pts, let dts = packet.dts, dts < last else { break }
            guard spans.contains(pts) else { continue }
            let isTaken =
                picture?.track == main
                ? picture?.isInMaster(dts: dts, pts: pts) == true
                : own.contains { $0.takes(packet, pts: pts) }
            if isTaken { return place(pts) }
        }
        return nil
    }

    /// Windows in ticks of a track, those that meet together.
    private struct Spans {
        private var spans: [Range<Int64>] = []

        /// Where the last one ends.
        var end: Int64? { spans.last?.upperBound }

        init(_ windows: [Window], _ track: SourceTrack, _ placement: Placement) throws(FootageError) {
            var all: [Range<Int64>] = []
            for window in windows {
                let from = try placement.firstTick(
                    notBefore: window.from.adding(nanoseconds: CutPlan.allowance), in: track.timeBase)
                let to = try placement.firstTick(
                    notBefore: window.to.adding(nanoseconds: -CutPlan.allowance), in: track.timeBase)
                if from < to { all.append(from..<to) }
            }
            for span in all.sorted(by: { $0.lowerBound < $1.lowerBound }) {
                if let last = spans.last, span.lowerBound <= last.upperBound {
                    spans[spans.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
                } else {
                    spans.append(span)
                }
            }
        }

        func contains(_ tick: Int64) -> Bool {
            var (low, high) = (0, spans.count)
            while low < high {
                let middle = (low + high) / 2
                if spans[middle].upperBound > tick { high = middle } else { low = middle + 1 }
            }
            return low < spans.count && spans[low].contains(tick)
        }
    }

    /// What the decoder cannot make good of one of the plan's derivatives: it is decoded for it.
    ///
    /// - Returns: how many of its pictures the decoder does not deliver, and how many it calls damaged.
    /// - Throws: ``FootageError``.
    package func shortfall(of object: PlannedObject) throws -> (missing: UInt64, damaged: UInt64) {
        let written = try write(object, size: { $0 + 8 }, to: { _ in })
        return (UInt64(written.missingPictures), UInt64(written.damagedPictures))
    }
}
