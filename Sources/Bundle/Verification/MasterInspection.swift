import Objects
import Records
import Sealing

/// Holds the access units of one master against the proof that they are a run of the recording committed to.
///
/// Not `Sendable`: one stage feeds it.
final class MasterInspection {
    /// Why a track is no run of the recording; nil where all are.
    private(set) var flaw: String?
    /// Why a track has not as much that is no picture or sound as the record says; nil where all have.
    private(set) var otherFlaw: String?
    private var tracks: [Int: Track] = [:]

    /// What is known of one track.
    private final class Track {
        let facts: ObjectTrack
        let clock: LeafClock
        /// What a player of the object would make of its access units: its header says no more than the description.
        let units: UnitHasher
        let tally: OtherBytesTally
        var verifier: RangeVerifier?
        let digest: RunDigest?

        init(
            _ facts: ObjectTrack, _ source: SourceTrack, _ description: TrackDescription, comparesSource: Bool
        ) throws {
            self.facts = facts
            clock = LeafClock(source)
            units = try UnitHasher(objectDescribedBy: description)
            tally = try OtherBytesTally(description)
            digest = comparesSource ? try RunDigest(objectDescribedBy: description) : nil
        }
    }

    /// An inspection of a master; nil for what is none.
    ///
    /// - Parameter comparesSource: whether ``digests()`` will be asked for.
    init?(_ object: ObjectFacts, of recording: RecordIndex.Entry?, comparesSource: Bool) throws {
        guard object.role == .master, let recording else { return nil }
        for facts in object.tracks {
            guard let source = recording.track(facts.sourceTrack) else { continue }
            guard let description = source.description else {
                flaw = flaw ?? "the record does not say what a viewing of track \(facts.id) depends on"
                continue
            }
            let track = try Track(facts, source, description, comparesSource: comparesSource)
            tracks[facts.id] = track
            guard recording.facts.commitment != nil else { continue }
            guard let committed = recording.committedTrack(facts.sourceTrack), let proof = facts.proof else {
                flaw = flaw ?? "track \(facts.id) has no proof"
                continue
            }
            try noting(facts.id) { track.verifier = try RangeVerifier(proof, of: committed) }
        }
    }

    /// Looks at one access unit of the object.
    func look(at sample: StoredSample, _ bytes: UnsafeRawBufferPointer) throws {
        guard let track = tracks[sample.track] else { return }
        func time(_ tick: Int64) -> Int64? {
            track.clock.time(ofObject: tick, in: track.facts.timeBase, shift: track.facts.shift)
        }
        guard let pts = time(sample.pts), let dts = time(sample.dts) else {
            flaw = flaw ?? "track \(sample.track): a time of it is none that the recording has"
            return
        }
        try track.digest?.add(bytes, pts: pts, dts: dts)
        guard flaw == nil, track.verifier != nil else {
            // What is counted is counted whether or not the run is one.
            _ = try track.units.parts(of: bytes, under: nil, tally: track.tally)
            return
        }
        try noting(sample.track) {
            guard let node = try track.verifier?.nextNode() else { return }
            let parts = try track.units.parts(of: bytes, under: node, tally: track.tally)
            try track.verifier?.add(CommittedUnit(parts, pts: pts, dts: dts))
        }
    }

    /// Ends the inspection.
    func finish() throws {
        for (id, track) in tracks.sorted(by: { $0.key < $1.key }) {
            if track.facts.other != track.tally.table {
                otherFlaw =
                    otherFlaw
                    ?? "track \(id) has other bytes that are no picture or sound than the record says: "
                    + (OtherBytes.inWords(track.tally.table) ?? "none")
            }
            guard flaw == nil else { continue }
            try noting(id) { try track.verifier?.finish() }
        }
    }

    /// What each track comes to, by its number, to be compared with a source.
    func digests() throws -> [Int: RunDigest.Value] {
        try tracks.compactMapValues { try $0.digest?.finish() }
    }

    private func noting(_ track: Int, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let found as RangeVerifier.Flaw {
            flaw = flaw ?? "track \(track): \(found.reason)"
        }
    }
}
