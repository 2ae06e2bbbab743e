import Objects
import Records
import Foundation
import Sealing
import Testing

@Suite("What a leaf has of an access unit")
struct UnitHasherTests {
    /// The track of the example in docs/spec/commitment.md.
    private static let description = TrackDescription(
        kind: .video, codec: "h264",
        configuration: Data([
            0x01, 0x42, 0xC0, 0x0A, 0xFF, 0xE1, 0x00, 0x05, 0x67, 0x42, 0xC0, 0x0A, 0xDA, 0x01, 0x00, 0x04,
            0x68, 0xCE, 0x38, 0x80,
        ]), timeBase: TimeBase(numerator: 1, denominator: 1000))

    private static func bytes(_ hex: some StringProtocol) throws -> [UInt8] {
        try stride(from: 0, to: hex.count, by: 2).map {
            try #require(UInt8(hex.dropFirst($0).prefix(2), radix: 16))
        }
    }

    private static func length(_ unit: [UInt8]) -> [UInt8] {
        withUnsafeBytes(of: UInt32(unit.count).bigEndian) { [UInt8]($0) } + unit
    }

    /// Several access units of one track, each of NAL units behind their lengths.
    private static func parts(
        _ packets: [[[UInt8]]], _ description: TrackDescription = description, tally: OtherBytesTally? = nil
    ) throws -> [UnitHasher.Parts] {
        let hasher = try UnitHasher(objectDescribedBy: description)
        return try packets.map { packet in
            try packet.flatMap(length).withUnsafeBytes { try hasher.parts(of: $0, under: nil, tally: tally) }
        }
    }

    @Test("the packets of docs/spec/commitment.md have the picture, sets and rest that stand beside them")
    func page() throws {
        let page = try String(
            contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "docs/spec/commitment.md"), encoding: .utf8)
        let lines = page.split(separator: "\n").map { $0.split(separator: " ") }
        func isHex(_ text: Substring) -> Bool { text == "-" || text.allSatisfy(\.isHexDigit) }
        var sets: [Character: [UInt8]] = [:]
        for line in lines where line.count == 4 && line[2] == "of" && line[0].count == 1 {
            sets[try #require(line[0].first)] = try Self.bytes(line[1])
        }
        #expect(sets.count == 3)
        let rows = lines.filter { $0.count == 8 && isHex($0[4]) && isHex($0[5]) && isHex($0[7]) }
        #expect(rows.count == 7)
        let hasher = try UnitHasher(objectDescribedBy: Self.description)
        for row in rows {
            let found = try Self.bytes(row[4]).withUnsafeBytes { try hasher.parts(of: $0, under: nil) }
            #expect(try found.picture == SHA256Digest.of(Self.bytes(row[5])), "\(row[0])")
            let named = row[6] == "-" ? [] : try row[6].flatMap { try #require(sets[$0]) }
            #expect(try found.sets == (named.isEmpty ? .zero : SHA256Digest.of(named)), "\(row[0])")
            #expect(
                try found.rest == (row[7] == "-" ? .zero : SHA256Digest.of(Self.bytes(row[7]))), "\(row[0])")
            #expect("\(found.flags.rawValue)" == row[3])
        }
    }

    @Test(
        "what cannot be told apart is hashed as it is, and says so",
        arguments: ["00", "0000000565", "00000004", "000000026588ff"])
    func asItIs(hex: String) throws {
        let unit = try Self.bytes(hex)
        let hasher = try UnitHasher(objectDescribedBy: Self.description)
        let parts = try unit.withUnsafeBytes { try hasher.parts(of: $0, under: nil) }
        #expect(try parts.picture == SHA256Digest.of(unit))
        #expect(parts.flags == [] && parts.sets == .zero && parts.rest == .zero)
    }

    private static let slice: [UInt8] = [0x41, 0xE0, 0x01, 0x23, 0x45]
    private static let sps: [UInt8] = [0x67, 0x42, 0xC0, 0x0A, 0xDA]
    private static let pps: [UInt8] = [0x68, 0xCE, 0x38, 0x80]

