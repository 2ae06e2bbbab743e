import Peers
import Records
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
        var picture: [UInt8]
        var sets: [UInt8] = []
        var rest: [UInt8] = []
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

    private static func rows(_ place: Int) throws -> [[Substring]] {
        String(decoding: try Repository.example(of: "commitment", "text", place), as: UTF8.self)
            .split(separator: "\n").map { $0.split(separator: " ") }
    }

    private static func bytes(_ hex: Substring) throws -> [UInt8] {
        try stride(from: 0, to: hex.count, by: 2).map { offset in
            try #require(UInt8(hex.dropFirst(offset).prefix(2), radix: 16))
        }
    }

    /// The parameter sets by their letters, as digests.
    private static func sets() throws -> [Character: [UInt8]] {
        var sets: [Character: [UInt8]] = [:]
        for row in try rows(0) {
            let digest = try SHA256Digest.of(bytes(try #require(row.last)))
            #expect(digest.hex == row[1])
            sets[try #require(row[0].first)] = digest.bytes
        }
        return sets
    }

    private func units(_ track: Int) throws -> [Unit] {
        let sets = try Self.sets()
        return try Self.rows(track + 1).dropFirst().map { row in
            var unit = Unit(
                pts: try #require(Int64(row[1])), dts: try #require(Int64(row[2])),
                flags: try #require(UInt8(row[3])), picture: try Self.bytes(row[track == 0 ? 5 : 4]))
            if track == 0 {
                unit.sets = row[6] == "-" ? [] : try row[6].flatMap { try #require(sets[$0]) }
                unit.rest = row[7] == "-" ? [] : try Self.bytes(row[7])
            }
            return unit
        }
    }

    private func committed(_ unit: Unit, _ node: SHA256Digest) throws -> CommittedUnit {
        let hasher = try SHA256Hasher()
        func digest(_ part: UInt8, _ bytes: [UInt8]) throws -> SHA256Digest {
            guard part == 1 || !bytes.isEmpty else { return .zero }
            return try SHA256Digest.of(
                try SaltTree.salt(ofPart: part, under: node, hasher).bytes + bytes)
        }
        return CommittedUnit(
            pts: unit.pts, dts: unit.dts, flags: unit.flags, picture: try digest(1, unit.picture),
            sets: try digest(2, unit.sets), rest: try digest(3, unit.rest))
    }

    /// The access units of a track with their salts.
    private func track(_ index: Int) throws -> [CommittedUnit] {
        let salts = try key.salts(ofTrack: index).salts()
        return try units(index).map { try committed($0, try #require(try salts.next())) }
    }

    @Test("the printed salts, digests and leaves are what the access units give")
    func leaves() throws {
        let page = try String(
            contentsOf: Repository.root.appending(path: "docs/spec/commitment.md"), encoding: .utf8)
        let tree = try key.salts(ofTrack: 0)
        let seeds = try tree.seeds(of: [Subtree(start: 0, level: 32), Subtree(start: 2, level: 0)])
        let salt = try SaltTree.salt(ofPart: 1, under: seeds[1], try SHA256Hasher())
        for digest in seeds + [salt] { #expect(page.contains("`\(digest.hex)`")) }
        let hasher = try MerkleHasher()
        let printed = try Self.rows(3).flatMap { $0.map(String.init) }
        let made = try track(0).enumerated().flatMap { place, unit in
            [
                "\(place)", unit.picture.hex, unit.sets.hex, unit.rest.hex,
                try unit.leaf(track: 0, hasher).hex,
            ]
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
        #expect(try SourceCommitment.root(of: commitment.tracks, commitment.evidence) == commitment.root)
        #expect(try commitment.tracks[0].times?.digest() == commitment.tracks[0].timesDigest)
    }

    @Test("the printed facts are canonical JSON, and what the digests are over")
    func facts() throws {
        let lines = try Repository.examples(of: "commitment", "text")[4].split(separator: "\n")
            .map { Array($0.utf8) }
        let description = try StrictJSON.decode(
            TrackDescription.self, from: lines[0], maximumBytes: 1 << 12)
        let times = try StrictJSON.decode(TrackTimes.self, from: lines[1], maximumBytes: 1 << 12)
        let traces = try StrictJSON.decode(StartTraces.self, from: lines[2], maximumBytes: 1 << 12)
        #expect(try StrictJSON.encode(description) == lines[0])
        #expect(try StrictJSON.encode(times) == lines[1])
        #expect(try StrictJSON.encode(traces) == lines[2])
        let track = commitment.tracks[0]
        let made = try CommittedTrack(
            index: 0, count: track.count, root: track.root,
            times: CommittedTimes(times, salt: try key.salt(ofFact: "times 0")),
            description: (description, try key.salt(ofFact: "description 0")))
        #expect(made == track)
        #expect(
            try CommittedEvidence(traces, salt: key.salt(ofFact: "evidence")) == commitment.evidence)
        let sound = try CommittedTrack(
            index: 1, count: commitment.tracks[1].count, root: commitment.tracks[1].root,
            times: CommittedTimes(
                TrackTimes(
                    timeBase: TimeBase(numerator: 1, denominator: 48_000), firstDTS: 0, firstPTS: 0),
                salt: try key.salt(ofFact: "times 1")),
            description: (
                TrackDescription(
                    kind: .audio, codec: "aac", configuration: Data([0x11, 0x88]),
                    timeBase: TimeBase(numerator: 1, denominator: 48_000), sampleRate: 48_000, channels: 1),
                try key.salt(ofFact: "description 1")
            ))
        let shown = try SourceCommitment(
            id: commitment.id, tracks: [made, sound], evidence: commitment.evidence)
        #expect(shown.showing(described: [0], timed: [0]) == commitment)
    }

    @Test("in canonical JSON every text has one spelling")
    func spelling() throws {
        let traces = StartTraces(parts: ["a\"\\/\u{8}\t\n\u{c}\r\u{1}\u{1f}\u{7f}ü😀"], creationTime: nil)
        let line = String(decoding: try StrictJSON.encode(traces), as: UTF8.self)
        #expect(
            line == #"{"parts":["a\"\\/\b\t\n\f\r\u0001\u001f"# + "\u{7f}" + #"ü😀"]}"#)
    }

    @Test("the proof shows that access units 2 and 4 are a run, and no other two")
    func proved() throws {
        let units = try units(0)
        func holds(_ places: [Int]) throws -> Bool {
            do {
                var verifier = try RangeVerifier(proof, of: commitment.tracks[0])
                for place in places {
                    try verifier.add(committed(units[place], verifier.nextNode()))
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
