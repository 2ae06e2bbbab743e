import Records
import Statements
import Sealing

/// A master's run: from one second to another of a recording, with its places.
struct RecordedPiece: Sendable {
    var from: Double
    var to: Double
    var first: UInt64
    var role = ObjectRole.master
    var recording = "r1"
}

/// Two minutes of 21:40:30 to 21:42:30 are granted of front-door with sound; seconds count from there. The recording
/// begins 150 s before and has 3000 pictures.
struct RecordedScene {
    var record: Record
    let grants: [GrantedWindow]
    var runs: [TrackRuns]

    init(_ pieces: [RecordedPiece], gaps: [Gap] = [], edit: (inout Record) throws -> Void = { _ in }) throws {
        let story = try Story()
        var record = try story.record
        grants = try Authorization(
            request: record.request, consent: record.consent, owner: story.owner.signingKey.verifyingKey,
            at: record.sealed
        ).grants.filter { $0.camera == "front-door" }
        var facts = record.recordings[0]
        let none = try SHA256Digest.of([])
        facts.leftOut = [.track(1, reason: .silent, window: nil)]
        facts.tracks[1].handedOver = false
        func track(_ index: Int, count: UInt64) throws -> CommittedTrack {
            let times = TrackTimes(timeBase: facts.tracks[index].timeBase, firstDTS: 0, firstPTS: 0)
            return try CommittedTrack(
                index: index, count: count, root: none, times: CommittedTimes(times, salt: none))
        }
        facts.commitment = try SourceCommitment(
            id: String(repeating: "0", count: 32),
            tracks: [track(0, count: 3000), track(1, count: 5000)],
            evidence: CommittedEvidence(
                StartTraces(parts: [facts.name], creationTime: nil), salt: none))
        var second = facts
        second.id = "r2"
        record.recordings = [facts] + (pieces.contains { $0.recording == "r2" } ? [second] : [])
        var runs: [TrackRuns] = []
        record.objects = try pieces.enumerated().map { place, piece in
            var object = record.objects[piece.role == .master ? 1 : 0]
            (object.file, object.name) = ("data/\(place).age", "\(place)")
            object.recording = piece.recording
            object.role = piece.role
            object.window = try Self.window(piece.from, piece.to + 0.1)
            object.tracks = [object.tracks[0]]
            let count = UInt64(((piece.to - piece.from) * 10).rounded()) + 1
            object.tracks[0].accessUnits = count
            object.tracks[0].firstPTS = 0
            object.tracks[0].lastPTS = Int64(count - 1) * 100
            object.derivative?.frames = count
            if piece.role == .master {
                object.tracks[0].proof = RangeProof(
                    first: piece.first, count: count, leftOut: [], before: [], after: [], seeds: [])
            } else {
                object.derivative?.reason = piece.role == .leadOut ? .afterWindow : .betweenKeyFrames
            }
            runs.append(
                TrackRuns(
                    object: place, track: 0,
                    runs: [.init(from: try Self.time(piece.from), to: try Self.time(piece.to))]))
            return object
        }
        record.gaps = gaps
        try edit(&record)
        self.record = record
        self.runs = runs
    }

    static func time(_ seconds: Double) throws -> WallTime {
        try WallTime(rfc3339: "2026-07-04T21:40:30+02:00").adding(
            nanoseconds: Int64((seconds * 1000).rounded()) * 1_000_000)
    }

    static func window(_ from: Double, _ to: Double) throws -> Window {
        try Window(from: time(from), to: time(to))
    }

    var completeness: Completeness { Completeness(of: record, grants: grants, runs: runs) }

    /// What nothing accounts for, in seconds.
    var holes: [[Double]] {
        completeness.holes.map { hole in
            [hole.window.from, hole.window.to].map {
                Double($0.nanoseconds(since: grants[0].window.from) / 1_000_000) / 1000
            }
        }
    }

    static func gap(
        _ from: Double, _ to: Double, _ reason: GapReason = .noneRecorded(recording: "r1"),
        camera: String? = "front-door", of subject: Gap.Subject? = nil, track: Int? = nil
    ) throws -> Gap {
        let isPictures = reason.recording != nil
        return Gap(
            camera: camera, window: try window(from, to),
            subject: subject ?? (isPictures ? .pictures : .everything), track: track, reason: reason)
    }

    static let whole = RecordedPiece(from: 0, to: 119.9, first: 1500)
    static let nothing = GapReason.noRecording(mayBeRounding: false)

    static func overlap(_ from: Double, _ to: Double, of ids: [String] = ["r1", "r2"]) throws
        -> Overlap
    {
        Overlap(camera: "front-door", window: try window(from, to), recordings: ids)
    }
}
