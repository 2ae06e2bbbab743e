/// The two hashes of an RFC 6962 Merkle tree (§2.1), and SHA-256 for what goes into its leaves.
///
/// Not `Sendable`: one owner. It keeps one context for all the hashes it makes.
package final class MerkleHasher {
    private let hasher: SHA256Hasher
    /// `0x01` and room for two digests.
    private var pair = [UInt8](repeating: 1, count: 1 + 2 * SHA256Digest.byteCount)

    /// A hasher for any number of nodes.
    ///
    /// - Throws: ``SealingError/cryptoLibrary(operation:cause:)``.
    package init() throws(SealingError) { hasher = try SHA256Hasher() }

    /// The hash of a leaf: `SHA-256(0x00 ‖ data)`.
    package func leaf(_ data: [UInt8]) throws(SealingError) -> SHA256Digest {
        try hasher.update([0])
        try hasher.update(data)
        return try hasher.finalizeAndRestart()
    }

    /// The hash of an inner node: `SHA-256(0x01 ‖ left ‖ right)`.
    package func node(_ left: SHA256Digest, _ right: SHA256Digest) throws(SealingError) -> SHA256Digest {
        pair.replaceSubrange(1..<33, with: left.bytes)
        pair.replaceSubrange(33..<65, with: right.bytes)
        try hasher.update(pair)
        return try hasher.finalizeAndRestart()
    }

    /// The root of a tree without leaves: the SHA-256 of nothing.
    package func emptyRoot() throws(SealingError) -> SHA256Digest { try hasher.finalizeAndRestart() }

    /// The root over leaves that are all at hand.
    package func root(ofLeaves leaves: [SHA256Digest]) throws(SealingError) -> SHA256Digest {
        var range = CompactRange(begin: 0)
        for leaf in leaves { try range.append(leaf, with: self) }
        return try range.root(with: self)
    }

    /// SHA-256 over pieces that come one by one; it MUST be ended by `finalizeAndRestart`.
    package var pieces: SHA256Hasher { hasher }
}
