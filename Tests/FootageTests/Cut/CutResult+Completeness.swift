import Cutting
import Objects
import Recordings
import Records
import Statements
import Sealing
import Testing

extension CutResult {
    /// Holds the cut against the rule of completeness, as whoever seals and whoever verifies do.
    ///
    /// - Returns: what is missing without a word, where the window lies in the recording; and what does not agree.
    func missing() throws -> (holes: [Completeness.Hole], flaw: String?) {
        let recording = plan.recording
        guard recording.span.contains(plan.grant.window), !objects.isEmpty else { return ([], nil) }
        var record = try record()
        let runs = objects.enumerated().flatMap { place, object in
            object.cut.tracks.enumerated().compactMap { index, track -> TrackRuns? in
                guard let source = recording.tracks.first(where: { $0.index == track.sourceTrack }),
                    let instants = object.cut.instants[track.id]
                else { return nil }
                return TrackRuns(
                    object: place, track: index,
                    runs: recording.placement.runs(of: track, object.cut.role, source: source, instants))
            }
        }
        record.gaps = Completeness.withoutWhatIsThere(record.gaps, of: record, runs: runs)
        let found = Completeness(of: record, grants: [plan.grant], runs: runs)
        return (
            found.holes, found.flaw ?? RecordReasons(of: record, grants: [plan.grant], runs: runs).flaw
        )
    }

    /// What a record would say of it, without proofs.
    func record() throws -> Record {
        let recording = plan.recording
        let owner = try Identity.generate(name: "Owner", role: .owner)
        let statement = try DSSEEnvelope.signing(
            payload: [0x7B, 0x7D], payloadType: "x", key: owner.signingKey, keyID: "x")
        let none = try SHA256Digest.of([])
        let held = Set(objects.flatMap(\.cut.tracks).map(\.sourceTrack))
        let main = try #require(
            recording.pictureTrack ?? recording.tracks.first { $0.kind == .audio })
        return Record(
            bundle: "b", request: statement, consent: statement, sealed: recording.span.to,
            recordings: [
                RecordingFacts(
                    id: "r1", camera: recording.camera, name: recording.name, size: 1, sha256: none,
                    container: recording.container,
                    tracks: recording.tracks.map { track in
                        var track = track
                        track.handedOver = held.contains(track.index)
                        track.description =
                            objects.lazy.compactMap { $0.cut.descriptions[track.index] }.first
                        return track
                    }, start: recording.start, conflicts: recording.conflicts,
                    origin: MediaInstant(track: main.index, time: recording.placement.origin),
                    leftOut: plan.leftOut)
            ],
            objects: objects.enumerated().map { place, object in
                ObjectFacts(
                    file: "data/\(place).age", name: "\(place)", role: object.cut.role, recording: "r1",
                    window: object.cut.window, size: object.cut.size, sha256: none,
                    padding: object.cut.padding, container: object.cut.container,
                    tracks: object.cut.tracks, derivative: object.cut.derivative)
            }, gaps: plan.picturesLeftOut("r1"),
            tool: ToolFacts(name: "", version: "", operatingSystem: "", libraries: [:]), log: [])
    }
}
