import Custody
import Footage
import Sealing

/// Holds the access units of one master against the proof that they are a run of the recording committed to.
///
/// Not `Sendable`: one stage feeds it.
final class MasterInspection {
    /// Why a track is no run of the recording; nil where all are.
    private(set) var flaw: String?
    private var tracks: [Int: Track] = [:]

    /// What is known of one track.
    private final class Track {
        let facts: ObjectTrack
        let clock: LeafClock
        let committed: CommittedTrack?
        var verifier: RangeVerifier?
        var digest: RunDigest?
        var isHeaderChecked = false
        let hasher: MerkleHasher

        init(_ facts: ObjectTrack, _ source: SourceTrack, _ committed: CommittedTrack?) throws {
            self.facts = facts
            clock = LeafClock(source)
            self.committed = committed
            hasher = try MerkleHasher()
        }
    }

    private let comparesSource: Bool

    /// An inspection of a master; nil for what is none.
    ///
    /// - Parameter comparesSource: whether ``digests()`` will be asked for.
    init?(_ object: ObjectFacts, of recording: RecordIndex.Recording?, comparesSource: Bool) throws {
        guard object.role == .master, let recording else { return nil }
        self.comparesSource = comparesSource
        for facts in object.tracks {
            guard let source = recording.track(facts.sourceTrack) else { continue }
            let committed = recording.committedTrack(facts.sourceTrack)
            let track = try Track(facts, source, committed)
            tracks[facts.id] = track
            guard recording.facts.commitment != nil else { continue }
            guard let committed, let proof = facts.proof else {
                flaw = flaw ?? "track \(facts.id) has no proof"
                continue
            }
            try noting(facts.id) { track.verifier = try RangeVerifier(proof, of: committed) }
        }
    }

    /// Looks at one access unit of the object.
    func look(at sample: StoredSample, _ canonical: CanonicalBytes, _ bytes: UnsafeRawBufferPointer) throws {
        guard let track = tracks[sample.track] else { return }
        func time(_ tick: Int64) -> Int64? {
            track.clock.time(ofObject: tick, in: track.facts.timeBase, shift: track.facts.shift)
        }
        guard let pts = time(sample.pts), let dts = time(sample.dts) else {
            flaw = flaw ?? "track \(sample.track): a time of it is none that the recording has"
            return
        }
        if comparesSource {
            if track.digest == nil { track.digest = try RunDigest(canonical) }
            try track.digest?.add(bytes, pts: pts, dts: dts)
        }
        guard flaw == nil, track.verifier != nil else { return }
        try noting(sample.track) {
            if let header = track.committed?.codecHeaderSHA256, !track.isHeaderChecked {
                guard try SHA256Digest.of(canonical.codecHeader) == header else {
                    throw RangeVerifier.Flaw(reason: "its codec header is not the recording's")
                }
                track.isHeaderChecked = true
            }
            guard let salt = try track.verifier?.nextSalt() else { return }
            try track.hasher.pieces.update(salt.bytes)
            let flags = try canonical.hash(bytes, into: track.hasher.pieces)
            try track.verifier?.add(
                CommittedUnit(
                    pts: pts, dts: dts, flags: flags.rawValue,
                    content: try track.hasher.pieces.finalizeAndRestart()))
        }
    }

    /// Ends the inspection.
    func finish() throws {
        for (id, track) in tracks.sorted(by: { $0.key < $1.key }) where flaw == nil {
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
