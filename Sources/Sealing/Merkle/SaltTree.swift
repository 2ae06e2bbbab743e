/// A binary tree of secrets whose leaves make salts: who gets a node can make the salts under it and no other.
///
/// `child = SHA-256("proffer-salt-tree-v1" ‖ parent ‖ 0x00 or 0x01)`, which is one block of the hash, and the
/// salt of leaf i is the node at depth 32 on the path of i's 32 bits, highest first. A run of n salts is so
/// given away in at most 2·log₂ n nodes (docs/spec/commitment.md, Salts).
package struct SaltTree: Sendable {
    /// How many levels are between the root and the salts.
    package static let height = 32
    /// How many salts a tree has.
    package static let leafCount: UInt64 = 1 << 32

    private static let label = Array("proffer-salt-tree-v1".utf8)
    private static let partLabel = Array("proffer-salt-part-v1".utf8)
    private let root: SHA256Digest

    /// The tree of one track of one commitment.
    ///
    /// - Parameters:
    ///   - secret: what only the owner has; 32 bytes.
    ///   - commitment: the bytes of the commitment's id, so that no two commitments have a salt in common.
    ///   - track: the track's position in its file.
    package init(secret: [UInt8], commitment: [UInt8], track: Int) throws(SealingError) {
        let root = SHA256Digest(
            bytes: try HKDFSHA256.derive(
                inputKeyMaterial: secret, salt: commitment, info: "proffer-commitment-v1 track \(track)"))
        guard let root else { throw .misuse("a salt tree's root has 32 bytes") }
        self.root = root
    }

    /// The secrets of subtrees that the tree has.
    package func seeds(of subtrees: [Subtree]) throws(SealingError) -> [SHA256Digest] {
        let hasher = try SHA256Hasher()
        var seeds: [SHA256Digest] = []
        for subtree in subtrees {
            guard subtree.level <= Self.height, subtree.start < Self.leafCount else {
                throw .misuse("a salt tree has \(Self.leafCount) salts")
            }
            var seed = root
            for level in (subtree.level..<Self.height).reversed() {
                seed = try Self.child(of: seed, isRight: subtree.start >> UInt64(level) & 1 == 1, hasher)
            }
            seeds.append(seed)
        }
        return seeds
    }

    /// All salts, from leaf 0 on.
    package func salts() throws(SealingError) -> Salts {
        try Salts([(root, Self.height)])
    }

    /// The salt of one of the things that a leaf binds: each has its own, so that one can be shown without the others.
    ///
    /// - Parameters:
    ///   - part: 1 to 3.
    ///   - node: the leaf's node of the tree.
    package static func salt(
        ofPart part: UInt8, under node: SHA256Digest, _ hasher: SHA256Hasher
    ) throws(SealingError) -> SHA256Digest {
        try hasher.update(partLabel)
        try hasher.update(node.bytes)
        try hasher.update([part])
        return try hasher.finalizeAndRestart()
    }

    /// The salt of something that is known of a file or a track of it, by its name: `times 0`, `evidence`.
    package static func salt(
        ofFact name: String, secret: [UInt8], commitment: [UInt8]
    ) throws(SealingError) -> SHA256Digest {
        let salt = SHA256Digest(
            bytes: try HKDFSHA256.derive(
                inputKeyMaterial: secret, salt: commitment, info: "proffer-commitment-v1 \(name)"))
        guard let salt else { throw .misuse("a salt has 32 bytes") }
        return salt
    }

    static func child(
        of parent: SHA256Digest, isRight: Bool, _ hasher: SHA256Hasher
    ) throws(SealingError) -> SHA256Digest {
        try hasher.update(label)
        try hasher.update(parent.bytes)
        try hasher.update([isRight ? 1 : 0])
        return try hasher.finalizeAndRestart()
    }

    /// The salts under some secrets, in order, each made when it is asked for.
    ///
    /// Not `Sendable`: one owner.
    package final class Salts {
        private let hasher: SHA256Hasher
        /// What is still to come, the next last.
        private var pending: [(seed: SHA256Digest, level: Int)]

        /// - Parameter seeds: with their levels, in the order of their leaves.
        package init(_ seeds: [(seed: SHA256Digest, level: Int)]) throws(SealingError) {
            hasher = try SHA256Hasher()
            pending = seeds.reversed()
        }

        /// The next leaf of the tree, which the salts of its access unit are made of; nil behind the last.
        package func next() throws(SealingError) -> SHA256Digest? {
            guard var (seed, level) = pending.popLast() else { return nil }
            while level > 0 {
                level -= 1
                pending.append((try SaltTree.child(of: seed, isRight: true, hasher), level))
                seed = try SaltTree.child(of: seed, isRight: false, hasher)
            }
            return seed
        }
    }
}

extension SaltTree: CustomStringConvertible, CustomDebugStringConvertible {
    /// Never shows a secret.
    package var description: String { "SaltTree" }
    /// As ``description``.
    package var debugDescription: String { description }
}
