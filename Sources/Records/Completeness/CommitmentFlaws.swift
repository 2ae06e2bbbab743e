import Sealing

extension RecordingFacts {
    /// What the record says of the recording and its commitment does not bear out; nil where all agrees.
    ///
    /// The commitment's root over its tracks and evidence, the origin by the times of its track, and of each track that
    /// objects come from its unit, first times and description (docs/spec/commitment.md, Range proof).
    ///
    /// - Parameter handedOver: the indexes of the tracks that objects come from.
    package func commitmentFlaw(of handedOver: Set<Int>) throws(SealingError) -> String? {
        guard let commitment else { return nil }
        guard Set(commitment.tracks.map(\.index)).count == commitment.tracks.count,
            try SourceCommitment.root(of: commitment.tracks, commitment.evidence) == commitment.root
        else { return "the commitment to \(name) is not one: its root is wrong" }
        for index in handedOver.sorted() {
            if let flaw = try flaw(ofTrack: index, in: commitment) {
                return "track \(index) of \(name): \(flaw)"
            }
        }
        let main =
            tracks.filter { $0.kind == .video }.map(\.index).min()
            ?? tracks.filter { $0.kind == .audio }.map(\.index).min()
        guard origin.track == main else {
            return
                "the start of \(name) is counted in another track than its first of pictures, or of sound where it has "
                + "none"
        }
        guard let track = commitment.tracks.first(where: { $0.index == origin.track }),
            let times = track.times
        else {
            return "what is committed to of the track that the start of \(name) is counted in is not shown"
        }
        guard try times.digest() == track.timesDigest else {
            return "the times of track \(track.index) of \(name) are not those committed to"
        }
        guard tracks.contains(where: { $0.index == origin.track && $0.timeBase == times.times.timeBase })
        else {
            return "the unit of track \(track.index) of \(name) is not the one committed to"
        }
        guard times.times.mayBegin(at: origin.time, givenByOwner: start.how == .given) else {
            return "\(name) begins at another of its own times than the one committed to"
        }
        return nil
    }

    private func flaw(
        ofTrack index: Int, in commitment: SourceCommitment
    ) throws(SealingError) -> String? {
        guard let track = commitment.tracks.first(where: { $0.index == index }),
            let facts = tracks.first(where: { $0.index == index })
        else { return "it is not committed to" }
        guard let times = track.times, try times.digest() == track.timesDigest else {
            return "its times are not those committed to"
        }
        guard times.times.timeBase == facts.timeBase else { return "its unit is not the one committed to" }
        guard let description = facts.description, let salt = track.descriptionSalt,
            try SaltedFacts.digest(description, salt: salt) == track.descriptionDigest
        else { return "what a viewing of it depends on is not what was committed to" }
        return facts.difference(from: description)
    }
}

extension SourceTrack {
    /// In what the track's own fields say something else than its description; nil where they agree.
    package func difference(from description: TrackDescription) -> String? {
        self == told(by: description) ? nil : "the record describes it in two ways"
    }

    /// The same track, with the kind, codec, size, rate and channels that its description has: the library may know less of
    /// the first from the container alone.
    package func told(by description: TrackDescription) -> SourceTrack {
        var told = self
        (told.kind, told.codec, told.timeBase) = (description.kind, description.codec, description.timeBase)
        (told.width, told.height) = (description.width, description.height)
        (told.sampleRate, told.channels) = (description.sampleRate, description.channels)
        return told
    }
}
