import Bundle
import Cutting
import Objects
import Recordings
import Records
import Statements
import Sealing

/// Are the originals what is in the recordings themselves? Needs the recordings, which an owner may keep for later.
extension SourceChecks {
    /// Holds a bundle against recordings.
    ///
    /// - Parameters:
    ///   - sources: the paths of the recordings; at least one.
    ///   - reader: decrypts an object from its start on.
    /// - Throws: `FootageError` where a file cannot be read.
    static func compared(
        _ inspected: InspectedBundle, sources: [String],
        reader: (ObjectFacts) throws -> DerivativeChecks.Reader
    ) throws -> SourceChecks {
        let opened = inspected.opened
        let record = opened.record
        let ids = Self.ids(for: record)
        var strangers: [String] = []
        let pairs = try Self.pairs(record, sources, &strangers)
        // What was not given was not compared, and nothing is said of all as if it had been.
        let given = Set(pairs.map(\.recording.id))
        let missing = record.recordings.filter { !given.contains($0.id) }
        func check(_ id: CheckID, _ verdict: Verdict) -> Check {
            Check(id, Self.ofAll(verdict, missing: missing))
        }
        // Where every recording is there unaltered, whatever else was given condemns nothing (decision 75).
        let isWhole = pairs.count == record.recordings.count && pairs.allSatisfy { $0.flaw == nil }
        let notes = isWhole && !strangers.isEmpty ? [Self.note(refuseds: strangers)] : []
        var checks = [check(.sourcesAreRecordings, Self.files(pairs, isWhole ? [] : strangers))]
        guard !pairs.isEmpty else {
            checks += Self.notMade("none of the files given is a recording of the record", ids).dropFirst()
            return SourceChecks(checks, notes: notes)
        }
        let compared = try Self.units(opened, inspected.inspections, pairs)
        checks.append(check(.sourcesAsRecorded, try Self.facts(pairs, otherRest: compared.otherRest)))
        checks.append(
            check(
                .omissionsTrueOfSources,
                try SourceReasons(opened.record, pairs, inspected.authorization).verdict))
        checks.append(check(.originalsInSources, compared.verdict))
        checks.append(check(.commitmentOfSources, try Self.commitment(pairs, inspected.owner)))
        checks += try DerivativeChecks.compared(
            record, pairs, counted: compared.counted, reader: reader)
        return SourceChecks(checks, notes: notes)
    }

    private static func note(refuseds strangers: [String]) -> String {
        let named = strangers.prefix(namedStrangers).map(\.quoted)
        let more = strangers.count - named.count
        return
            "\(listInWords(named + (more > 0 ? ["\(more) more"] : []))) \(strangers.count == 1 ? "is" : "are") not of this bundle, by "
            + "size and SHA-256, and nothing was compared with \(strangers.count == 1 ? "it" : "them"): every recording of "
            + "this bundle is among the files given."
    }

    /// How many files that are not of the bundle are named; a folder of a camera's files may hold thousands.
    private static let namedStrangers = 3

    /// A recording of the record and the file that is held to be it.
    struct Pair {
        let recording: RecordingFacts
        let path: String
        /// Why the file is not the recording's; nil where it is.
        let flaw: String?

        var name: String { String(path.split(separator: "/").last ?? Substring(path)) }
    }

    /// A track of another copy of a recording.
    struct CopiedTrack: Hashable {
        let recording: String
        let track: Int
    }

    /// What came of comparing access units.
    struct Compared {
        var verdict: Verdict
        /// The files that are other copies and whose messages or private units differ.
        var otherRest: [String] = []
        /// The tracks of other copies of which an original was found, place for place.
        var counted: Set<CopiedTrack> = []
    }

    private struct Content: Hashable {
        let size: UInt64
        let sha256: SHA256Digest
    }

    /// What holds of the files given, where a recording that the record names is not among them.
    private static func ofAll(_ verdict: Verdict, missing: [RecordingFacts]) -> Verdict {
        guard verdict == .ok, let first = missing.first else { return verdict }
        return .notChecked(
            reason: "\(first.name) was not given"
                + (missing.count > 1 ? ", nor \(missing.count - 1) more" : "")
                + "; of what was given it holds")
    }

