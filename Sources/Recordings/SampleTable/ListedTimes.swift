import Objects
import Records

/// Which times of which tracks a thinned index lists without a hole, and where among them reading is.
///
/// It is what makes a thinned index safe: every packet that is read is held against it, so that the next packet of a
/// track is always the file's next, or the whole index is read instead.
struct ListedTimes {
    /// A run of samples without a hole, by decoding times with the edit list's shift.
    struct Run {
        /// From here on a time is in it: its first sample's, or any earlier where that is the track's first.
        var begin: Int64
        var first: Int64
        var last: Int64
        /// When the sample behind it is decoded; the end of all times where there is none.
        var end: Int64
        /// The first sample at which decoding can start; nil where there is none.
        var firstSync: Int64?

        func holds(_ time: Int64) -> Bool { time >= begin && time < end }
    }

    /// Where reading began last: at a time that was gone to, or where the file was opened.
    private(set) var entry: (track: Int, time: Int64)?
    /// The packets read since, by track.
    private(set) var taken: [Int: Int] = [:]

    private var runs: [Int: [Run]] = [:]
    /// The run that a track is read in.
    private var current: [Int: Run] = [:]

    init(_ tracks: [ThinnedMovie.Track]) {
        for track in tracks {
            var first = 0
            runs[track.index] = zip(track.listing.ranges, track.listing.ends).map { range, end in
                let samples = track.listing.samples[first..<first + range.count]
                first += range.count
                let shift = track.tables.shift
                let (begin, last) = ((samples.first?.dts ?? 0) + shift, (samples.last?.dts ?? 0) + shift)
                return Run(
                    begin: range.lowerBound == 0 ? .min : begin, first: begin, last: last,
                    end: end.map { $0 + shift } ?? .max,
                    firstSync: samples.first { $0.isSync }.map { $0.dts + shift })
            }
        }
        current = runs.compactMapValues(\.first)
    }

    /// Goes to a time of a track.
    ///
    /// - Parameter units: the units of all tracks.
    /// - Returns: false where going there by what is listed could lead elsewhere than by the whole index.
    mutating func enter(_ track: Int, atOrBefore time: Int64, units: [TimeBase]) -> Bool {
        guard track < units.count else { return false }
        if let runs = runs[track] {
            guard let run = runs.first(where: { $0.holds(time) }),
                run.firstSync.map({ $0 <= time }) ?? false || run.begin == .min && time < run.first
            else { return false }
        }
        // The others are led to where this one arrives, at or before the time: only in the same run is that the
        // same place, and a packet from any other shows that it was not.
        current = [:]
        for (other, runs) in runs where other < units.count {
            let there = Placement.convert(time, from: units[track], to: units[other])
            current[other] = runs.first { $0.holds(there) }
        }
        entry = (track, time)
        taken = [:]
        return true
    }

    /// Takes note of a packet that was read.
    ///
    /// The last one before a hole is not taken: how long it lasts the library tells by the next.
    ///
    /// - Returns: false where the whole index might have had another one in its place.
    mutating func take(track: Int, dts: Int64?) -> Bool {
        if runs[track] != nil {
            guard let run = current[track], let dts, run.holds(dts), dts < run.last || run.end == .max
            else { return false }
        }
        taken[track, default: 0] += 1
        return true
    }

    /// Whether the file has no more packets of these tracks when what is listed has none.
    func isAtEnd(of tracks: some Sequence<Int>) -> Bool {
        tracks.allSatisfy { track in runs[track] == nil || current[track]?.end == .max }
    }

    /// Whether all samples of a track that are decoded in a range are listed.
    func lists(_ range: Range<Int64>, of track: Int) -> Bool {
        guard let runs = runs[track] else { return true }
        return runs.contains { range.lowerBound >= $0.begin && range.upperBound <= $0.end }
    }
}
