import Cutting
import Objects
import Recordings
import Records
import Statements
import Sealing

/// What sealing needs to know of the recordings as a whole: the digest of each file, and the commitment to its
/// access units with the proofs of what is cut out of it.
///
/// Both are worked out while the window is cut, each on a thread of its own: what of a recording a master
/// takes is known from the plan. The commitment waits until ``beginCommitments()``: its demuxer holds the index of
/// the recording once more, and that need not lie in memory beside a decoder and an encoder.
///
/// A recording that was committed to before is read around the window only, and, where it is not large and lies where it lay,
/// once more as a file: that its size and times are as they were says nothing of its content, since a recorder that writes
/// through a mapping changes neither (docs/decisions/0058). One that was found by its content is never read whole
/// (docs/decisions/0133).
struct SourcePasses {
    /// What is known of a file as a whole.
    struct FileDigest: Sendable {
        let sha256: SHA256Digest
        let size: UInt64
        /// Whether the digest is the one taken when the recording was committed to, and not of bytes read now.
        let isAsCommitted: Bool
    }

    /// Up to this size, in bytes, a file that is as it was is read again all the same: that takes less than its window.
    static let maximumReadAgain: UInt64 = 256 << 20

    private let digests: SourcePass<FileDigest>
    private let commitments: SourcePass<Outcome>
    private let plan: SealPlan

    private struct Outcome: Sendable {
        let commitment: SourceCommitment
        let descriptions: [Int: TrackDescription]
        let proofs: [[Int: ProvenRun]]
        let units: [[Int: UnitsProof]]
    }

    /// Begins the digests.
    ///
    /// - Parameters:
    ///   - kept: what was committed to before, by the recording's path.
    ///   - meter: is told how many bytes were hashed.
    ///   - goesOn: is asked now and then whether to go on.
    init(
        _ plan: SealPlan, owner: Identity, kept: [String: Precommitment], meter: SealMeter,
        goesOn: @escaping @Sendable () -> Bool
    ) throws {
        self.plan = plan
        let recordings = plan.recordings
        let keys = try recordings.map { _ in try CommitmentKey(newFor: owner) }
        let cuts = recordings.indices.map { index in
            plan.cuts(ofRecording: index).map { plan.cuts[$0].cut }
        }
        digests = try SourcePass(over: recordings.count, goesOn: goesOn) { index, isCancelled in
            let recording = recordings[index]
            guard let kept = kept[recording.path] else {
                let read = try recording.open().digest { bytes in
                    meter.hashed(bytes: bytes)
                    return !isCancelled()
                }
                return FileDigest(sha256: read.sha256, size: read.size, isAsCommitted: false)
            }
            let size = UInt64(max(0, kept.stamp.size))
            guard size <= Self.maximumReadAgain, !kept.isFoundByContent else {
                return FileDigest(sha256: kept.sha256, size: size, isAsCommitted: true)
            }
            let read = try recording.open().digest { _ in !isCancelled() }
            guard read.sha256 == kept.sha256 else {
                throw PrecommittedPass.changed(recording.path, since: kept.committed)
            }
            return FileDigest(sha256: read.sha256, size: read.size, isAsCommitted: false)
        }
        commitments = try SourcePass(over: recordings.count, goesOn: goesOn) { index, isCancelled in
            let recording = recordings[index]
            func read(_ key: CommitmentKey, committedAs parts: [String]? = nil) throws -> Outcome {
                let outcome = try CommitmentPass(
                    of: recording.open(), recording.tracks, cuts: cuts[index], key: key, committedAs: parts
                ).run { bytes in
                    meter.hashed(bytes: bytes)
                    return !isCancelled()
                }
                return Outcome(
                    commitment: outcome.commitment, descriptions: outcome.descriptions,
                    proofs: outcome.proofs,
                    units: outcome.units)
            }
            guard let kept = kept[recording.path] else { return try read(keys[index]) }
            do {
                let pass = PrecommittedPass(of: recording, kept, cuts: cuts[index])
                return Outcome(
                    commitment: kept.commitment, descriptions: kept.descriptions,
                    proofs: try pass.proofs { !isCancelled() }, units: try pass.units { !isCancelled() })
            } catch is PrecommittedPass.NotFound {
                let outcome = try read(kept.key, committedAs: kept.commitment.evidence.traces.parts)
                guard outcome.commitment == kept.commitment else {
                    throw PrecommittedPass.changed(recording.path, since: kept.committed)
                }
                return outcome
            }
        }
        digests.begin()
    }

    /// Begins the commitments. Calling it again changes nothing.
    func beginCommitments() { commitments.begin() }

