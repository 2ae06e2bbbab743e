import Records
import Sealing
import Testing

/// docs/spec/record.md, Limits.
@Suite("A record describes no more than can be checked in the time its bundle is worth")
struct RecordLimitsTests {
    struct Beyond: Sendable {
        let words: String
        let change: @Sendable (inout Record) -> Void
    }

    private static func many<Element>(_ element: Element, _ count: Int) -> [Element] {
        [Element](repeating: element, count: count)
    }

    static let beyond: [Beyond] = [
        Beyond(words: "10001 recordings, and may have 10000") {
            $0.recordings = many($0.recordings[0], 10_001)
        },
        Beyond(words: "10000 objects, and may have 9999") { $0.objects = many($0.objects[0], 10_000) },
        Beyond(words: "two objects are the same file") { $0.objects[1].file = $0.objects[0].file },
        Beyond(words: "10001 gaps") {
            $0.gaps = many($0.gaps[0], 10_001)
        },
        Beyond(words: "10001 overlaps") {
            $0.overlaps = many(
                Overlap(camera: "a", window: $0.objects[0].window, recordings: ["r1", "r2"]), 10_001)
        },
        Beyond(words: "3 recordings in an overlap") {
            $0.overlaps = [Overlap(camera: "a", window: $0.objects[0].window, recordings: ["1", "2", "3"])]
        },
        Beyond(words: "32769 log entries") { $0.log = many($0.log[0], 32_769) },
        Beyond(words: "257 tracks in a recording") {
            $0.recordings[0].tracks = many($0.recordings[0].tracks[0], 257)
        },
        Beyond(words: "65 tracks in an object") { $0.objects[0].tracks = many($0.objects[0].tracks[0], 65) },
        Beyond(words: "1025 conflicts") { $0.recordings[0].conflicts = many(.summerTime, 1_025) },
        Beyond(words: "1025 parts left out") {
            $0.recordings[0].leftOut = many(.undecodable(pictures: 1), 1_025)
        },
        Beyond(words: "a name in it has 1025 bytes") {
            $0.recordings[0].camera = String(repeating: "a", count: 1_025)
        },
        Beyond(words: "a name in it has 1026 bytes") {
            $0.objects[0].name = String(repeating: "ä", count: 513)
        },
        Beyond(words: "a name in it has 1027 bytes") {
            $0.gaps[0].reason = .noneRecorded(recording: String(repeating: "a", count: 1_027))
        },
        Beyond(words: "a name in it has 1028 bytes") {
            $0.log[1].step = .cut(
                recording: String(repeating: "a", count: 1_028), window: $0.objects[0].window)
        },
        Beyond(words: "1025 proofs of origin") {
            $0.recordings[0].provenance = many(
                .signedVideo(
                    .init(kind: .axisSignedVideo, firstUnit: 0, messages: 1, unitsLookedAt: 1)), 1_025)
        },
        Beyond(words: "a text in it has 4097 bytes") {
            $0.recordings[0].device["make"] = String(repeating: "a", count: 4_097)
        },
    ]

    @Test(
        "what is beyond a limit is named with both numbers; what is not, is none", arguments: beyond.indices)
    func limits(index: Int) throws {
        var record = try Story().record
        #expect(record.beyondLimits == nil)
        Self.beyond[index].change(&record)
        let flaw = record.beyondLimits ?? "nothing"
        #expect(flaw.contains(Self.beyond[index].words), "\(flaw)")
        #expect(flaw.utf8.count < 200)
    }

    @Test(
        "access units and unpacked stills are paid for by the payload's bytes, and sums beyond all numbers are not"
    )
    func cost() throws {
        var record = try Story().record
        record.objects[0].tracks = [record.objects[0].tracks[0]]
        record.objects = [record.objects[0]]
        func flaw(units: UInt64, payload: UInt64) -> String? {
            record.objects[0].tracks[0].accessUnits = units
            return record.costFlaw(payloadBytes: payload)
        }
        #expect(flaw(units: 1 << 20, payload: 0) == nil)
        #expect(flaw(units: 1 << 20 + 1, payload: 31) != nil)
        #expect(flaw(units: 1 << 20 + 1, payload: 32) == nil)
        #expect(flaw(units: .max, payload: .max) != nil)
        record.objects[0].tracks.append(record.objects[0].tracks[0])
        #expect(flaw(units: .max, payload: .max) != nil)
        record.objects[0].tracks = []
        record.objects[0].role = .still
        func still(_ width: Int, _ height: Int, depth: Int = 8, payload: UInt64) throws -> String? {
            let moment = record.sealed
            record.objects[0].derivative?.still = StillFacts(
                asked: moment, shown: moment, width: width, height: height, depth: depth)
            return record.costFlaw(payloadBytes: payload)
        }
        // 13,377 rows of 40,132 bytes are a little less than 2²⁹.
        #expect(try still(13_377, 13_377, payload: 0) == nil)
        #expect(try still(13_377, 13_377, depth: 16, payload: 0) != nil)
        #expect(try still(13_377, 13_377, depth: 16, payload: 24 << 20) == nil)
        for (width, height) in [(-1, 10), (10, 0), (.max, .max), (1 << 40, 1)] {
            #expect(try still(width, height, payload: 1 << 40) != nil, "\(width)x\(height)")
        }
    }

    @Test("pictures without loss are paid for by their pixels, each and all")
    func lossless() throws {
        var record = try Story().record
        record.objects = [record.objects[0]]
        record.objects[0].tracks = [record.objects[0].tracks[0]]
        record.objects[0].derivative?.lossless = true
        func flaw(_ width: Int, _ height: Int, units: UInt64, payload: UInt64) -> String? {
            record.objects[0].tracks[0].accessUnits = units
            record.objects[0].tracks[0].description = TrackDescription(
                kind: .video, codec: "ffv1", timeBase: TimeBase(numerator: 1, denominator: 25), width: width,
                height: height)
            return record.costFlaw(payloadBytes: payload)
        }
        try #require(record.objects[0].derivative != nil)
        #expect(flaw(1 << 14, 1 << 13, units: 1, payload: 0) == nil)
        #expect(flaw(1 << 14, 1 << 13 + 1, units: 1, payload: 1 << 40) != nil)
        #expect(flaw(1 << 14, 1 << 13, units: 8, payload: 0) == nil)
        #expect(flaw(1 << 14, 1 << 13, units: 9, payload: 0) != nil)
        #expect(flaw(1 << 14, 1 << 13, units: 9, payload: 1 << 19) == nil)
    }

    @Test("the index finds recordings, tracks and objects, and of two of one name the first")
    func index() throws {
        var record = try Story().record
        var second = record.recordings[0]
        second.name = "another"
        record.recordings.append(second)
        let index = RecordIndex(record)
        #expect(index.recording("r1")?.facts == record.recordings[0])
        #expect(index.recording("r1")?.track(1)?.kind == .audio)
        #expect(index.recording("r1")?.track(7) == nil)
        #expect(index.recording("r2") == nil)
        #expect(index.objects(ofRecording: "r1") == Array(record.objects.indices))
        #expect(index.objects(ofRecording: "r2").isEmpty)
    }
}
