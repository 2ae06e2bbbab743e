import Sealing

/// Makes the proof of one run while a track's leaves pass by in order; its memory is the logarithm of how many.
package struct RangeProver {
    private var first: UInt64?
    private var end: UInt64 = 0
    private var before: [SHA256Digest] = []
    /// The leaves since the last one that was handed over.
    private var gap = CompactRange(begin: 0)
    private var leftOut: [RangeProof.LeftOut] = []
    /// What would be left out, should the run go on.
    private var pending: [RangeProof.LeftOut] = []
    private var hasSkipped = false
    /// The run's first access unit.
    package private(set) var firstUnit: CommittedUnit?

    /// A prover that has seen nothing.
    package init() {}

    /// Takes note of the next leaf.
    ///
    /// - Parameters:
    ///   - leaf: its hash.
    ///   - unit: what the leaf is made of.
    ///   - isHandedOver: whether the access unit is in the master.
    /// - Throws: ``NotARun`` where the master is no run.
    package mutating func add(
        _ leaf: SHA256Digest, of unit: CommittedUnit, isHandedOver: Bool, _ hasher: MerkleHasher
    ) throws {
        let place = gap.end
        guard isHandedOver else {
            try gap.append(leaf, with: hasher)
            if let first, pending.count <= RangeProof.maximumLeftOut {
                pending.append(.init(place: place - first, unit: unit))
            }
            return
        }
        guard !hasSkipped else { throw NotARun(place: place) }
        if first == nil {
            first = place
            firstUnit = unit
            before = gap.hashes
        }
        // Only leading pictures may be missing: whoever verifies accepts nothing else.
        guard leftOut.count + pending.count <= RangeProof.maximumLeftOut, let firstUnit,
            pending.allSatisfy({ $0.unit.pts < firstUnit.pts })
        else { throw NotARun(place: place) }
        leftOut += pending
        pending.removeAll(keepingCapacity: true)
        end = place + 1
        gap = CompactRange(begin: end)
    }

    /// Takes note of the next 2^`level` leaves by their node; none of them is handed over.
    ///
    /// - Throws: ``SealingError/misuse(_:)`` where no node of that level can begin there.
    package mutating func skip(
        _ node: SHA256Digest, level: Int, _ hasher: MerkleHasher
    ) throws(SealingError) {
        try gap.append(node, level: level, with: hasher)
        // Should the run go on behind them, their times are not known, so it is none.
        if first != nil { hasSkipped = true }
    }

    /// The proof, behind the track's last leaf; nil where nothing of the track was handed over.
    package func proof(_ salts: SaltTree) throws(SealingError) -> RangeProof? {
        guard let first else { return nil }
        let cover = RangeProof.cover(first: first, count: end - first, leftOut: leftOut.map(\.place))
        return RangeProof(
            first: first, count: end - first, leftOut: leftOut, before: before, after: gap.hashes,
            seeds: try salts.seeds(of: cover))
    }

    /// What was handed over of a track has a hole in it.
    package struct NotARun: Error, Sendable, Hashable {
        /// Behind which place in the track.
        package let place: UInt64
    }
}
