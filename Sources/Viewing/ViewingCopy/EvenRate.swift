import Records

/// How many pictures a second a film has that is made to watch, each shown equally long: players on court-room machines,
/// presentation programs and editors count pictures, and lose sound and times where their lengths differ.
package enum EvenRate {
    /// The rates that a film may have.
    private static let rates: [Int64] = [10, 12, 15, 20, 24, 25, 30, 50, 60]
    /// The rate where nothing tells how fast the pictures come.
    private static let usual: Int64 = 25

    /// The rate for clips of some recordings: one that has a place for every picture of the fastest, where none is above the most
    /// a film may have.
    ///
    /// - Parameter most: the highest that is wanted.
    static func rate(of clips: [ViewingCopyPlan.Clip], atMost most: Int64 = 60) -> Int64 {
        let fastest = Dictionary(grouping: clips, by: \.recording.id).values.compactMap(picturesPerSecond)
            .max()
        return fastest.map { rate(ofPicturesPerSecond: $0, atMost: most) } ?? min(usual, most)
    }

    /// The lowest rate at which pictures that come evenly have places of their own; for a pace that no rate is a multiple of, one
    /// at least twice as fast.
    package static func rate(ofPicturesPerSecond pace: Double, atMost most: Int64 = 60) -> Int64 {
        let rates = rates.filter { $0 <= most }
        let even = rates.first { rate in
            let times = Double(rate) / pace
            return times >= 0.98 && abs(times - times.rounded()) <= 0.02 * times
        }
        return even ?? rates.first { Double($0) >= 2 * pace } ?? rates.last ?? most
    }

    /// How fast the pictures of one recording's clips come; nil for too few to tell.
    private static func picturesPerSecond(_ clips: [ViewingCopyPlan.Clip]) -> Double? {
        var (pictures, seconds) = (0.0, 0.0)
        for clip in clips {
            let kinds = Dictionary(clip.recording.tracks.map { ($0.index, $0.kind) }) { first, _ in first }
            guard let track = clip.object.tracks.first(where: { kinds[$0.sourceTrack] == .video }) else {
                continue
            }
            pictures += Double(track.accessUnits)
            seconds += Double(clip.span.durationNanoseconds) / 1e9
        }
        return pictures >= 5 && seconds > 0 ? pictures / seconds : nil
    }
}