    /// Has both give up what is not done yet, and waits until their threads have ended. Whoever made it calls this, on every
    /// path.
    func end() {
        digests.cancel()
        commitments.end()
        digests.end()
    }

    /// The digest and size of a recording's file.
    func digest(ofRecording index: Int) throws -> FileDigest {
        try digests.wait(for: index)
    }

    /// The commitment to a recording.
    func commitment(toRecording index: Int) throws -> SourceCommitment {
        try commitments.wait(for: index).commitment
    }

    /// What a viewing of each track of a recording depends on, by its position.
    func descriptions(ofRecording index: Int) throws -> [Int: TrackDescription] {
        try commitments.wait(for: index).descriptions
    }

    /// The tracks of a master with their proofs, and what in them is no picture or sound.
    ///
    /// - Parameter cut: the place of the master's cut in the plan.
    /// - Throws: ``FootageError/incomplete(path:reason:)`` where the proof is not of what was written.
    func proving(_ tracks: [ObjectTrack], ofCut cut: Int) throws -> [ObjectTrack] {
        let recording = plan.cuts[cut].recording
        let place = cut - plan.cuts(ofRecording: recording).lowerBound
        let proofs = try commitments.wait(for: recording).proofs[place]
        return try tracks.map { track in
            guard let run = proofs[track.sourceTrack], run.proof.handedOver == track.accessUnits else {
                throw FootageError.incomplete(
                    path: plan.recordings[recording].path,
                    reason:
                        "what was read of track \(track.sourceTrack) is not what was committed to; is the "
                        + "file being written to?")
            }
            var track = track
            track.proof = run.proof
            track.other = run.other
            return track
        }
    }

    /// Gaps with the access units of the recordings whose beginning nothing can decode.
    ///
    /// - Throws: ``FootageError/tooMuch(reason:)`` where these are more than a record tells of.
    func proving(_ gaps: [Gap]) throws -> [Gap] {
        try gaps.map { gap in
            guard case .undecodable(let id, let pictures, _) = gap.reason,
                let recording = plan.recordings.indices.first(where: { "r\($0 + 1)" == id })
            else { return gap }
            let cuts = plan.cuts(ofRecording: recording)
            let units = try commitments.wait(for: recording).units
            let found = zip(cuts, units).first { cut, units in
                units[CutPlan.beginning] != nil && plan.cuts[cut].cut.window.contains(gap.window)
            }
            let proof = found?.1[CutPlan.beginning]
            guard proof?.rows.count ?? 0 <= UnitsProof.maximumRows else {
                throw FootageError.tooMuch(
                    reason:
                        "a recording begins with more than \(UnitsProof.maximumRows) pictures that nothing can decode, "
                        + "and a record tells of no more")
            }
            var gap = gap
            gap.reason = .undecodable(recording: id, pictures: pictures, units: proof)
            return gap
        }
    }

    /// What was encoded anew with the access units of the recording that it stands for.
    ///
    /// - Parameters:
    ///   - object: the place of the object in its cut.
    ///   - cut: the place of the cut in the plan.
    ///   - pictures: when its pictures are shown in the recording.
    /// - Throws: ``FootageError/incomplete(path:reason:)`` where they are not those of what was written.
    func units(
        ofObject object: Int, ofCut cut: Int, pictures: [Int64]
    ) throws -> UnitsProof {
        let recording = plan.cuts[cut].recording
        let (planned, path) = (plan.cuts[cut].cut, plan.recordings[recording].path)
        let place = cut - plan.cuts(ofRecording: recording).lowerBound
        let outcome = try commitments.wait(for: recording)
        guard let span = try planned.units(of: planned.objects[object]), let track = planned.pictureTrack,
            let proof = outcome.units[place][object]?.naming(pictures: Set(pictures), in: span),
            let committed = outcome.commitment.tracks.first(where: { $0.index == track })
        else {
            throw FootageError.incomplete(
                path: path, reason: "the packets of what was encoded anew were not found again")
        }
        guard proof.rows.count <= UnitsProof.maximumRows else {
            throw FootageError.tooMuch(
                reason:
                    "\(proof.rows.count) pictures in a row would have to be encoded anew, and a record tells of at most "
                    + "\(UnitsProof.maximumRows)")
        }
        let ends = outcome.proofs.compactMap { $0[track].map { $0.proof.first + $0.proof.count } }
        do {
            guard try proof.times(in: committed, span, masterEnds: ends) == pictures.sorted() else {
                throw RangeVerifier.Flaw(reason: "its pictures are not those of its access units")
            }
        } catch let flaw as RangeVerifier.Flaw {
            throw FootageError.incomplete(
                path: path,
                reason:
                    "what was encoded anew is not what was committed to (\(flaw.reason)); is the file being written to?"
            )
        }
        return proof
    }
}
