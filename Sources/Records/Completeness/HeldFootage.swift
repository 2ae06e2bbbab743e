import Statements

/// What a bundle holds of a record's recordings, by time: what both parts of the rule of completeness look things up in.
struct HeldFootage: Sendable {
    /// One track of one object.
    struct Part: Sendable {
        let object: ObjectFacts
        /// The object's place in the record.
        let place: Int
        let track: ObjectTrack
        fileprivate(set) var runs: [TrackRuns.Run]
        fileprivate(set) var rhythm: Int64
        let first: WallTime
        let last: WallTime

        /// The places in the committed track of a master's run, as its proof has them; the end is behind the last.
        var places: Range<UInt64>? {
            guard object.role == .master, let proof = track.proof else { return nil }
            let (end, overflow) = proof.first.addingReportingOverflow(proof.count)
            return overflow ? nil : proof.first..<end
        }

        var held: [HeldTime] {
            runs.map { HeldTime(from: $0.from, to: $0.to, rhythm: rhythm, object: place) }
        }
    }

    /// One recording, and what there is of it.
    struct Holding: Sendable {
        let facts: RecordingFacts
        /// The index of the track whose instants say when there is something of it: the first with pictures, or with
        /// sound where there are none; nil where it has neither.
        let mainTrack: Int?
        /// How many access units of the main track are committed to.
        let committed: UInt64?
        /// The parts of its main track, by their first instant.
        fileprivate(set) var main: [Part] = []
        /// The parts of its other sound tracks, by index.
        fileprivate(set) var sound: [Int: [Part]] = [:]
        /// The runs of its main track.
        private(set) var blocks = HeldBlocks([])
        /// From its main track's first to its last instant.
        private(set) var span: (from: WallTime, to: WallTime)?
        /// From the first to the last instant of each of its tracks, and the longest rhythm there.
        private(set) var reaches: [(from: WallTime, to: WallTime, rhythm: Int64)] = []
        /// The places in its main track's committed one that pictures encoded anew stand for.
        private(set) var anew = PlaceSet([])

        init(_ facts: RecordingFacts) {
            self.facts = facts
            let main =
                facts.tracks.first { $0.kind == .video } ?? facts.tracks.first { $0.kind == .audio }
            mainTrack = main?.index
            committed = facts.commitment?.tracks.first { $0.index == main?.index }?.count
        }

        /// What a viewing of its main track depends on; nil where nothing of it was handed over.
        var description: TrackDescription? { facts.tracks.first { $0.index == mainTrack }?.description }

        /// Whether a picture may have two access units, one for each of its fields.
        var mayHaveFields: Bool { description?.mayHaveFields ?? false }

        /// Whether what comes behind a moment comes behind a jump of the recording's clock, by the record.
        func jumps(at moment: WallTime) -> Bool {
            let start = facts.start.time.adding(nanoseconds: -(facts.clockError?.errorNanoseconds ?? 0))
            let rhythm = main.lazy.map(\.rhythm).max() ?? Rhythm.least
            return facts.leftOut.contains { part in
                guard case .clockJump(let after) = part else { return false }
                let distance = start.adding(nanoseconds: after).nanoseconds(since: moment)
                return (-rhythm...rhythm).contains(distance)
            }
        }

        /// The places that the pictures of a part stand for; none where nothing proves them.
        func places(_ part: Part) -> [Range<UInt64>] {
            if let places = part.places { return [places] }
            guard let units = part.object.derivative?.units else { return [] }
            guard let clock = facts.clock(ofTrack: part.track.sourceTrack) else { return [] }
            let window = part.object.window
            return units.rows.lazy.filter { row in
                let shown = clock(row.unit.pts)
                return shown < window.to && (part.object.role == .leadOut || shown >= window.from)
            }.map { row in
                let place = units.first.addingClamped(row.place)
                return place..<place.addingClamped(1)
            }
        }

        fileprivate mutating func settle() {
            main.sort { $0.first < $1.first }
            sound = sound.mapValues { $0.sorted { $0.first < $1.first } }
            settleRhythm()
            blocks = HeldBlocks(main.flatMap(\.held))
            if let from = main.first?.first, let to = main.lazy.map(\.last).max() { span = (from, to) }
            anew = PlaceSet(main.lazy.filter(\.object.role.isDerivative).flatMap(places))
            reaches = ([main] + sound.values).compactMap { parts in
                guard let from = parts.first?.first, let to = parts.lazy.map(\.last).max() else { return nil }
                return (from, to, parts.lazy.map(\.rhythm).max() ?? 0)
            }
        }

