import Objects
import Records
import Statements
import Foundation
import Peers
import Sealing
import Testing

@Suite("Pictures encoded anew that are not the recording's are found out")
struct LyingDerivativeTests {
    typealias Honest = LyingOwnerTests.Honest

    static let units =
        "pictures encoded anew stand for the recording's access units, time for time"
    static let packing = "pictures encoded anew are packed so that nothing else fits in"
    static let pictures = "pictures encoded anew show what the recording shows"
    static let lossless = "lossless: every decoded frame equals the recording's"
    private static let tracks = "tracks, counts and times are as the record says"

    /// Sealed once for each encoding; every test changes copies.
    private static let bundles: [Bool: Result<Honest, any Error>] = [
        false: Result { try Honest(camera: "front-door") },
        true: Result { try Honest(camera: "front-door", lossless: true) },
    ]

    static func honest(lossless: Bool = false) throws -> (bundle: Honest, place: Int) {
        let bundle = try #require(bundles[lossless]).get()
        return (bundle, try #require(bundle.record.objects.firstIndex { $0.role == .leadIn }))
    }

    private static func source(_ honest: Honest) -> String {
        Honest.samples + "/" + honest.record.recordings[0].name
    }

    static func verdict(_ report: VerificationReport, _ name: String) -> Verdict? {
        report.checks.first { $0.name == name }?.verdict
    }

    static func isFailed(_ report: VerificationReport, _ name: String) -> Bool {
        if case .failed = verdict(report, name) { true } else { false }
    }

    /// Verifies a bundle in which the lead-in was put together again after a change, the record being true about the result.
    static func verified(
        lossless: Bool = false, withSource: Bool = false,
        _ remake: (inout RemadeMaster) throws -> Void = { _ in },
        record change: (inout ObjectFacts) throws -> Void = { _ in }
    ) throws -> VerificationReport {
        let (honest, place) = try honest(lossless: lossless)
        var remade = try RemadeMaster(honest.objects[place], place, of: honest.record)
        try remake(&remade)
        var objects = honest.objects
        objects[place] = try remade.bytes()
        return try honest.verified(
            { record in
                try remade.describe(in: &record.objects[place])
                let count = record.objects[place].tracks[0].accessUnits
                record.objects[place].derivative?.frames = count
                try change(&record.objects[place])
            }, objects: objects, sources: withSource ? [source(honest)] : [])
    }

    @Test("unchanged, all holds; without the recording it is said that what they show was not checked")
    func honest() throws {
        for lossless in [false, true] {
            let alone = try Self.verified(lossless: lossless)
            #expect(alone.failures.isEmpty, "\(alone.failures)")
            #expect(Self.verdict(alone, Self.units) == .ok && Self.verdict(alone, Self.packing) == .ok)
            let name = lossless ? Self.lossless : Self.pictures
            if case .notChecked = Self.verdict(alone, name) {} else { Issue.record("it was checked") }
            #expect(alone.summary.contains("were not compared with the recordings"), "\(alone.summary)")
            let compared = try Self.verified(lossless: lossless, withSource: true)
            #expect(compared.failures.isEmpty, "\(compared.failures)")
            #expect(Self.verdict(compared, name) == .ok)
            #expect(compared.summary.contains("show what these show"), "\(compared.summary)")
        }
    }

    @Test(
        "a picture dropped, doubled or moved, or half of them, is none that the recording has a packet for",
        arguments: [false, true])
    func times(lossless: Bool) throws {
        let changes: [(String, (inout RemadeMaster) -> Void)] = [
            ("the second half dropped", { $0.units.removeLast($0.units.count / 2) }),
            ("one dropped", { $0.units.remove(at: 2) }),
            ("the last dropped", { $0.units.removeLast() }),
            (
                "one doubled",
                {
                    $0.units[2].duration /= 2
                    var copy = $0.units[2]
                    copy.dts += copy.duration
                    copy.pts += copy.duration
                    $0.units.insert(copy, at: 3)
                }
            ),
            (
                "one moved",
                {
                    $0.units[2].pts += $0.units[2].duration / 2
                    $0.units[2].dts = $0.units[2].pts
                }
            ),
        ]
        for (what, change) in changes {
            let report = try Self.verified(lossless: lossless, change)
            #expect(Self.isFailed(report, Self.units), "\(what): \(report.failures)")
        }
    }

    @Test("a proof of other access units, of none, of fewer, or of a recording that is committed to nothing")
    func proofs() throws {
        let (honest, place) = try Self.honest()
        let other = try Honest(camera: "driveway").record
        let changes: [(String, (inout Record) throws -> Void)] = [
            ("no proof", { $0.objects[place].derivative?.units = nil }),
            (
                "no commitment",
                { record in
                    for index in record.recordings.indices { record.recordings[index].commitment = nil }
                }
            ),
            ("another time", { $0.objects[place].derivative?.units?.rows[2].unit.pts += 1 }),
            ("other flags", { $0.objects[place].derivative?.units?.rows[2].unit.flags ^= 1 }),
            ("a row less", { $0.objects[place].derivative?.units?.rows.removeLast() }),
            ("the first row less", { $0.objects[place].derivative?.units?.rows.removeFirst() }),
            ("a place further on", { $0.objects[place].derivative?.units?.first += 1 }),
            ("places that leap", { $0.objects[place].derivative?.units?.rows[2].place += 1 }),
            ("a node less", { $0.objects[place].derivative?.units?.before.removeLast() }),
            (
                "another recording's commitment",
                { $0.recordings[0].commitment = other.recordings[0].commitment }
            ),
            (
                "a window that reaches further",
                { record in
                    let window = record.objects[place].window
                    record.objects[place].window = try Window(
                        from: window.from, to: window.to.adding(nanoseconds: 1_000_000_000))
                }
            ),
            (
                "what lies outside said to have no picture",
                {
                    $0.objects[place].derivative?.units?.withoutPicture = [0]
                }
            ),
        ]
        for (what, change) in changes {
            let report = try honest.verified(change)
            #expect(Self.isFailed(report, Self.units), "\(what): \(report.failures)")
        }
    }

    @Test("that some cannot be decoded is the sealer's word, and a lie where the recording is at hand")
    func withoutPictures() throws {
        func drop(_ facts: inout ObjectFacts) throws {
            // The picture that is left out below, the third that is shown, and what is said of it.
            let rows = try #require(facts.derivative?.units?.rows)
            let shown = rows.filter { $0.unit.pts >= facts.tracks[0].shift }.sorted {
                $0.unit.pts < $1.unit.pts
            }
            facts.derivative?.units?.withoutPicture = [shown[2].place]
        }
        func remake(_ object: inout RemadeMaster) { object.units.remove(at: 2) }
        let alone = try Self.verified(remake, record: drop)
        #expect(alone.failures.isEmpty, "\(alone.failures)")
        guard case .notChecked(let reason, _) = Self.verdict(alone, Self.units) else {
            Issue.record("a picture less passes for none")
            return
        }
        #expect(reason.contains("the word of who sealed"), "\(reason)")
        #expect(Self.isFailed(try Self.verified(withSource: true, remake, record: drop), Self.pictures))
    }

    @Test("what could have been handed over untouched may not be encoded anew")
    func masterAsLeadIn() throws {
        // A lead-in over the master's pictures too, with a proof that is true: the key frame among them gives it away.
        let (honest, place) = try Self.honest()
        let object = honest.record.objects[place]
        let master = try #require(honest.record.objects.first { $0.role == .master })
        let recording = honest.record.recordings[0]
        let grant = try Window(from: object.window.from, to: master.window.to)
        let proof = try LeadInProof.of(
            recording, object, grant, owner: honest.owner, path: Self.source(honest))
        let report = try honest.verified { record in
            record.objects[place].window = grant
            record.objects[place].derivative?.units = proof.units
            record.recordings[0].commitment = proof.commitment
        }
        guard case .failed(let reason) = Self.verdict(report, Self.units) else {
            Issue.record("it passes")
            return
        }
        #expect(reason.contains("could have been handed over"), "\(reason)")
    }

    @Test("forms that there are none of: a flag taken off or put on, another container, a second word")
    func forms() throws {
        let changes: [(String, Bool, (inout ObjectFacts) -> Void)] = [
            ("FFV1 without the word", true, { $0.derivative?.lossless = nil }),
            ("FFV1 that is said not to be", true, { $0.derivative?.lossless = false }),
            ("H.264 said to be lossless", false, { $0.derivative?.lossless = true }),
            ("FFV1 called H.264", true, { $0.tracks[0].codec = "h264" }),
            ("H.264 called FFV1", false, { $0.tracks[0].codec = "ffv1" }),
            (
                "in another container", false,
                {
                    $0.container = "mov"
                    $0.name += ".mov"
                }
            ),
            ("more pictures than there are", false, { $0.derivative?.frames += 1 }),
            (
                "a film that says which still it is", false,
                {
                    $0.derivative?.still = StillFacts(
                        asked: $0.window.from, shown: $0.window.from, width: 1, height: 1, depth: 8)
                }
            ),
        ]
        for (what, lossless, change) in changes {
            let report = try Self.verified(lossless: lossless, record: change)
            #expect(Self.isFailed(report, Self.packing), "\(what): \(report.failures)")
        }
    }

    @Test(
        "H.264 encoded anew is slices: a message, a private unit, filler, zeros or bytes behind them are refused"
    )
    func slices() throws {
        func unit(_ bytes: [UInt8]) -> [UInt8] {
            withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { Array($0) } + bytes
        }
        let words = Array(repeating: UInt8(0x55), count: 3000)
        let changes: [(String, (inout [UInt8]) -> Void)] = [
            ("a message in front", { $0 = unit([6, 5, 200] + words + [0x80]) + $0 }),
            ("a message behind", { $0 += unit([6, 5, 200] + words + [0x80]) }),
            ("a private unit", { $0 += unit([30] + words) }),
            ("filler", { $0 += unit([12] + words.map { _ in 0xFF } + [0x80]) }),
            ("a delimiter", { $0 = unit([9, 0xF0]) + $0 }),
            ("parameter sets", { $0 = unit([0x67] + words) + $0 }),
            ("bytes behind the units", { $0 += [0, 0, 1] }),
            (
                "zeros behind a slice",
                { bytes in
                    bytes = unit(Array(bytes[4...]) + [0, 0, 3, 0, 0])
                }
            ),
        ]
        for (what, change) in changes {
            let report = try Self.verified { change(&$0.units[1].bytes) }
            #expect(Self.isFailed(report, Self.packing), "\(what): \(report.failures)")
        }
    }

    @Test(
        "FFV1: what lies behind a slice's samples, or in a header, shows when the pictures are encoded again")
    func losslessPackets() throws {
        func behindSlice(_ bytes: inout [UInt8], _ words: [UInt8]) {
            // The last slice's footer: its size in 24 bits, an error status, a checksum over the slice with both.
            let end = bytes.count - 8
            let size = bytes[end..<end + 3].reduce(0) { $0 << 8 | Int($1) } + words.count
            bytes.replaceSubrange(
                end..<bytes.count,
                with: words + [UInt8(size >> 16), UInt8(size >> 8 & 255), UInt8(size & 255), 0])
            let slice = bytes.suffix(size + 4)
            bytes += withUnsafeBytes(of: FFV1Checksum.of(slice).bigEndian) { Array($0) }
        }
        let words = (0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let changes: [(String, (inout [UInt8]) -> Void)] = [
            ("words behind a slice", { behindSlice(&$0, words) }),
            ("a byte behind a slice", { behindSlice(&$0, [0x41]) }),
            ("words in front", { $0 = words + $0 }),
            ("a slice's byte", { $0[$0.count / 2] ^= 1 }),
            ("an error status", { $0[$0.count - 5] = 1 }),
        ]
        for (what, change) in changes {
            let report = try Self.verified(lossless: true) { change(&$0.units[1].bytes) }
            #expect(Self.isFailed(report, Self.packing), "\(what): \(report.failures)")
        }
    }

    @Test(
        "from another version of the encoder, other bytes of about the size are not checked, and more are refused"
    )
    func otherVersion() throws {
        func old(_ facts: inout ObjectFacts) { facts.derivative?.encoder.version = "58.0.1" }
        #expect(Self.verdict(try Self.verified(lossless: true, record: old), Self.packing) == .ok)
        let swollen = try Self.verified(
            lossless: true,
            { $0.units[1].bytes = [UInt8](repeating: 1, count: 500) + $0.units[1].bytes }, record: old)
        #expect(Self.isFailed(swollen, Self.packing), "\(swollen.failures)")
    }
}

/// The checksum of a slice (RFC 9043 §4.9.3): CRC-32 of the polynomial 0x04C11DB7, the highest bit first, without
/// inversion.
private enum FFV1Checksum {
    static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
        bytes.reduce(0) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte) << 24) { value, _ in
                value & 0x8000_0000 != 0 ? value << 1 ^ 0x04C1_1DB7 : value << 1
            }
        }
    }
}

