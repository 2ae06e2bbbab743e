import Sealing
import Testing

@Suite("Salt trees")
struct SaltTreeTests {
    private let tree: SaltTree

    init() throws {
        tree = try SaltTree(
            secret: [UInt8](repeating: 7, count: 32), commitment: [UInt8](0..<16), track: 0)
    }

    private func salts(_ count: Int, of tree: SaltTree) throws -> [SHA256Digest] {
        let salts = try tree.salts()
        return try (0..<count).map { _ in try #require(try salts.next()) }
    }

    @Test("the seeds of a run give exactly the run's salts, whichever run up to 40 it is")
    func runs() throws {
        let all = try salts(41, of: tree)
        #expect(Set(all).count == all.count)
        for first in 0...40 {
            for end in first...40 {
                let cover = Subtree.cover(of: UInt64(first)..<UInt64(end))
                let seeds = try tree.seeds(of: cover)
                let run = try SaltTree.Salts(zip(seeds, cover).map { ($0, $1.level) })
                for salt in all[first..<end] { try #require(try run.next() == salt) }
                try #require(try run.next() == nil)
            }
        }
    }

    @Test("what is given away of a run is no seed that another salt is under")
    func secrecy() throws {
        let all = try salts(64, of: tree)
        let cover = Subtree.cover(of: 5..<23)
        for (seed, subtree) in zip(try tree.seeds(of: cover), cover) {
            let under = try SaltTree.Salts([(seed, subtree.level)])
            var count = 0
            while let salt = try under.next() {
                #expect(all[5..<23].contains(salt))
                count += 1
            }
            #expect(count == 1 << subtree.level)
        }
    }

    @Test("another secret, another commitment, another track: other salts")
    func apart() throws {
        let secret = [UInt8](repeating: 7, count: 32)
        let others = [
            try SaltTree(secret: [UInt8](repeating: 8, count: 32), commitment: [UInt8](0..<16), track: 0),
            try SaltTree(secret: secret, commitment: [UInt8](1..<17), track: 0),
            try SaltTree(secret: secret, commitment: [UInt8](0..<16), track: 1),
        ]
        var seen = Set(try salts(8, of: tree))
        for other in others {
            let salts = try salts(8, of: other)
            #expect(seen.isDisjoint(with: salts))
            seen.formUnion(salts)
        }
    }

    @Test("a tree never shows its secret")
    func description() throws {
        let root = try tree.seeds(of: [Subtree(start: 0, level: SaltTree.height)])
        #expect(!"\(tree)".contains(root[0].hex.prefix(8)))
        #expect(!String(reflecting: tree).contains(root[0].hex.prefix(8)))
    }
}
