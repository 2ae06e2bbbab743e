import Records

/// What the bytes of an object that are no samples are made from: facts of the record, and nothing else
/// (docs/spec/objects.md).
package struct MovieForm: Sendable, Hashable {
    /// One track of an object.
    package struct Track: Sendable, Hashable {
        /// What a viewing of it depends on.
        package let description: TrackDescription
        /// How long the last picture in decoding order is shown where the last fragment has one, in ticks of the track.
        /// Nil while that is not known yet, and for sound.
        package var lastDuration: Int64?
        /// Ticks a second.
        package let timescale: UInt32

        /// The unit of its times in the object.
        package var timeBase: TimeBase { TimeBase(numerator: 1, denominator: Int64(timescale)) }
        package var isPicture: Bool { description.kind == .video }

        /// A track from its facts.
        ///
        /// - Throws: ``FootageError/objectNotUnderstood(reason:)`` where the facts are none an object can have.
        package init(_ description: TrackDescription, lastDuration: Int64? = nil) throws(FootageError) {
            self.description = description
            self.lastDuration = lastDuration
            timescale = try Self.check(description)
            if let lastDuration, !(1...Int64(Int32.max)).contains(lastDuration) {
                throw .objectNotUnderstood(reason: "its last picture is shown for \(lastDuration) ticks")
            }
        }

        /// Holds a description to the ranges of docs/spec/objects.md.
        private static func check(_ facts: TrackDescription) throws(FootageError) -> UInt32 {
            func refuse(_ what: String) -> FootageError {
                .objectNotUnderstood(reason: "a track is described by \(what) that no object has")
            }
            guard facts.configuration.count <= Int(UInt16.max) else { throw refuse("a codec header") }
            let unit: Int64
            switch facts.kind {
            case .video:
                guard let width = facts.width, let height = facts.height,
                    RecordNumbers.side.contains(width), RecordNumbers.side.contains(height)
                else { throw refuse("a size of pictures") }
                if let coded = CodedSize(codec: facts.codec, configuration: facts.configuration),
                    !coded.agrees(width: width, height: height)
                {
                    throw .objectNotUnderstood(
                        reason:
                            "a track is described by pictures of \(width) by \(height) pixels, and its parameter sets have "
                            + "\(coded.width) by \(coded.height)")
                }
                guard facts.sampleRate == nil, facts.channels == nil, facts.bitsPerSample == nil else {
                    throw refuse("facts of sound")
                }
                guard facts.displayMatrix?.count ?? 9 == 9 else { throw refuse("a matrix") }
                let sides = facts.pixelAspect.map { [$0.horizontal, $0.vertical] } ?? []
                guard sides.allSatisfy(RecordNumbers.rate.contains) else {
                    throw refuse("a shape of pixels")
                }
                let colours = facts.colour.map { [$0.primaries, $0.transfer, $0.matrix] } ?? []
                guard colours.allSatisfy(RecordNumbers.colour.contains) else {
                    throw refuse("colours")
                }
                unit = facts.timeBase.denominator
            case .audio:
                guard let channels = facts.channels, RecordNumbers.channels.contains(channels),
                    let rate = facts.sampleRate
                else { throw refuse("a number of channels or a rate") }
                guard facts.bitsPerSample == BareSound(facts.codec)?.bits else {
                    throw refuse("a number of bits")
                }
                if case .blocks? = Codec.named(facts.codec)?.sound?.length, SoundBlocks(facts) == nil {
                    throw refuse("a size of blocks")
                }
                guard facts.width == nil, facts.height == nil, facts.pixelAspect == nil, facts.fields == nil,
                    facts.displayMatrix == nil, facts.colour == nil
                else { throw refuse("facts of pictures") }
                unit = Int64(rate)
            default: throw refuse("a kind")
            }
            guard (1...Int64(Int32.max)).contains(unit) else { throw refuse("a unit of time") }
            return UInt32(unit)
        }
    }

    /// The format of the file.
    package let container: ObjectContainer
    /// Its tracks; their numbers are their places, from 1.
    package var tracks: [Track]

    /// The form of an object that is about to be written.
    ///
    /// - Throws: ``FootageError/objectNotUnderstood(reason:)`` where no object has such tracks.
    package init(_ container: ObjectContainer, tracks: [Track]) throws(FootageError) {
        guard !tracks.isEmpty, tracks.count <= RecordLimits.tracksOfObject else {
            throw .objectNotUnderstood(
                reason: "it has no tracks, or more than \(RecordLimits.tracksOfObject)")
        }
        for (place, track) in tracks.enumerated() {
            guard Codec.named(track.description.codec)?.name(in: container) != nil else {
                throw .objectNotUnderstood(
                    reason: "\(container.rawValue) has no place for \(track.description.codec)")
            }
            guard !track.isPicture || place == 0 else {
                throw .objectNotUnderstood(reason: "a track of pictures is not the first")
            }
        }
        self.container = container
        self.tracks = tracks
    }

    /// The form of an object by its facts in a record.
    ///
    /// - Parameter source: the tracks of its recording.
    /// - Throws: ``FootageError/objectNotUnderstood(reason:)`` where the record does not describe it, or otherwise than an
    ///   object can be.
    package init(
        _ object: ObjectFacts, source: (Int) -> SourceTrack?
    ) throws(FootageError) {
        guard let container = ObjectContainer(rawValue: object.container), container != .png else {
            throw .objectNotUnderstood(reason: "a “\(object.container)” is none that objects are")
        }
        var tracks: [Track] = []
        for (place, facts) in object.tracks.enumerated() {
            guard facts.id == place + 1 else {
                throw .objectNotUnderstood(reason: "its tracks are not numbered from 1")
            }
            guard (facts.description != nil) == object.role.isDerivative,
                let description = facts.description ?? source(facts.sourceTrack)?.description
            else { throw .objectNotUnderstood(reason: "track \(facts.id) is not described, or twice") }
            let track = try Track(description, lastDuration: facts.lastDuration)
            guard description.codec == facts.codec, track.timeBase == facts.timeBase,
                track.isPicture == (facts.lastDuration != nil)
            else {
                throw .objectNotUnderstood(
                    reason:
                        "codec, unit or last duration of track \(facts.id) are not those it is described by")
            }
            tracks.append(track)
        }
        try self.init(container, tracks: tracks)
    }
}