    @Test("nothing can be put into an access unit that leaves all three digests as they are")
    func insertions() throws {
        let honest = try Self.parts([[Self.slice]])[0]
        let filler: [UInt8] = [0x0C] + [UInt8](repeating: 0xFF, count: 40)
        let insertions: [(String, [[UInt8]])] = [
            ("another sequence set of the same id", [[0x67, 0x42, 0xC0, 0x0B, 0xDA], Self.slice]),
            ("another picture set of the same id", [[0x68, 0xCE, 0x38, 0x81], Self.slice]),
            (
                "another sequence set, with the picture set, and taken back",
                [[0x67, 0x42, 0xC0, 0x0B, 0xDA], Self.pps, Self.sps, Self.slice]
            ),
            ("a set behind the slice", [Self.slice, [0x67, 0x42, 0xC0, 0x0B, 0xDA]]),
            ("a set that nothing uses", [[0x68, 0x5C, 0x11, 0x22], Self.slice]),
            ("a set of no readable id", [[0x67, 0x42], Self.slice]),
            ("a sequence set of id 32", [[0x67, 0x42, 0xC0, 0x0A, 0x04, 0x20], Self.slice]),
            ("a message", [[6, 5, 1, 0xAA, 0x80], Self.slice]),
            ("a private unit", [[0x1E, 1, 2, 3], Self.slice]),
            ("a slice of an auxiliary picture", [[0x73, 1, 2, 3], Self.slice]),
            ("an extension of the sequence set", [[0x6D, 0xC0], Self.slice]),
            ("an end of sequence", [Self.slice, [0x0A]]),
            ("filler that is not only that", [filler + [0x42, 0x80], Self.slice]),
            ("filler with a message in its header", [[0x6C] + filler.dropFirst() + [0x80], Self.slice]),
            ("a delimiter with something in it", [[0x09, 0xF0, 0x42], Self.slice]),
            ("zero bytes behind the slice", [Self.slice + [0, 0, 0]]),
            ("zero bytes behind a delimiter", [[0x09, 0xF0, 0], Self.slice]),
            ("a unit of no bytes", [[], Self.slice]),
            ("a unit of zero bytes", [[0, 0], Self.slice]),
            ("a slice more", [Self.slice, Self.slice]),
        ]
        for (what, units) in insertions {
            #expect(try Self.parts([units])[0] != honest, "\(what)")
        }
        // What a decoder passes over, however often it comes, is told in its order: a film fits into how often.
        let idle: [[[UInt8]]] = [
            [[0x09, 0xF0], Self.slice], [[0x09, 0x10], Self.slice],
            [[0x09, 0x10], [0x09, 0xF0], Self.slice],
            [Self.slice, [0x09, 0x10]], [filler + [0x80], Self.slice],
            [filler + [0xFF, 0x80], Self.slice], [Self.sps, Self.pps, Self.slice],
            [Self.pps, Self.sps, Self.slice], [Self.pps, Self.sps, Self.sps, Self.slice, Self.pps],
        ]
        let found = try idle.map { try Self.parts([$0])[0] }
        #expect(Set(found + [honest]).count == idle.count + 1)
        // A copy in another container may have them, and has the same pictures all the same.
        #expect(found.allSatisfy { $0.picture == honest.picture && $0.sets == honest.sets })
    }

    @Test(
        "sets that a slice does not bring along are those in force: the last that came, or the description's")
    func inForce() throws {
        let other: [UInt8] = [0x68, 0xCE, 0x38, 0x81]
        let honest = try Self.parts([[Self.slice], [other, Self.slice], [Self.slice]])
        #expect(honest[0].sets != honest[1].sets && honest[1].sets == honest[2].sets)
        // Brought one access unit earlier, behind its slice, it is found there.
        let early = try Self.parts([[Self.slice, other], [Self.slice], [Self.slice]])
        #expect(early[0].sets == honest[0].sets && early[0].rest != honest[0].rest)
        // With another description every slice names others.
        var described = Self.description
        described.configuration[described.configuration.count - 1] ^= 1
        #expect(try Self.parts([[Self.slice]], described)[0].sets == honest[1].sets)
        described.configuration[10] ^= 1
        #expect(try Self.parts([[Self.slice]], described)[0].sets != honest[1].sets)
    }

