import Objects
import Synchronization

/// A recording's `moov` with the tables of its long tracks read through.
struct SurveyedMovie: Sendable {
    let layout: MovieLayout
    /// By the track's position; nil for one that is short enough to be kept as it is.
    let tracks: [TrackTables?]

    /// More than the tables of a short track take.
    private static let keptLimit: UInt64 = 1 << 20

    /// - Returns: nil for a file that is read as it is.
    private init?(of file: SourceBytes, _ rule: ThinningRule) throws(FootageError) {
        guard let layout = try MovieLayout(of: file, smallest: rule.smallestMovie) else { return nil }
        var tracks: [TrackTables?] = []
        for track in layout.tracks {
            guard let count = try TrackTables.sampleCount(of: track, in: file) else { return nil }
            guard count > 2 * (rule.first + rule.last) else {
                let kept = track.tables.values.reduce(0) { $0 + ($1.end - $1.start) }
                guard kept <= Self.keptLimit else { return nil }
                tracks.append(nil)
                continue
            }
            guard let tables = try TrackTables(track, movieTimescale: layout.timescale, in: file) else {
                return nil
            }
            tracks.append(tables)
        }
        guard tracks.contains(where: { $0 != nil }) else { return nil }
        self.layout = layout
        self.tracks = tracks
    }

    // MARK: - Once for a file

    /// What came of surveying a file, kept because a seal opens a recording about six times. The oldest goes first.
    private struct Known {
        struct Key: Hashable {
            var file: SourceIdentity
            var rule: ThinningRule
        }
        var surveys: [Key: SurveyedMovie?] = [:]
        var order: [Key] = []
    }

    private static let known = Mutex(Known())
    private static let knownLimit = 64

    /// The survey of a file, from memory where the file has not changed since.
    static func of(_ file: SourceBytes, _ rule: ThinningRule) throws(FootageError) -> SurveyedMovie? {
        let key = Known.Key(file: file.file.identity, rule: rule)
        if let found = known.withLock({ $0.surveys[key] }) { return found }
        let survey = try SurveyedMovie(of: file, rule)
        guard try file.file.isUnchanged() else { return survey }
        known.withLock { known in
            if known.surveys.updateValue(survey, forKey: key) == nil { known.order.append(key) }
            if known.order.count > knownLimit { known.surveys[known.order.removeFirst()] = nil }
        }
        return survey
    }
}
