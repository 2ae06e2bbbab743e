import Records
import Foundation
import Sealing
import Testing

@Suite("Records")
struct RecordTests {
    private let story: Story
    init() throws { story = try Story() }

    private func decode(_ json: [UInt8]) throws -> Record {
        try StrictJSON.decode(Record.self, from: json, maximumBytes: 1 << 20)
    }

    @Test("a record reads back as it was written, the statements in it byte for byte")
    func roundTrip() throws {
        let record = try story.record
        var read = try decode(try StrictJSON.encode(record))
        #expect(read.objects.isEmpty, "they lie in files of their own")
        read.objects = record.objects
        #expect(read == record)
        let (request, consent) = try story.envelopes()
        #expect(read.request.payload == request.payload)
        #expect(read.consent.payload == consent.payload)
    }

    @Test("what is not known is absent, not zero or empty")
    func absent() throws {
        let text = String(decoding: try StrictJSON.encode(try story.record), as: UTF8.self)
        for field in ["clock_error", "null", "first_exact\":0"] { #expect(!text.contains(field)) }
        var record = try story.record
        record.recordings[0].clockError = ClockError(
            errorNanoseconds: -1_500_000_000, uncertaintyNanoseconds: 200_000_000, how: .given)
        let written = String(decoding: try StrictJSON.encode(record), as: UTF8.self)
        #expect(
            written.contains(
                #""clock_error":{"error_ns":-1500000000,"how":"given","uncertainty_ns":200000000}"#))
        record.objects = []
        #expect(try decode(Array(written.utf8)) == record)
    }

    @Test(
        "a record with a number that nobody could calculate with is refused",
        arguments: [
            (#""error_ns":"#, "-9223372036854775808"), (#""error_ns":"#, "3155760000000000001"),
            (#""uncertainty_ns":"#, "-1"), (#""uncertainty_ns":"#, "9223372036854775807"),
            (#""denominator":"#, "0"), (#""sealed":"#, #""1949-12-31T23:59:59Z""#),
        ])
    func numbers(field: String, value: String) throws {
        var record = try story.record
        record.recordings[0].clockError = ClockError(
            errorNanoseconds: -1_500_000_000, uncertaintyNanoseconds: 200_000_000, how: .given)
        let json = String(decoding: try StrictJSON.encode(record), as: UTF8.self)
        let start = try #require(json.range(of: field)).upperBound
        let end = try #require(json[start...].firstIndex { $0 == "," || $0 == "}" })
        let changed = json.replacingCharacters(in: start..<end, with: value)
        #expect(throws: SealingError.self) { try decode(Array(changed.utf8)) }
        _ = try decode(Array(json.utf8))
    }

    @Test(
        "an error that is called measured says by what, and one that says by what is called measured",
        arguments: [
            (#"{"error_ns":0,"how":"measured","uncertainty_ns":1}"#, false),
            (#"{"error_ns":0,"how":"given","uncertainty_ns":9,"measurement":MEASUREMENT}"#, false),
            (#"{"error_ns":0,"how":"measured","measurement":MEASUREMENT}"#, false),
            (#"{"error_ns":0,"how":"measured","uncertainty_ns":8,"measurement":MEASUREMENT}"#, false),
            (#"{"error_ns":0,"how":"measured","uncertainty_ns":9,"measurement":MEASUREMENT}"#, true),
        ])
    func measured(json: String, holds: Bool) throws {
        let whole = """
            {"camera":"front-door","clips":[{"name":"c.mp4","sha256":"\(String(repeating: "0", count: 64))","codes":3}],\
            "reference_uncertainty_ns":9,"shown":{"from":"2026-11-25T03:00:00Z","to":"2026-11-25T03:00:01Z"}}
            """
        for (measurement, isOne) in [
            (whole, true), (whole.replacing(#""codes":3"#, with: #""codes":0"#), false),
            (whole.replacing(#/\[.*\]/#, with: "[]"), false),
        ] {
            let text = json.replacing("MEASUREMENT", with: measurement)
            guard text != json || isOne else { continue }
            let error = try? StrictJSON.decode(ClockError.self, from: Array(text.utf8), maximumBytes: 4_000)
            #expect((error != nil) == (holds && isOne), "\(text)")
        }
    }

    @Test("only a master is not a derivative")
    func roles() {
        #expect(ObjectRole.allCases.filter { !$0.isDerivative } == [.master])
        #expect(ObjectRole.allCases.map(\.rawValue) == ["master", "lead_in", "lead_out", "still"])
    }

    @Test(
        "a time base that no time can be counted in is refused, before anybody divides by it",
        arguments: [
            (1, 0), (0, 1), (-1, 1000), (1, -1000), (1, Int64(Int32.max) + 1), (Int64(Int32.max) + 1, 1),
        ] as [(Int64, Int64)])
    func timeBases(numerator: Int64, denominator: Int64) {
        let json = #"{"numerator":\#(numerator),"denominator":\#(denominator)}"#
        #expect(throws: SealingError.self) {
            try StrictJSON.decode(TimeBase.self, from: Array(json.utf8), maximumBytes: 100)
        }
    }

    @Test("a time base reads back as it was written")
    func timeBase() throws {
        for base in [(1, 90_000), (1001, 30_000), (1, Int64(Int32.max))] as [(Int64, Int64)] {
            let base = TimeBase(numerator: base.0, denominator: base.1)
            let json = try StrictJSON.encode(base)
            #expect(try StrictJSON.decode(TimeBase.self, from: json, maximumBytes: 100) == base)
        }
    }

    @Test(
        "a record that says what a record cannot say is refused",
        arguments: [
            (#""how":"file_name""#, #""how":"guess""#),
            (#""size":48230912"#, #""size":"48230912""#),
            (#""size":48230912"#, #""size":48230912,"size":1"#),
            (
                #""sealed":"2026-07-05T18:30:00+02:00""#,
                #""sealed":"2026-07-05T18:30:60+02:00""#
            ),
        ])
    func refused(part: String, replacement: String) throws {
        let text = String(decoding: try StrictJSON.encode(try story.record), as: UTF8.self)
        #expect(text.contains(part))
        #expect(throws: SealingError.self) {
            try decode(Array(text.replacingOccurrences(of: part, with: replacement).utf8))
        }
    }
}