    @Test("of HEVC the three kinds of sets count, of layer 0 and by their ids")
    func hevc() throws {
        // A profile of 96 bits without sub-layers, and the id behind it.
        func sequence(_ level: UInt8, id: UInt8) -> [UInt8] {
            [0x42, 0x01, 0x01] + [UInt8](repeating: 0x11, count: 11) + [level, id]
        }
        let vps: [UInt8] = [0x40, 0x01, 0x0C, 0x01]
        let sps = sequence(0x5D, id: 0xA0)
        let pps: [UInt8] = [0x44, 0x01, 0xC1, 0x72]
        let slice: [UInt8] = [0x02, 0x01, 0xD0, 0x11]
        let record: [UInt8] =
            [1] + [UInt8](repeating: 0, count: 20) + [3, 3]
            + [vps, sps, pps].flatMap { [$0[0] >> 1, 0, 1, 0, UInt8($0.count)] + $0 }
        let description = TrackDescription(
            kind: .video, codec: "hevc", configuration: Data(record),
            timeBase: TimeBase(numerator: 1, denominator: 1000))
        func found(_ units: [[UInt8]]) throws -> UnitHasher.Parts {
            try Self.parts([units], description)[0]
        }
        let honest = try found([slice])
        #expect(
            try honest.sets
                == SHA256Digest.of([vps, sps, pps].flatMap { try SHA256Digest.of($0).bytes }))
        #expect(honest.rest == .zero)
        let insertions: [[[UInt8]]] = [
            [sequence(0x5E, id: 0xA0), slice], [[0x40, 0x01, 0x0C, 0x02], slice],
            [[0x44, 0x01, 0xC1, 0x73], slice],
            // Of layer 1: a player of the base layer passes it over.
            [sequence(0x5E, id: 0xA0), [0x42, 0x09] + sps.dropFirst(2), slice],
            [[0x4E, 0x01, 5, 1, 0xAA, 0x80], slice], [[0x60, 0x01, 1, 2], slice], [[0x48, 0x01], slice],
            [[0x46, 0x09, 0x50], slice], [[0x4C, 0x01, 0x42, 0x80], slice], [slice + [0]],
            [[0x46, 0x01, 0x50], slice], [[0x4C, 0x01, 0xFF, 0x80], slice], [vps, sps, pps, slice],
        ]
        for units in insertions {
            #expect(try found(units) != honest, "\(units)")
        }
        // Slices of another layer, and of types that are reserved: a player passes them over, so they are no picture.
        for unit: [UInt8] in [[0x02, 0x09, 0xD0, 0x11], [0x2C, 0x01, 0xD0, 0x11], [0x14, 0x01, 0xD0]] {
            let parts = try found([unit, slice])
            #expect(parts.picture == honest.picture && parts.rest != .zero, "\(unit)")
        }
    }

    @Test("what is no picture is counted by kind")
    func tally() throws {
        let tally = try OtherBytesTally(Self.description)
        let two: [UInt8] = [6, 5, 3, 1, 2, 3, 1, 1, 0x40, 0x80]
        _ = try Self.parts(
            [
                [two, Self.slice], [[0x1E, 1, 2, 3], Self.slice + [0, 0], []],
                [[6, 5, 9, 1], [0x68, 0x5C, 0x11, 0x22], Self.slice],
                [[0x09, 0xF0], Self.sps, Self.pps, Self.slice],
            ], tally: tally)
        #expect(
            tally.table == [
                OtherBytes(kind: "nal:30", count: 1, bytes: 4), OtherBytes(kind: "nal:6", count: 1, bytes: 4),
                OtherBytes(kind: "sei:1", count: 1, bytes: 1), OtherBytes(kind: "sei:5", count: 1, bytes: 3),
                OtherBytes(kind: "sets", count: 1, bytes: 4), OtherBytes(kind: "zeros", count: 2, bytes: 2),
            ])
    }

    @Test(
        "what a player passes over is counted beyond what a camera needs: a delimiter in front, and each set of the header once",
        arguments: [
            ("delimiter", [[0x09, 0x10], [0x09, 0x30], slice], 2),
            ("delimiter", [slice, [0x09, 0x10]], 2),
            ("nal:9", [[0x09, 0x41], slice], 2),
            ("nal:9", [[0x09, 0x10, 0x42], slice], 3),
            ("filler", [[0x0C, 0xFF, 0xFF, 0x80], slice], 4),
            ("filler", [[0x0C, 0x80], slice], 2),
            ("nal:12", [[0x0C, 0xFF, 0x41, 0x80], slice], 4),
            ("sets", [sps, pps, sps, slice], 5),
            ("sets", [[0x67, 0x42, 0xC0, 0x0B, 0xDA], slice], 5),
            // No set of this id has ever come, and the other part of a slice names none.
            ("nal:1", [[0x41, 0xC3, 0xFF], slice], 3),
            ("nal:3", [[0x03, 0x61, 0x20], slice], 3),
        ])
    func passedOver(kind: String, units: [[UInt8]], bytes: UInt64) throws {
        let tally = try OtherBytesTally(Self.description)
        _ = try Self.parts([[[0x09, 0xF0], Self.sps, Self.pps, Self.slice]], tally: tally)
        #expect(tally.table == [])
        _ = try Self.parts([units], tally: tally)
        #expect(tally.table == [OtherBytes(kind: kind, count: 1, bytes: bytes)])
    }

    @Test("a packet whose units cannot be told apart is counted whole")
    func undivided() throws {
        let tally = try OtherBytesTally(Self.description)
        let hasher = try UnitHasher(objectDescribedBy: Self.description)
        _ = try [0, 0, 0, 9, 0x65].withUnsafeBytes {
            try hasher.parts(of: $0, under: nil, tally: tally)
        }
        #expect(tally.table.map(\.kind) == ["undivided"])
    }

    @Test(
        "of other codecs user data, comments and metadata are counted",
        arguments: [
            ("mpeg4", "000001b6aa000001b2414243000001b6", "user_data", 3),
            ("mpeg2video", "000001b24142", "user_data", 2),
            ("mjpeg", "ffd8ffe00004aabbfffe0005414243ffda0002", "app:0", 2),
            ("mpeg4", "4142000001b6aa", "undivided", 2),
            ("mpeg4", "000001b6aa000001c3414243", "start_code:195", 3),
            ("mpeg2video", "000001b8aa000001b641", "start_code:182", 1),
            ("mjpeg", "ffd8fff00004aabbffda0002ff00ffd9", "segment:240", 2),
            ("mjpeg", "ffd8ffda0002ff00ffd9414243", "unused", 3),
            ("mjpeg", "ffd8ffda0002aaffd9ffd8ffe10003bbffda0002ffd9", "app:1", 1),
            ("av1", "12002a03010203", "obu:5", 3),
            ("av1", "1200120142", "obu:2", 1),
            ("av1", "12000a0142", "obu:1", 1),
            ("av1", "12007a0241", "undivided", 3),
            ("vp9", "8400", "unseen", 2),
            ("vp9", "860041c002c0", "unused", 1),
            ("aac", "80014142", "element:4", 1),
            ("aac", "c441424344", "element:6", 2),
            ("opus", "0741034142000000", "padding", 3),
        ])
    func others(codec: String, hex: String, kind: String, bytes: UInt64) throws {
        let description = TrackDescription(
            kind: .video, codec: codec, timeBase: TimeBase(numerator: 1, denominator: 1000))
        let tally = try OtherBytesTally(description)
        let hasher = try UnitHasher(objectDescribedBy: description)
        _ = try Self.bytes(hex).withUnsafeBytes { try hasher.parts(of: $0, under: nil, tally: tally) }
        #expect(tally.table.first { $0.kind == kind } == OtherBytes(kind: kind, count: 1, bytes: bytes))
    }
}
