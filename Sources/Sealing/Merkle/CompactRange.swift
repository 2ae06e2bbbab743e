/// A complete subtree: the leaves from ``start`` on, 2^``level`` of them.
///
/// ``start`` is a multiple of its number of leaves, so each such subtree that ends within a tree is a node
/// of it, in the shape of RFC 6962 §2.1.
package struct Subtree: Sendable, Hashable {
    /// The first leaf.
    package let start: UInt64
    /// Base-2 logarithm of the number of leaves; 0 to 63.
    package let level: Int

    /// A subtree from its first leaf and its level.
    package init(start: UInt64, level: Int) {
        self.start = start
        self.level = level
    }

    /// The fewest complete subtrees that together are the leaves of a range, in order: at most two of
    /// each level.
    package static func cover(of range: Range<UInt64>) -> [Subtree] {
        var cover: [Subtree] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let fits = 63 - (range.upperBound - start).leadingZeroBitCount
            let level = min(start.trailingZeroBitCount, fits)
            cover.append(Subtree(start: start, level: level))
            start += 1 << UInt64(level)
        }
        return cover
    }
}

/// The nodes that stand for a run of leaves in an RFC 6962 Merkle tree, however the tree goes on.
///
/// Leaves are appended one at a time and merged as soon as two halves of a node are there, so that the
/// memory is the logarithm of the run's length. A range from leaf 0 gives a root; ranges before and
/// behind other leaves are what a proof of these consists of.
package struct CompactRange: Sendable {
    /// The first leaf.
    package let begin: UInt64
    /// One past the last leaf.
    package private(set) var end: UInt64
    private var nodes: [(level: Int, hash: SHA256Digest)] = []

    /// An empty range in front of a leaf.
    package init(begin: UInt64) {
        self.begin = begin
        end = begin
    }

    /// The hashes of ``Subtree/cover(of:)`` of the range, in the same order.
    package var hashes: [SHA256Digest] { nodes.map(\.hash) }

    /// Appends the next leaf, or the next 2^`level` leaves by the hash of their node.
    ///
    /// - Throws: ``SealingError/misuse(_:)`` where no node of that level can begin at ``end``.
    package mutating func append(
        _ hash: SHA256Digest, level: Int = 0, with hasher: MerkleHasher
    ) throws(SealingError) {
        guard (0..<63).contains(level), end.trailingZeroBitCount >= level,
            end <= UInt64(Int64.max) - 1 << UInt64(level)
        else { throw .misuse("no node of level \(level) begins at leaf \(end)") }
        var node = (level: level, hash: hash)
        end += 1 << UInt64(level)
        // A left half stands on a multiple of the whole; a right half waits for a left one that is outside.
        while let left = nodes.last, left.level == node.level,
            (end >> UInt64(node.level)).isMultiple(of: 2)
        {
            nodes.removeLast()
            node = (node.level + 1, try hasher.node(left.hash, node.hash))
        }
        nodes.append(node)
    }

    /// The root of the tree that consists of these leaves (RFC 6962 §2.1).
    ///
    /// - Throws: ``SealingError/misuse(_:)`` where the range does not begin at leaf 0.
    package func root(with hasher: MerkleHasher) throws(SealingError) -> SHA256Digest {
        guard begin == 0 else { throw .misuse("a range from leaf \(begin) on has no root") }
        guard var root = nodes.last?.hash else { return try hasher.emptyRoot() }
        for node in nodes.dropLast().reversed() { root = try hasher.node(node.hash, root) }
        return root
    }
}