/// The proof of a lead-in over another window than the one it was sealed for, made as an owner can.
private enum LeadInProof {
    static func of(
        _ recording: RecordingFacts, _ object: ObjectFacts, _ window: Window, owner: Identity, path: String
    ) throws -> (units: UnitsProof, commitment: SourceCommitment) {
        let track = try #require(object.tracks.first)
        let source = try #require(recording.tracks.first { $0.index == track.sourceTrack })
        let honest = try #require(object.derivative?.units)
        let commitment = try #require(recording.commitment)
        let committed = try #require(commitment.tracks.first { $0.index == track.sourceTrack })
        let placement = try Placement(of: recording)
        let end = try placement.firstTick(notBefore: window.to, in: source.timeBase)
        // Access units of the owner's invention behind the honest ones: one that decoding can start at, and one that is
        // shown after all.
        var rows = honest.rows
        let last = try #require(rows.last?.unit)
        let dts = max(last.dts, end)
        rows[rows.count - 1].unit.flags |= 1
        var unit = last
        (unit.dts, unit.pts) = (dts + 1, dts + 1)
        rows.append(RangeProof.LeftOut(place: UInt64(rows.count), unit: unit))
        let hasher = try MerkleHasher()
        var range = CompactRange(begin: 0)
        for (subtree, node) in zip(Subtree.cover(of: 0..<honest.first), honest.before) {
            try range.append(node, level: subtree.level, with: hasher)
        }
        for row in rows {
            try range.append(row.unit.leaf(track: track.sourceTrack, hasher), with: hasher)
        }
        var made = committed
        made.count = range.end
        made.root = try range.root(with: hasher)
        let tracks = commitment.tracks.map { $0.index == made.index ? made : $0 }
        return (
            UnitsProof(first: honest.first, rows: rows, before: honest.before, after: []),
            try SourceCommitment(id: commitment.id, tracks: tracks, evidence: commitment.evidence)
        )
    }
}
