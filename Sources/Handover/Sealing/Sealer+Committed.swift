import Cutting
import Objects
import Recordings
import Records
import Sealing
import Threads

/// A commitment that a recording seemed to be of, and is not.
package struct CommitmentOfAnother: Sendable {
    /// The recording's path.
    package let path: String
    /// The commitment.
    package let commitment: Precommitment
}

extension Sealer {
    /// What would leave of recordings of which some were committed to, each placed by the name it was committed to under.
    ///
    /// A file that lies elsewhere than it did, or is called otherwise, was found by its size and its ends; several may have
    /// these alike. The blocks that the cuts touch decide: they are read, and lead to the root committed to or do not. That
    /// is done by its own name first, since the name of a recording that it is not would move it out of sight.
    /// ``precommitments`` are then those that hold.
    ///
    /// - Parameters:
    ///   - possible: by the recording's path, the commitments it may be of, the most telling first.
    ///   - own: the plan of the same recordings by their own names.
    /// - Returns: the plan, and the commitments that were found to be of another file.
    /// - Throws: as ``plan(_:cameras:unread:)``.
    package mutating func plan(
        _ recordings: [Recording], cameras: [String], unread: [UnreadRecording], from own: SealPlan,
        committedAs possible: [String: [Precommitment]]
    ) throws -> (plan: SealPlan, ofOthers: [CommitmentOfAnother]) {
        var left = possible
        var ofOthers: [CommitmentOfAnother] = []
        var undecided = Set(possible.keys)
        while true {
            for (path, others) in try own.ofAnother(left, undecided) {
                ofOthers += left[path, default: []].prefix(others).map {
                    CommitmentOfAnother(path: path, commitment: $0)
                }
                left[path] = Array(left[path, default: []].dropFirst(others))
            }
            precommitments = left.compactMapValues(\.first)
            guard let placed = try placedAsCommitted(recordings) else { return (own, ofOthers) }
            let plan = try plan(placed, cameras: cameras, unread: unread)
            let before = Set(recordings)
            let moved = Set(plan.recordings.lazy.filter { !before.contains($0) }.map(\.path))
            undecided = []
            for (path, others) in try plan.ofAnother(left.mapValues { Array($0.prefix(1)) }, moved)
            where others > 0 {
                ofOthers += left[path, default: []].prefix(1).map {
                    CommitmentOfAnother(path: path, commitment: $0)
                }
                left[path] = Array(left[path, default: []].dropFirst())
                undecided.insert(path)
            }
            if undecided.isEmpty { return (plan, ofOthers) }
        }
    }
}

extension SealPlan {
    /// How many of the commitments that recordings may be of are those of other files, before the first that holds.
    ///
    /// - Parameter paths: the recordings that are looked at.
    fileprivate func ofAnother(
        _ possible: [String: [Precommitment]], _ paths: Set<String>
    ) throws -> [(path: String, count: Int)] {
        let looked = recordings.indices.filter { paths.contains(recordings[$0].path) }
        return try looked.concurrentMap { place in
            Result {
                let recording = recordings[place]
                let cuts = cuts(ofRecording: place).map { self.cuts[$0].cut }
                let commitments = possible[recording.path, default: []]
                let first = try commitments.firstIndex { try $0.holds(for: recording, cuts) }
                return (recording.path, first ?? commitments.count)
            }
        }.map { try $0.get() }
    }
}

extension Precommitment {
    /// Whether it is the commitment to a recording, as far as what is cut out of it shows.
    ///
    /// That one whose file is as it was holds is found out while it is sealed: there it is no mistake, and refused. Of one
    /// that was found by content the blocks around the cuts are read. Where they cannot be found, as in a container that
    /// keeps no times, or where nothing is cut that has blocks, the digest of the whole file decides.
    fileprivate func holds(for recording: Recording, _ cuts: [CutPlan]) throws -> Bool {
        guard isOf(recording) else { return false }
        guard isFoundByContent else { return true }
        let pass = PrecommittedPass(of: recording, self, cuts: cuts)
        do {
            let (proofs, units) = (try pass.proofs(), try pass.units())
            if !proofs.allSatisfy(\.isEmpty) || !units.allSatisfy(\.isEmpty) { return true }
        } catch let error as FootageError {
            switch error {
            case .missing, .notReadable: throw error
            // Whatever else stands there is not what was committed to.
            default: return false
            }
        } catch is PrecommittedPass.NotFound {}
        return try recording.open().digest().sha256 == sha256
    }
}
