/// The hashes that lead from one leaf to the root of an RFC 6962 Merkle tree (§2.1.1), from the leaf's sibling upwards.
package struct InclusionProof: Sendable, Hashable {
    /// The place of the leaf, from 0.
    package var place: UInt64
    /// How many leaves the tree has.
    package var count: UInt64
    /// The path; at most 64 hashes.
    package var path: [SHA256Digest]

    /// A proof from its parts.
    package init(place: UInt64, count: UInt64, path: [SHA256Digest]) {
        self.place = place
        self.count = count
        self.path = path
    }

    /// The root that a leaf has by this proof (RFC 9162 §2.1.3.2); nil where path, place and count do not go together.
    package func root(ofLeaf leaf: SHA256Digest, with hasher: MerkleHasher) throws(SealingError)
        -> SHA256Digest?
    {
        guard place < count else { return nil }
        var (node, last) = (place, count - 1)
        var hash = leaf
        for sibling in path {
            guard last > 0 else { return nil }
            if node & 1 == 1 || node == last {
                hash = try hasher.node(sibling, hash)
                while node & 1 == 0, node != 0 { (node, last) = (node >> 1, last >> 1) }
            } else {
                hash = try hasher.node(hash, sibling)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        return last == 0 ? hash : nil
    }
}

/// All nodes of a small Merkle tree, to prove many leaves of it.
package struct MerkleTree: Sendable {
    /// The leaves' hashes, then the nodes above them, level by level; the last has one node, the root.
    private var levels: [[SHA256Digest]]

    /// The tree over leaves by their hashes.
    ///
    /// - Throws: ``SealingError/misuse(_:)`` where there are none.
    package init(leaves: [SHA256Digest]) throws(SealingError) {
        guard !leaves.isEmpty else { throw .misuse("a tree without leaves has nothing to prove") }
        let hasher = try MerkleHasher()
        levels = [leaves]
        while let level = levels.last, level.count > 1 {
            var above: [SHA256Digest] = []
            above.reserveCapacity((level.count + 1) / 2)
            for left in stride(from: 0, to: level.count, by: 2) {
                // A node without a neighbour goes up as it is: that is the shape of RFC 6962.
                above.append(
                    left + 1 < level.count ? try hasher.node(level[left], level[left + 1]) : level[left])
            }
            levels.append(above)
        }
    }

    /// The root.
    package var root: SHA256Digest { levels[levels.count - 1][0] }

    /// The proof of a leaf; nil where there is no such place.
    package func proof(of place: Int) -> InclusionProof? {
        guard levels[0].indices.contains(place) else { return nil }
        var path: [SHA256Digest] = []
        var index = place
        for level in levels.dropLast() {
            if level.indices.contains(index ^ 1) { path.append(level[index ^ 1]) }
            index /= 2
        }
        return InclusionProof(place: UInt64(place), count: UInt64(levels[0].count), path: path)
    }
}
