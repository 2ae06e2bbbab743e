import Records
import Statements
import Foundation
import Sealing
import Testing

@Suite("Range proofs")
struct RangeProofTests {
    struct Unit {
        var pts: Int64
        var dts: Int64
        var bytes: [UInt8]
    }

    /// A committed track of a few access units, whose bytes are their number.
    struct SampleTrack {
        let units: [Unit]
        let key: CommitmentKey
        let committed: CommittedTrack

        init(_ count: Int, index: Int = 0, owner: Identity) throws {
            units = (0..<count).map { place in
                let time = Int64(10 * place)
                return Unit(pts: time, dts: time, bytes: [UInt8(place)])
            }
            key = try #require(
                CommitmentKey(id: String(repeating: "ab", count: 16), owner: owner))
            committed = try Self.commit(units, index, key)
        }

        init(_ units: [Unit], owner: Identity) throws {
            self.units = units
            key = try #require(CommitmentKey(id: String(repeating: "ab", count: 16), owner: owner))
            committed = try Self.commit(units, 0, key)
        }

        private static func commit(
            _ units: [Unit], _ index: Int, _ key: CommitmentKey
        ) throws -> CommittedTrack {
            let hasher = try MerkleHasher()
            let salts = try key.salts(ofTrack: index).salts()
            var range = CompactRange(begin: 0)
            for unit in units {
                try range.append(
                    committedUnit(unit, try #require(try salts.next())).leaf(track: index, hasher),
                    with: hasher)
            }
            return try CommittedTrack(
                index: index, count: range.end, root: try range.root(with: hasher),
                times: CommittedTimes(
                    TrackTimes(
                        timeBase: TimeBase(numerator: 1, denominator: 1000), firstDTS: 0, firstPTS: 0),
                    salt: .zero))
        }

        /// What the owner's tool makes for the units at these places.
        func proof(of places: Set<Int>) throws -> RangeProof? {
            let hasher = try MerkleHasher()
            let tree = try key.salts(ofTrack: committed.index)
            let salts = try tree.salts()
            var prover = RangeProver()
            for (place, unit) in units.enumerated() {
                let unit = try committedUnit(unit, try #require(try salts.next()))
                try prover.add(
                    unit.leaf(track: committed.index, hasher), of: unit,
                    isHandedOver: places.contains(place), hasher)
            }
            return try prover.proof(tree)
        }
    }

    private static func committedUnit(
        _ unit: Unit, _ salt: SHA256Digest
    ) throws -> CommittedUnit {
        CommittedUnit(
            pts: unit.pts, dts: unit.dts, flags: 0, picture: try SHA256Digest.of(salt.bytes + unit.bytes))
    }

    /// What somebody with a key finds out: nil where everything holds.
    static func flaw(
        _ proof: RangeProof, _ track: CommittedTrack, _ units: [Unit]
    ) throws -> String? {
        do {
            var verifier = try RangeVerifier(proof, of: track)
            for unit in units { try verifier.add(committedUnit(unit, try verifier.nextNode())) }
            try verifier.finish()
            return nil
        } catch let flaw as RangeVerifier.Flaw {
            return flaw.reason
        }
    }

    private let owner: Identity
    init() throws { owner = try Identity.generate(name: "Owner", role: .owner) }

    @Test("every run of every track up to 24 access units is proved, in a logarithm of its nodes")
    func all() throws {
        for count in 1...24 {
            let track = try SampleTrack(count, owner: owner)
            for first in 0..<count {
                for end in first + 1...count {
                    let proof = try #require(try track.proof(of: Set(first..<end)))
                    try #require(
                        try Self.flaw(proof, track.committed, Array(track.units[first..<end])) == nil)
                    #expect(proof.before.count <= 5 && proof.after.count <= 9 && proof.seeds.count <= 8)
                }
            }
        }
    }

    @Test("altered, dropped, reordered, repeated, inserted, shifted, from elsewhere: no other run passes")
    func changes() throws {
        let track = try SampleTrack(20, owner: owner)
        let run = Array(track.units[5..<13])
        let proof = try #require(try track.proof(of: Set(5..<13)))
        let changes: [(String, (inout [Unit]) -> Void)] = [
            ("altered", { $0[3].bytes[0] ^= 1 }),
            ("altered first", { $0[0].bytes[0] ^= 1 }),
            ("altered last", { $0[7].bytes[0] ^= 1 }),
            ("made longer", { $0[3].bytes.append(0) }),
            ("dropped", { $0.remove(at: 3) }),
            ("dropped first", { $0.removeFirst() }),
            ("dropped last", { $0.removeLast() }),
            ("reordered", { $0.swapAt(3, 4) }),
            (
                "reordered under their old times",
                { (run: inout [Unit]) in
                    (run[3].bytes, run[4].bytes) = (run[4].bytes, run[3].bytes)
                }
            ),
            ("repeated", { $0.insert($0[3], at: 3) }),
            ("repeated instead of another", { $0[4].bytes = $0[3].bytes }),
            ("from elsewhere", { $0[3].bytes = [99] }),
            ("shown at another time", { $0[3].pts += 1 }),
            ("decoded at another time", { $0[3].dts += 1 }),
        ]
        for (what, change) in changes {
            var changed = run
            change(&changed)
            #expect(try Self.flaw(proof, track.committed, changed) != nil, "\(what)")
        }
        #expect(try Self.flaw(proof, track.committed, run) == nil)
    }

