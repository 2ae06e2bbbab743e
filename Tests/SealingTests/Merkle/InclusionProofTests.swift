import Sealing
import Testing

@Suite("A proof that a leaf is in a tree (RFC 6962 §2.1.1)")
struct InclusionProofTests {
    private static func leaves(_ count: Int) throws -> [SHA256Digest] {
        let hasher = try MerkleHasher()
        return try (0..<count).map { try hasher.leaf([UInt8(truncatingIfNeeded: $0), UInt8($0 / 256)]) }
    }

    @Test("leads from every leaf of trees of all shapes to the root a compact range has")
    func leadsToRoot() throws {
        let hasher = try MerkleHasher()
        for count in Array(1...33) + [255, 256, 257] {
            let leaves = try Self.leaves(count)
            let tree = try MerkleTree(leaves: leaves)
            #expect(try tree.root == hasher.root(ofLeaves: leaves))
            for place in leaves.indices {
                let proof = try #require(tree.proof(of: place))
                #expect(try proof.root(ofLeaf: leaves[place], with: hasher) == tree.root)
            }
            #expect(tree.proof(of: count) == nil)
        }
    }

    @Test(
        "does not lead there from another place, with a hash more, less or changed, or in a tree of another size"
    )
    func refusesOthers() throws {
        let hasher = try MerkleHasher()
        let leaves = try Self.leaves(11)
        let tree = try MerkleTree(leaves: leaves)
        let proof = try #require(tree.proof(of: 6))
        var wrong: [InclusionProof] = []
        for place in [0, 5, 7, 10, 11, 12] as [UInt64] {
            wrong.append(InclusionProof(place: place, count: 11, path: proof.path))
        }
        wrong.append(InclusionProof(place: 6, count: 3, path: proof.path))
        wrong.append(InclusionProof(place: 6, count: 11, path: proof.path + [leaves[0]]))
        wrong.append(InclusionProof(place: 6, count: 11, path: Array(proof.path.dropLast())))
        for index in proof.path.indices {
            var path = proof.path
            path[index] = leaves[0]
            wrong.append(InclusionProof(place: 6, count: 11, path: path))
        }
        for proof in wrong {
            #expect(try proof.root(ofLeaf: leaves[6], with: hasher) != tree.root, "\(proof)")
        }
        #expect(try proof.root(ofLeaf: leaves[5], with: hasher) != tree.root)
    }
}
