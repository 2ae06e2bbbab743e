/// The hashes that show that a log of `to` entries begins with the same `from` entries as before (RFC 6962 §2.1.2).
package struct ConsistencyProof: Sendable, Hashable {
    /// How many entries there were.
    package var from: UInt64
    /// How many there are; not fewer.
    package var to: UInt64
    /// The hashes; at most 64.
    package var path: [SHA256Digest]

    /// A proof from its parts.
    package init(from: UInt64, to: UInt64, path: [SHA256Digest]) {
        self.from = from
        self.to = to
        self.path = path
    }

    /// Whether a tree with the one root grew into the tree with the other by appending alone (RFC 9162 §2.1.4.2).
    package func holds(
        from first: SHA256Digest, to second: SHA256Digest, with hasher: MerkleHasher
    ) throws(SealingError) -> Bool {
        guard from <= to else { return false }
        if from == to { return path.isEmpty && first == second }
        // Every log begins with nothing.
        if from == 0 { return path.isEmpty }
        var rest = path[...]
        if from & (from - 1) == 0 { rest = [first] + rest }
        guard let start = rest.popFirst() else { return false }
        var (node, last) = (from - 1, to - 1)
        while node & 1 == 1 { (node, last) = (node >> 1, last >> 1) }
        var (old, new) = (start, start)
        for hash in rest {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                old = try hasher.node(hash, old)
                new = try hasher.node(hash, new)
                while node & 1 == 0, node != 0 { (node, last) = (node >> 1, last >> 1) }
            } else {
                new = try hasher.node(new, hash)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        return last == 0 && old == first && new == second
    }
}