        /// Pictures encoded anew may leave out what stands between two far ones, so their rhythm is the originals'.
        private mutating func settleRhythm() {
            let rhythm =
                main.lazy.filter { !$0.object.role.isDerivative && $0.track.accessUnits > 1 }
                .map(\.rhythm).min() ?? Rhythm.least
            for place in main.indices where main[place].object.role.isDerivative {
                main[place].rhythm = rhythm
                main[place].runs = TrackRuns.joined(main[place].runs, rhythm: rhythm)
            }
        }
    }

    /// In the order of the record.
    private(set) var recordings: [Holding]
    private let places: [String: Int]
    /// The places of each camera's recordings.
    let ofCamera: [String: [Int]]

    init(_ record: Record, _ runs: [TrackRuns]) {
        var recordings = record.recordings.map(Holding.init)
        places = Dictionary(record.recordings.enumerated().lazy.map { ($1.id, $0) }) { first, _ in first }
        ofCamera = Dictionary(grouping: recordings.indices) { recordings[$0].facts.camera }
        for found in runs {
            guard record.objects.indices.contains(found.object) else { continue }
            let object = record.objects[found.object]
            guard object.role != .still, object.tracks.indices.contains(found.track),
                let place = places[object.recording], let first = found.runs.first?.from,
                let last = found.runs.last?.to
            else { continue }
            let track = object.tracks[found.track]
            let part = Part(
                object: object, place: found.object, track: track, runs: found.runs,
                rhythm: Rhythm.nanoseconds(track), first: first, last: last)
            if track.sourceTrack == recordings[place].mainTrack {
                recordings[place].main.append(part)
            } else if recordings[place].facts.tracks.contains(where: {
                $0.index == track.sourceTrack && $0.kind == .audio
            }) {
                recordings[place].sound[track.sourceTrack, default: []].append(part)
            }
        }
        for place in recordings.indices { recordings[place].settle() }
        self.recordings = recordings
    }

    /// The recording of an id.
    func recording(_ id: String) -> Holding? { places[id].map { recordings[$0] } }

    /// The recordings of a camera; all where it is nil.
    func recordings(of camera: String?) -> [Holding] {
        guard let camera else { return recordings }
        return (ofCamera[camera] ?? []).map { recordings[$0] }
    }

    /// The runs of the main tracks of a camera's recordings; of all where it is nil.
    func blocks(of camera: String?) -> HeldBlocks {
        HeldBlocks(recordings(of: camera).flatMap(\.main).flatMap(\.held))
    }
}

/// Places of access units in a committed track.
struct PlaceSet: Sendable {
    /// In order, not touching.
    private var ranges: [Range<UInt64>] = []

    init(_ places: some Sequence<Range<UInt64>>) {
        for next in places.sorted(by: { $0.lowerBound < $1.lowerBound }) where !next.isEmpty {
            if let last = ranges.last, next.lowerBound <= last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, next.upperBound)
            } else {
                ranges.append(next)
            }
        }
    }

    /// How many places of a range it has.
    func count(in range: Range<UInt64>) -> UInt64 {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound > range.lowerBound { high = middle } else { low = middle + 1 }
        }
        var count: UInt64 = 0
        while low < ranges.count, ranges[low].lowerBound < range.upperBound {
            count += UInt64(ranges[low].clamped(to: range).count)
            low += 1
        }
        return count
    }
}

extension RecordingFacts {
    /// When the ticks of one of its tracks are, rounded down to the nanosecond; nil where it has no place in time.
    func clock(ofTrack index: Int) -> ((Int64) -> WallTime)? {
        guard let unit = tracks.first(where: { $0.index == index })?.timeBase,
            let counted = tracks.first(where: { $0.index == origin.track })?.timeBase
        else { return nil }
        let (begin, overflow) = start.time.nanoseconds.subtractingReportingOverflow(
            clockError?.errorNanoseconds ?? 0)
        guard !overflow else { return nil }
        let (time, zero) = (WallTime(nanoseconds: begin), origin.time)
        return { time.adding(nanoseconds: TimeBase.nanoseconds(from: zero, in: counted, to: $0, in: unit)) }
    }
}
