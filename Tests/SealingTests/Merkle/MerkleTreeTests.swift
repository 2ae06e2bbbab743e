import Sealing
import Testing

@Suite("Merkle trees (RFC 6962)")
struct MerkleTreeTests {
    /// The eight leaves, and the roots over the first n of them, that the reference implementations of
    /// Certificate Transparency test themselves with.
    static let leaves: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43], Array(0x50...0x57),
        Array(0x60...0x6F),
    ]
    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test("the known roots come out", arguments: 0...8)
    func vectors(count: Int) throws {
        let hasher = try MerkleHasher()
        let leaves = try Self.leaves.prefix(count).map { try hasher.leaf($0) }
        #expect(try hasher.root(ofLeaves: leaves).hex == Self.roots[count])
    }

    /// RFC 6962 §2.1, word for word, with no memory of what it hashed before.
    static func naiveRoot(_ leaves: ArraySlice<SHA256Digest>) throws -> SHA256Digest {
        guard leaves.count > 1 else { return try leaves.first ?? SHA256Digest.of([]) }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        let left = try naiveRoot(leaves[..<middle])
        let right = try naiveRoot(leaves[middle...])
        return try SHA256Digest.of([1] + left.bytes + right.bytes)
    }

    static func leaves(_ count: Int) throws -> [SHA256Digest] {
        try (0..<count).map { try SHA256Digest.of([0, UInt8($0)]) }
    }

    @Test("every run of every tree up to 40 leaves, with the nodes around it, gives the tree's root")
    func ranges() throws {
        let hasher = try MerkleHasher()
        for count in 0...40 {
            let leaves = try Self.leaves(count)
            let root = try Self.naiveRoot(leaves[...])
            for first in 0...count {
                for end in first...count {
                    func nodes(_ range: Range<Int>) throws -> [SHA256Digest] {
                        var compact = CompactRange(begin: UInt64(range.lowerBound))
                        for leaf in leaves[range] { try compact.append(leaf, with: hasher) }
                        return compact.hashes
                    }
                    var whole = CompactRange(begin: 0)
                    func append(_ range: Range<Int>) throws {
                        let cover = Subtree.cover(of: UInt64(range.lowerBound)..<UInt64(range.upperBound))
                        let hashes = try nodes(range)
                        try #require(cover.count == hashes.count)
                        for (subtree, hash) in zip(cover, hashes) {
                            try whole.append(hash, level: subtree.level, with: hasher)
                        }
                    }
                    try append(0..<first)
                    for leaf in leaves[first..<end] { try whole.append(leaf, with: hasher) }
                    try append(end..<count)
                    try #require(try whole.root(with: hasher) == root, "\(first)..<\(end) of \(count)")
                }
            }
        }
    }

    @Test(
        "a range is covered by the fewest whole subtrees: each on a multiple of its size, at most two of a size"
    )
    func cover() {
        for first in UInt64(0)..<70 {
            for end in first..<140 {
                let cover = Subtree.cover(of: first..<end)
                #expect(cover.reduce(0) { $0 + (1 << UInt64($1.level)) } == end - first)
                var next = first
                for subtree in cover {
                    #expect(subtree.start == next && subtree.start % (1 << UInt64(subtree.level)) == 0)
                    next += 1 << UInt64(subtree.level)
                }
                for level in 0..<8 { #expect(cover.count { $0.level == level } <= 2) }
            }
        }
    }

    @Test("a node cannot be put where the tree has none, and a range that begins later has no root")
    func misuse() throws {
        let hasher = try MerkleHasher()
        let leaf = try SHA256Digest.of([0])
        var range = CompactRange(begin: 3)
        #expect(throws: SealingError.self) { try range.append(leaf, level: 1, with: hasher) }
        #expect(throws: SealingError.self) { try range.append(leaf, level: 63, with: hasher) }
        #expect(throws: SealingError.self) { try range.root(with: hasher) }
        #expect(range.end == 3)
    }
}