    /// Finds the file of each recording: by its digest, and what is left by name, or as the only one left. So
    /// a file that was changed is still compared, and it is said where. A file that is there twice counts once.
    private static func pairs(
        _ record: Record, _ sources: [String], _ strangers: inout [String]
    ) throws -> [Pair] {
        var files: [(path: String, sha256: SHA256Digest, size: UInt64)] = []
        var known: [Content: String] = [:]
        for path in sources {
            let digest = try SourceFile.digest(of: path)
            let content = Content(size: digest.size, sha256: digest.sha256)
            guard known[content] == nil else { continue }
            known[content] = path
            files.append((path, digest.sha256, digest.size))
        }
        var pairs: [Pair] = []
        // Every recording of that content, though a record may have only one.
        var left = record.recordings.indices.filter { index in
            let recording = record.recordings[index]
            guard let path = known[Content(size: recording.size, sha256: recording.sha256)] else {
                return true
            }
            pairs.append(Pair(recording: recording, path: path, flaw: nil))
            return false
        }
        let paired = Set(pairs.map(\.path))
        files.removeAll { paired.contains($0.path) }
        /// Gives each recording that is left the first file that is left and alike in some way.
        func take<Key: Hashable>(
            _ recordingKey: (RecordingFacts) -> Key,
            _ fileKey: ((path: String, sha256: SHA256Digest, size: UInt64)) -> Key
        ) {
            var places: [Key: ArraySlice<Int>] = [:]
            for (place, file) in files.enumerated() { places[fileKey(file), default: []].append(place) }
            var taken: Set<Int> = []
            left = left.filter { index in
                let recording = record.recordings[index]
                guard let place = places[recordingKey(recording)]?.popFirst() else { return true }
                let file = files[place]
                taken.insert(place)
                var flaw: String?
                if file.size != recording.size {
                    flaw = "it has \(counted(file.size, "byte")), the record says \(recording.size)"
                } else if file.sha256 != recording.sha256 {
                    flaw =
                        recording.digestTaken.map {
                            "its SHA-256 is not the one it had when it was committed to, \($0.toTheSecond); the record does "
                                + "not say that it still had it when it was sealed"
                        } ?? "its SHA-256 is not the record's"
                }
                pairs.append(Pair(recording: recording, path: file.path, flaw: flaw))
                return false
            }
            files = files.indices.filter { !taken.contains($0) }.map { files[$0] }
        }
        take(\.name, { String($0.path.split(separator: "/").last ?? "") })
        if left.count == 1, files.count == 1 { take({ _ in 0 }, { _ in 0 }) }
        strangers = files.map(\.path)
        return pairs
    }

    private static func files(_ pairs: [Pair], _ strangers: [String]) -> Verdict {
        if let pair = pairs.first(where: { $0.flaw != nil }), let flaw = pair.flaw {
            return .failed(reason: "\(pair.name) is not \(pair.recording.name) as it was sealed: \(flaw)")
        }
        if let stranger = strangers.first {
            return .failed(reason: "\(stranger) is no recording of the record, by size and SHA-256")
        }
        return .ok
    }

    // MARK: - Unit for unit

    private static func units(
        _ opened: OpenedRecord, _ inspections: [ObjectInspection], _ pairs: [Pair]
    ) throws -> Compared {
        var compared = Compared(verdict: .notChecked(reason: "no original is of the recordings given"))
        for pair in pairs {
            var wanted: [(object: ObjectFacts, track: ObjectTrack, value: RunDigest.Value?)] = []
            var told: [TimeBase?] = []
            var runs: [SourceRun] = []
            let recording = opened.index.recording(pair.recording.id)
            for place in opened.index.objects(ofRecording: pair.recording.id)
            where opened.record.objects[place].role == .master {
                let object = opened.record.objects[place]
                for track in object.tracks {
                    guard let source = recording?.track(track.sourceTrack) else {
                        return Compared(
                            verdict: .failed(reason: "\(object.name): track \(track.id) is of no track"))
                    }
                    wanted.append((object, track, inspections[place].runs[track.id]))
                    told.append(
                        inspections[place].toldLastDurations.contains(track.id) ? source.timeBase : nil)
                    runs.append(SourceRun(track, from: source, pair.flaw == nil ? .byTime : .byPlace))
                }
            }
            guard !runs.isEmpty else { continue }
            let found: [SourceRun.Found?]
            do {
                found = try SourceRun.read(runs, in: pair.path)
            } catch let error as FootageError where pair.flaw != nil {
                compared.verdict = .failed(reason: error.description)
                return compared
            }
            for ((wanted, found), told) in zip(zip(wanted, found), told) {
                let reason =
                    difference(wanted.value, found?.value, isTheFile: pair.flaw == nil)
                    ?? told.flatMap { lastPictureFlaw(wanted.track, found?.lastDuration, in: $0) }
                if let reason {
                    let reason = "\(wanted.object.name), track \(wanted.track.id): \(reason) \(pair.name)"
                    // What is counted otherwise in one place is, in the others too.
                    compared.counted = compared.counted.filter { $0.recording != pair.recording.id }
                    compared.verdict = .failed(reason: reason)
                    return compared
                }
                if wanted.value?.rest != found?.value.rest, compared.otherRest.last != pair.name {
                    compared.otherRest.append(pair.name)
                }
                if pair.flaw != nil {
                    compared.counted.insert(
                        CopiedTrack(recording: pair.recording.id, track: wanted.track.sourceTrack))
                }
                compared.verdict = .ok
            }
        }
        return compared
    }