    @Test("a proof with anything changed in it proves nothing")
    func changedProofs() throws {
        let track = try SampleTrack(20, owner: owner)
        let run = Array(track.units[5..<13])
        let honest = try #require(try track.proof(of: Set(5..<13)))
        let other = try SHA256Digest.of([])
        var changes: [(String, (inout RangeProof) -> Void)] = [
            ("first", { $0.first += 1 }), ("first back", { $0.first -= 1 }),
            ("count", { $0.count += 1 }), ("count back", { $0.count -= 1 }),
            ("nothing", { $0.count = 0 }), ("far away", { $0.first = .max }),
            ("a node too many", { $0.after.append(other) }),
            ("a node too few", { $0.before.removeLast() }),
            ("a seed too few", { $0.seeds.removeLast() }),
            (
                "a hole from nowhere",
                {
                    $0.leftOut = [
                        .init(place: 3, unit: CommittedUnit(pts: 0, dts: 80, flags: 0, picture: other))
                    ]
                }
            ),
        ]
        for place in honest.before.indices { changes.append(("before", { $0.before[place] = other })) }
        for place in honest.after.indices { changes.append(("after", { $0.after[place] = other })) }
        for place in honest.seeds.indices { changes.append(("seed", { $0.seeds[place] = other })) }
        for (what, change) in changes {
            var proof = honest
            change(&proof)
            #expect(try Self.flaw(proof, track.committed, run) != nil, "\(what)")
        }
        var elsewhere = track.committed
        elsewhere.index = 1
        #expect(try Self.flaw(honest, elsewhere, run) != nil, "another track")
        let stranger = try Identity.generate(name: "Stranger", role: .owner)
        let others = try SampleTrack(20, owner: stranger).committed
        #expect(try Self.flaw(honest, others, run) != nil, "another owner's commitment")
    }

    /// An open group: the key frame at place 4, then two leading pictures, then the rest.
    private var openGroup: [Unit] {
        let shown: [Int: Int64] = [4: 60, 5: 40, 6: 50]
        return (0..<12).map { place in
            let time = Int64(10 * place)
            return Unit(pts: shown[place] ?? time, dts: time - 20, bytes: [UInt8(place)])
        }
    }

    @Test("leading pictures may be left out, and are shown to be ones")
    func leading() throws {
        let track = try SampleTrack(openGroup, owner: owner)
        let places = Set([4] + Array(7..<11))
        let proof = try #require(try track.proof(of: places))
        #expect(proof.leftOut.map(\.place) == [1, 2])
        let run = places.sorted().map { track.units[$0] }
        #expect(try Self.flaw(proof, track.committed, run) == nil)
        let all = (4..<11).map { track.units[$0] }
        #expect(try Self.flaw(proof, track.committed, all) != nil)
    }

    @Test("nothing else may be left out: the prover refuses, and whoever lies about it is found out")
    func holes() throws {
        let track = try SampleTrack(openGroup, owner: owner)
        #expect(throws: RangeProver.NotARun.self) { try track.proof(of: [4, 7, 9, 10]) }
        // The liar's proof is right in every digest, and leaves out a picture that is shown later.
        let tree = try track.key.salts(ofTrack: 0)
        let salts = try tree.salts()
        let units = try track.units.map { try Self.committedUnit($0, try #require(try salts.next())) }
        var proof = try #require(try track.proof(of: [4, 7, 8, 9, 10]))
        proof.leftOut.append(.init(place: 4, unit: units[8]))
        let cover =
            Subtree.cover(of: 4..<5) + Subtree.cover(of: 7..<8) + Subtree.cover(of: 9..<11)
        proof.seeds = try tree.seeds(of: cover)
        let flaw = try Self.flaw(proof, track.committed, [4, 7, 9, 10].map { track.units[$0] })
        #expect(flaw?.contains("not shown before the first") == true)
        // Said to be shown earlier, it is another leaf.
        proof.leftOut[2].unit.pts = 0
        #expect(try Self.flaw(proof, track.committed, [4, 7, 9, 10].map { track.units[$0] }) != nil)
    }

    @Test("a proof's size is the logarithm of the track's length: at most 64 nodes in a million")
    func size() throws {
        for end in [1_000, 1_000_000] as [UInt64] {
            let first = end / 3
            let nodes = Subtree.cover(of: 0..<first).count + Subtree.cover(of: first + 250..<end).count
            #expect(nodes <= 3 * (64 - end.leadingZeroBitCount))
            #expect(Subtree.cover(of: first..<first + 250).count <= 16)
        }
    }

    @Test("as JSON it reads back as it was written")
    func json() throws {
        let track = try SampleTrack(openGroup, owner: owner)
        let proof = try #require(try track.proof(of: [4, 7, 8]))
        let json = try StrictJSON.encode(proof)
        #expect(try StrictJSON.decode(RangeProof.self, from: json, maximumBytes: 1 << 16) == proof)
        #expect(
            String(decoding: json, as: UTF8.self).contains(#""left_out":[{"dts":"#))
    }

    @Test("the same owner and id give the same salts; a key shows its id and nothing else")
    func keys() throws {
        let id = String(repeating: "0f", count: 16)
        let one = try #require(CommitmentKey(id: id, owner: owner))
        let two = try #require(CommitmentKey(id: id, owner: owner))
        let subtree = [Subtree(start: 0, level: 0)]
        #expect(
            try one.salts(ofTrack: 3).seeds(of: subtree) == two.salts(ofTrack: 3).seeds(of: subtree))
        for text in ["\(one)", String(reflecting: one)] { #expect(text == "CommitmentKey(\(id))") }
        for wrong in ["", "0F" + id.dropFirst(2), id + "00", String(id.dropLast()) + "g"] {
            #expect(CommitmentKey(id: wrong, owner: owner) == nil)
        }
        let fresh = try CommitmentKey(newFor: owner)
        #expect(CommitmentKey(id: fresh.id, owner: owner) != nil)
        #expect(try CommitmentKey(newFor: owner).id != fresh.id)
    }
}
