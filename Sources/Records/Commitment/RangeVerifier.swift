import Sealing

/// Holds the access units of a master's track against a proof, one after the other; its memory is the
/// logarithm of their number.
///
/// For each access unit ask for ``nextNode()``, hash with the salts under it, and ``add(_:)`` it.
package struct RangeVerifier {
    /// Why a proof does not hold.
    package struct Flaw: Error, Sendable, Hashable {
        /// In plain words.
        package let reason: String

        /// A flaw from its reason.
        package init(reason: String) { self.reason = reason }
    }

    private let proof: RangeProof
    private let track: CommittedTrack
    private let hasher: MerkleHasher
    private let salts: SaltTree.Salts
    private var range = CompactRange(begin: 0)
    private var nextLeftOut = 0
    private var firstUnit: CommittedUnit?

    /// Begins with what lies before the run.
    ///
    /// - Throws: ``Flaw`` where the proof cannot be one of this track.
    package init(_ proof: RangeProof, of track: CommittedTrack) throws {
        self.proof = proof
        self.track = track
        hasher = try MerkleHasher()
        let (end, overflow) = proof.first.addingReportingOverflow(proof.count)
        guard proof.count > 0, !overflow, end <= track.count, track.count <= SaltTree.leafCount else {
            throw Flaw(reason: "the proof is of a run that the recording does not have")
        }
        let places = proof.leftOut.map(\.place)
        guard places.count <= RangeProof.maximumLeftOut, zip(places, places.dropFirst()).allSatisfy(<),
            places.allSatisfy({ $0 > 0 && $0 < proof.count - 1 })
        else { throw Flaw(reason: "what the proof leaves out is not inside the run") }
        let before = Subtree.cover(of: 0..<proof.first)
        let secret = RangeProof.cover(first: proof.first, count: proof.count, leftOut: places)
        guard before.count == proof.before.count, secret.count == proof.seeds.count,
            Subtree.cover(of: end..<track.count).count == proof.after.count
        else { throw Flaw(reason: "the proof has not the nodes that a proof of its run has") }
        salts = try SaltTree.Salts(zip(proof.seeds, secret).map { ($0, $1.level) })
        for (subtree, node) in zip(before, proof.before) {
            try range.append(node, level: subtree.level, with: hasher)
        }
    }

    /// The node of the next access unit, which its salts are made of.
    ///
    /// - Throws: ``Flaw`` where the run is at its end, or leaves something out that a master must have.
    package mutating func nextNode() throws -> SHA256Digest {
        while nextLeftOut < proof.leftOut.count,
            proof.leftOut[nextLeftOut].place == range.end - proof.first
        {
            let unit = proof.leftOut[nextLeftOut].unit
            guard let firstUnit, unit.pts < firstUnit.pts, unit.dts >= firstUnit.dts else {
                throw Flaw(reason: "an access unit is left out that is not shown before the first one")
            }
            try range.append(unit.leaf(track: track.index, hasher), with: hasher)
            nextLeftOut += 1
        }
        guard range.end < proof.first + proof.count, let salt = try salts.next() else {
            throw Flaw(reason: "it has more access units than the run of the recording")
        }
        return salt
    }

    /// Adds the next access unit, hashed with the salts under the node that was asked for.
    package mutating func add(_ unit: CommittedUnit) throws {
        if firstUnit == nil { firstUnit = unit }
        try range.append(unit.leaf(track: track.index, hasher), with: hasher)
    }

    /// Adds what lies behind the run, and compares the root.
    ///
    /// - Throws: ``Flaw`` where the access units are not the committed ones.
    package mutating func finish() throws {
        guard range.end == proof.first + proof.count else {
            throw Flaw(reason: "it has fewer access units than the run of the recording")
        }
        for (subtree, node) in zip(Subtree.cover(of: range.end..<track.count), proof.after) {
            try range.append(node, level: subtree.level, with: hasher)
        }
        guard try range.root(with: hasher) == track.root else {
            throw Flaw(reason: "its access units are not the ones the owner committed to, in their order")
        }
    }
}
