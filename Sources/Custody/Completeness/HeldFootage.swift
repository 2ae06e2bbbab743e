/// What a bundle holds of a record's recordings, by time: what both parts of the rule of completeness look things up in.
struct HeldFootage: Sendable {
    /// One track of one object.
    struct Part: Sendable {
        let object: ObjectFacts
        /// The object's place in the record.
        let place: Int
        let track: ObjectTrack
        let runs: [TrackRuns.Run]
        let rhythm: Int64
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

        /// Whether a moment of it lies between two others.
        func reaches(between from: WallTime, _ to: WallTime) -> Bool {
            last > from && first < to && runs.contains { $0.to > from && $0.from < to }
        }
    }

    /// One recording, and what there is of it.
    struct Recording: Sendable {
        let facts: RecordingFacts
        /// The index of the track whose instants say when there is something of it: the first with pictures, or with
        /// sound where there are none; nil where it has neither.
        let mainTrack: Int?
        /// How many access units of the main track are committed to.
        let committed: UInt64?
        /// The parts of its main track, by their first instant.
        var main: [Part] = []
        /// The parts of its other sound tracks, by index.
        var sound: [Int: [Part]] = [:]

        init(_ facts: RecordingFacts) {
            self.facts = facts
            let main =
                facts.tracks.first { $0.kind == .video } ?? facts.tracks.first { $0.kind == .audio }
            mainTrack = main?.index
            committed = facts.commitment?.tracks.first { $0.index == main?.index }?.count
        }

        /// From its first to its last instant.
        var span: (from: WallTime, to: WallTime)? {
            guard let from = main.lazy.map(\.first).min(), let to = main.lazy.map(\.last).max() else {
                return nil
            }
            return (from, to)
        }

        /// How many access units may be at its beginning or between two of its masters without being there.
        func excused(undecodable: Bool) -> UInt64 {
            facts.leftOut.reduce(0) { sum, part in
                switch part {
                case .fields(let count): sum.addingClamped(count.addingClamped(count))
                case .undecodable(let count) where undecodable:
                    sum.addingClamped(count.addingClamped(count))
                default: sum
                }
            }
        }
    }

    /// In the order of the record.
    private(set) var recordings: [Recording]
    private let places: [String: Int]
    /// The places of each camera's recordings.
    let ofCamera: [String: [Int]]

    init(_ record: Record, _ runs: [TrackRuns]) {
        var recordings = record.recordings.map(Recording.init)
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
        for place in recordings.indices {
            recordings[place].main.sort { $0.first < $1.first }
            recordings[place].sound = recordings[place].sound.mapValues { $0.sorted { $0.first < $1.first } }
        }
        self.recordings = recordings
    }

    /// The recording of an id.
    func recording(_ id: String) -> Recording? { places[id].map { recordings[$0] } }

    /// The recordings of a camera; all where it is nil.
    func recordings(of camera: String?) -> [Recording] {
        guard let camera else { return recordings }
        return (ofCamera[camera] ?? []).map { recordings[$0] }
    }
}