    /// Why a last picture is said to be shown longer than the recording says, in words; nil where it is not. A second more is
    /// nothing: players of some containers make up how long a last picture lasts.
    private static func lastPictureFlaw(_ track: ObjectTrack, _ found: Int64?, in unit: TimeBase) -> String? {
        guard let found, let said = track.lastDuration else { return nil }
        let allowed = Placement.convert(found, from: unit, to: track.timeBase)
            .addingClamped(track.timeBase.denominator / max(1, track.timeBase.numerator))
        guard said > allowed else { return nil }
        return "its last picture is said to be shown for longer than it is in"
    }

    /// - Parameter isTheFile: whether the file is the recording's, by its SHA-256. Another copy may have other messages.
    private static func difference(
        _ object: RunDigest.Value?, _ source: RunDigest.Value?, isTheFile: Bool
    ) -> String? {
        guard let object, let source else { return "it is not to be found in" }
        // By their places alone a copy that lacks something before them shows others there.
        guard isTheFile || object.count == source.count && object.content == source.content else {
            return
                "at the places that its access units have in the recording, others or none stand, as they do where a copy "
                + "begins later, in"
        }
        guard object.count == source.count else {
            return
                "only \(source.count) of its \(counted(object.count, "access unit")) \(source.count == 1 ? "is" : "are") where it says in"
        }
        guard isTheFile else { return nil }
        guard object.canonical == source.canonical else { return "its access units are not those of" }
        guard object.rest == source.rest, !object.isFramed(like: source) || object.raw == source.raw else {
            return "its slices and times are, but not every byte of its packets is that of"
        }
        return nil
    }

    // MARK: - The commitment

    private static func commitment(_ pairs: [Pair], _ owner: Identity?) throws -> Verdict {
        guard let owner else {
            return .notChecked(reason: "only the identity that sealed knows the salts of the whole recording")
        }
        var compared = 0
        // A commitment binds the file, container and messages included; of another copy units only are compared.
        for pair in pairs where pair.flaw == nil {
            guard let commitment = pair.recording.commitment else { continue }
            guard let key = try? pair.recording.key(of: commitment, owner: owner) else {
                return .failed(
                    reason: "\(pair.recording.name): the secret of its commitment is not to be had")
            }
            let made = try CommitmentPass(
                of: SourceFile(path: pair.path), pair.recording.tracks, cuts: [], key: key,
                committedAs: commitment.evidence.traces.parts
            ).run().commitment
            // Of tracks that were not handed over the record has the digests only.
            let shown = made.showing(
                described: Set(commitment.tracks.lazy.filter { $0.descriptionSalt != nil }.map(\.index)),
                timed: Set(commitment.tracks.lazy.filter { $0.times != nil }.map(\.index)))
            if let track = zip(shown.tracks, commitment.tracks).first(where: { $0 != $1 })?.1 {
                return .failed(reason: "track \(track.index) of \(pair.name) is not the one committed to")
            }
            guard shown == commitment else {
                return .failed(reason: "\(pair.name) is not the recording committed to")
            }
            compared += 1
        }
        return compared > 0
            ? .ok
            : .notChecked(reason: "none of the files given is one that the bundle holds a commitment to")
    }
}

extension RecordingFacts {
    /// What makes the salts of its commitment.
    fileprivate func key(of commitment: SourceCommitment, owner: Identity) throws -> CommitmentKey? {
        if let precommitment { return try precommitment.key(id: commitment.id, owner: owner) }
        return CommitmentKey(id: commitment.id, owner: owner)
    }
}
