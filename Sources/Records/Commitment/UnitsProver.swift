import Sealing

/// Makes the proof of the access units a derivative stands for while a track's leaves pass by in order; its memory is
/// theirs, and the logarithm of how many others there are.
package struct UnitsProver {
    private enum State {
        case before, inside, behind
    }

    private let span: UnitSpan
    /// Where the stretch of a lead-out begins: the decoding time of the first packet behind the master.
    private let startDTS: Int64?
    private var state = State.before
    /// The leaf that passed by last, which may be the neighbour that the stretch begins with.
    private var held: (leaf: SHA256Digest, unit: CommittedUnit)?
    /// The leaves before the stretch, or behind it.
    private var range = CompactRange(begin: 0)
    private var first: UInt64 = 0
    private var rows: [RangeProof.LeftOut] = []
    private var before: [SHA256Digest] = []
    private var isBroken = false

    /// A prover that has seen nothing.
    ///
    /// - Parameters:
    ///   - span: the times the derivative's pictures are for.
    ///   - startDTS: for a lead-out, the decoding time of the first access unit behind its master.
    package init(_ span: UnitSpan, startingAt startDTS: Int64? = nil) {
        self.span = span
        self.startDTS = startDTS
    }

    /// Takes note of the next leaf.
    package mutating func add(
        _ leaf: SHA256Digest, of unit: CommittedUnit, _ hasher: MerkleHasher
    ) throws(SealingError) {
        switch state {
        case .before:
            guard startDTS.map({ unit.dts >= $0 }) ?? span.contains(unit.pts) else {
                try release(hasher)
                held = (leaf, unit)
                return
            }
            if startDTS != nil { try release(hasher) }
            first = range.end
            before = range.hashes
            if let held {
                take(held.unit)
            } else if startDTS == nil, first > 0 {
                // The neighbour was passed over with the node it is under.
                isBroken = true
            }
            held = nil
            state = .inside
            take(unit)
        case .inside: take(unit)
        case .behind: try range.append(leaf, with: hasher)
        }
    }

    /// Takes note of the next 2^`level` leaves by their node.
    ///
    /// - Throws: ``SealingError/misuse(_:)`` where no node of that level can begin there.
    package mutating func skip(
        _ node: SHA256Digest, level: Int, _ hasher: MerkleHasher
    ) throws(SealingError) {
        guard state != .inside else {
            isBroken = true
            return
        }
        try release(hasher)
        try range.append(node, level: level, with: hasher)
    }

    /// The proof, behind the track's last leaf; nil where no access unit of it passed by, or not all did.
    package var proof: UnitsProof? {
        guard state != .before, !isBroken else { return nil }
        return UnitsProof(
            first: first, rows: rows, before: before, after: state == .behind ? range.hashes : [])
    }

    private mutating func release(_ hasher: MerkleHasher) throws(SealingError) {
        guard let leaf = held?.leaf else { return }
        held = nil
        try range.append(leaf, with: hasher)
    }

    private mutating func take(_ unit: CommittedUnit) {
        rows.append(RangeProof.LeftOut(place: UInt64(rows.count), unit: unit))
        guard unit.dts >= span.end else { return }
        state = .behind
        range = CompactRange(begin: first + UInt64(rows.count))
    }
}
