import Custody
import Foundation
import Sealing
import Testing

/// The worked example of docs/spec/commitment.md. Its digests were made by another program than ours, from
/// the page alone.
@Suite("Example in docs/spec/commitment.md")
struct CommitmentPageTests {
    private struct Unit {
        var pts: Int64
        var dts: Int64
        var flags: UInt8
        var canonical: [UInt8]
    }

    private let key: CommitmentKey
    private let commitment: SourceCommitment
    private let proof: RangeProof

    init() throws {
        commitment = try StrictJSON.decode(
            SourceCommitment.self, from: try Repository.example(of: "commitment"), maximumBytes: 1 << 16)
        proof = try StrictJSON.decode(
            RangeProof.self, from: try Repository.example(of: "commitment", "json", 1), maximumBytes: 1 << 16)
        key = try #require(CommitmentKey(id: commitment.id, owner: try Story().owner))
    }

    private func units(_ place: Int) throws -> [Unit] {
        try String(decoding: try Repository.example(of: "commitment", "text", place), as: UTF8.self)
            .split(separator: "\n").dropFirst().map { row in
                let columns = row.split(separator: " ")
                let hex = try #require(columns.last)
                return Unit(
                    pts: try #require(Int64(columns[1])), dts: try #require(Int64(columns[2])),
                    flags: try #require(UInt8(columns[3])),
                    canonical: try stride(from: 0, to: hex.count, by: 2).map { offset in
                        try #require(UInt8(hex.dropFirst(offset).prefix(2), radix: 16))
                    })
            }
    }

    private func committed(_ unit: Unit, _ salt: SHA256Digest) throws -> CommittedUnit {
        CommittedUnit(
            pts: unit.pts, dts: unit.dts, flags: unit.flags,
            content: try SHA256Digest.of(salt.bytes + unit.canonical))
    }

    /// The access units of a track with their salts.
    private func track(_ index: Int) throws -> [CommittedUnit] {
        let salts = try key.salts(ofTrack: index).salts()
        return try units(index).map { try committed($0, try #require(try salts.next())) }
    }

    @Test("the printed salts, contents and leaves are what the access units give")
    func leaves() throws {
        let page = try String(
            contentsOf: Repository.root.appending(path: "docs/spec/commitment.md"), encoding: .utf8)
        let tree = try key.salts(ofTrack: 0)
        let seeds = try tree.seeds(of: [Subtree(start: 0, level: 32), Subtree(start: 2, level: 0)])
        for seed in seeds { #expect(page.contains("`\(seed.hex)`")) }
        let hasher = try MerkleHasher()
        let printed = String(
            decoding: try Repository.example(of: "commitment", "text", 2), as: UTF8.self
        ).split(whereSeparator: \.isWhitespace).map(String.init)
        let made = try track(0).enumerated().flatMap { place, unit in
            ["\(place)", unit.content.hex, try unit.leaf(track: 0, hasher).hex]
        }
        #expect(made == printed)
    }

    @Test("the commitment is that of the printed tracks")
    func roots() throws {
        let hasher = try MerkleHasher()
        for committed in commitment.tracks {
            let leaves = try track(committed.index).map { try $0.leaf(track: committed.index, hasher) }
            #expect(UInt64(leaves.count) == committed.count)
            #expect(try hasher.root(ofLeaves: leaves) == committed.root)
        }
        #expect(try SourceCommitment.root(of: commitment.tracks) == commitment.root)
        let avcC: [UInt8] = [
            0x01, 0x42, 0xC0, 0x0A, 0xFF, 0xE1, 0x00, 0x04, 0x67, 0x64, 0x0A, 0x0B, 0x01, 0x00, 0x02, 0x68,
            0xEE,
        ]
        #expect(try SHA256Digest.of(avcC) == commitment.tracks[0].codecHeaderSHA256)
        #expect(try SourceCommitment(id: commitment.id, tracks: commitment.tracks) == commitment)
    }

    @Test("the proof shows that access units 2 and 4 are a run, and no other two")
    func proved() throws {
        let units = try units(0)
        func holds(_ places: [Int]) throws -> Bool {
            do {
                var verifier = try RangeVerifier(proof, of: commitment.tracks[0])
                for place in places {
                    try verifier.add(committed(units[place], verifier.nextSalt()))
                }
                try verifier.finish()
                return true
            } catch is RangeVerifier.Flaw {
                return false
            }
        }
        #expect(try holds([2, 4]))
        for places in [[2, 3], [3, 4], [4, 2], [2, 2], [2], [2, 3, 4], [2, 4, 5], [1, 4]] {
            #expect(try !holds(places), "\(places)")
        }
    }

    @Test("our own prover makes the printed proof")
    func made() throws {
        let hasher = try MerkleHasher()
        var prover = RangeProver()
        for (place, unit) in try track(0).enumerated() {
            try prover.add(
                unit.leaf(track: 0, hasher), of: unit, isHandedOver: [2, 4].contains(place), hasher)
        }
        #expect(try prover.proof(key.salts(ofTrack: 0)) == proof)
    }
}
