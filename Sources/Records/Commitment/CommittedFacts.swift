import Sealing

/// Facts under a salted digest: who has the salt and the facts can find it, who has neither learns nothing.
enum SaltedFacts {
    /// `SHA-256(salt ‖ canonical JSON)` (docs/spec/commitment.md, Trees).
    static func digest(_ facts: some Encodable, salt: SHA256Digest) throws(SealingError) -> SHA256Digest {
        try SHA256Digest.of(salt.bytes + StrictJSON.encode(facts))
    }
}

/// When a track of a recording begins, and what its container does to its times.
package struct TrackTimes: Sendable, Hashable, Codable {
    /// The unit of its times.
    package var timeBase: TimeBase
    /// The decoding time of its first access unit; ``CommittedUnit/unknownTime`` where there is none.
    package var firstDTS: Int64
    /// When its first picture is shown or its first sound is heard; ``CommittedUnit/unknownTime`` where that is not known.
    package var firstPTS: Int64
    /// The unit of ``Edit/duration``, in parts of a second; 0 where there are no edits.
    package var movieTimescale: UInt64
    /// The edit list in normal form: empty where it says nothing.
    package var edits: [Edit]

    private enum CodingKeys: String, CodingKey {
        case edits
        case timeBase = "time_base"
        case firstDTS = "first_dts"
        case firstPTS = "first_pts"
        case movieTimescale = "movie_timescale"
    }

    /// Times from their parts.
    package init(
        timeBase: TimeBase, firstDTS: Int64, firstPTS: Int64, movieTimescale: UInt64 = 0, edits: [Edit] = []
    ) {
        self.timeBase = timeBase
        self.firstDTS = firstDTS
        self.firstPTS = firstPTS
        self.movieTimescale = movieTimescale
        self.edits = edits
    }

    /// One entry of an edit list (ISO/IEC 14496-12 §8.6.6).
    package struct Edit: Sendable, Hashable, Codable {
        /// How long it lasts, in the movie's unit.
        package var duration: Int64
        /// Where in the media it begins, in the media's unit; -1 for an empty edit.
        package var mediaTime: Int64
        /// How fast it plays, in parts of 65,536.
        package var rate: Int64

        private enum CodingKeys: String, CodingKey {
            case duration, rate
            case mediaTime = "media_time"
        }

        /// An entry from its parts.
        package init(duration: Int64, mediaTime: Int64, rate: Int64) {
            self.duration = duration
            self.mediaTime = mediaTime
            self.rate = rate
        }
    }
}

/// The times of a track with the salt they are committed to under.
package struct CommittedTimes: Sendable, Hashable, Codable {
    /// The times.
    package var times: TrackTimes
    /// The salt.
    package var salt: SHA256Digest

    private enum CodingKeys: String, CodingKey { case salt }

    /// Times with a salt.
    package init(_ times: TrackTimes, salt: SHA256Digest) {
        self.times = times
        self.salt = salt
    }

    /// Reads the fields of the times, and `salt` beside them.
    package init(from decoder: any Decoder) throws {
        times = try TrackTimes(from: decoder)
        salt = try decoder.container(keyedBy: CodingKeys.self).decode(SHA256Digest.self, forKey: .salt)
    }

    /// Writes the fields of the times, and `salt` beside them.
    package func encode(to encoder: any Encoder) throws {
        try times.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(salt, forKey: .salt)
    }

    /// What the track's leaf has of them.
    package func digest() throws(SealingError) -> SHA256Digest { try SaltedFacts.digest(times, salt: salt) }
}

/// What a recording's name and container said of its start when it was committed to.
package struct StartTraces: Sendable, Hashable, Codable {
    /// The file's name, last, and before it those of the folders that a layout read, the outermost first.
    package var parts: [String]
    /// The container's time of making, as libavformat gives it; nil where there is none.
    package var creationTime: String?

    private enum CodingKeys: String, CodingKey {
        case parts
        case creationTime = "creation_time"
    }

    /// Traces from their parts.
    package init(parts: [String], creationTime: String?) {
        self.parts = parts
        self.creationTime = creationTime
    }

    /// The file's name then.
    package var name: String { parts.last ?? "" }
}

/// The evidence of a start with the salt it is committed to under.
package struct CommittedEvidence: Sendable, Hashable, Codable {
    /// What the name and the container said.
    package var traces: StartTraces
    /// The salt.
    package var salt: SHA256Digest

    private enum CodingKeys: String, CodingKey { case salt }

    /// Evidence with a salt.
    package init(_ traces: StartTraces, salt: SHA256Digest) {
        self.traces = traces
        self.salt = salt
    }

    /// Reads the fields of the traces, and `salt` beside them.
    package init(from decoder: any Decoder) throws {
        traces = try StartTraces(from: decoder)
        salt = try decoder.container(keyedBy: CodingKeys.self).decode(SHA256Digest.self, forKey: .salt)
    }

    /// Writes the fields of the traces, and `salt` beside them.
    package func encode(to encoder: any Encoder) throws {
        try traces.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(salt, forKey: .salt)
    }

    /// What the leaf of the start is made of.
    package func digest() throws(SealingError) -> SHA256Digest { try SaltedFacts.digest(traces, salt: salt) }
}
