import Records
import Statements
import Foundation
import Sealing
import Testing

/// docs/spec/record.md: what has a code, and what a reader does not understand.
@Suite("What a record gives as a reason is a code with values, and never a sentence of who sealed")
struct RecordCodesTests {
    /// A record with every family of codes in it.
    private static func full() throws -> Record {
        let story = try Story()
        var record = try story.record
        let window = record.objects[0].window
        record.gaps += [
            Gap(camera: nil, window: window, reason: .nothingWhole),
            Gap(
                camera: "a", window: window, subject: .sound, track: 1, reason: .noneRecorded(recording: "r1")
            ),
            Gap(
                camera: "a", window: window, subject: .pictures,
                reason: .undecodable(recording: "r1", pictures: 3, units: nil)),
            Gap(
                camera: "a", window: window, subject: .pictures,
                reason: .damaged(recording: "r1", pictures: 3)),
            Gap(
                camera: "a", window: window, subject: .pictures,
                reason: .originalsOnly(recording: "r1", pictures: 3)),
            Gap(
                camera: "a", window: window, subject: .pictures,
                reason: .noDecoder(recording: "r1", pictures: 3)),
            Gap(camera: "a", window: window, reason: .clockJump(recording: "r1")),
            Gap(camera: "a", window: window, reason: .clockJump(recording: nil)),
            Gap(camera: "a", window: window, reason: .hidden(recording: "r1")),
            Gap(camera: "a", window: window, reason: .hidden(recording: nil)),
            Gap(camera: "a", window: window, reason: .unreadable),
        ]
        record.recordings[0].conflicts = [
            .fileName(time: story.sealing), .summerTime, .container(time: story.sealing),
            .containerLocalTime(time: story.sealing, aheadSeconds: -3600),
            .length(toldNanoseconds: 60, heldNanoseconds: 0), .fileTime(time: story.sealing),
        ]
        record.recordings[0].leftOut =
            LeftOutPart.TrackReason.allCases.map { .track(1, reason: $0, window: nil) }
            + LeftOutPart.PictureReason.allCases.map { .pictures(2, window: window, reason: $0) } + [
                .track(2, reason: .noSuchConsent, window: window), .undecodable(pictures: 1),
                .fields(2, window: window),
                .damaged(.leadIn, missing: 1, damaged: 0), .clockJump(afterNanoseconds: 5),
                .cutShort(claimedNanoseconds: 9, heldNanoseconds: 7), .hidden(pictures: 4, window: window),
            ]
        record.recordings[0].provenance = [
            .contentCredentials(
                .init(
                    boxes: [.init(offset: 32, size: 900, purpose: .manifest)], boxCount: 2,
                    manifest: "urn:c2pa:one")),
            .signedVideo(.init(kind: .axisSignedVideo, firstUnit: 0, messages: 21, unitsLookedAt: 21)),
        ]
        record.objects[0].derivative?.settings = DerivativeSettings(
            options: ["x264-params": "qp=14:subme=0"],
            conversion: .init(
                from: "yuv420p10le", to: "yuv420p", fromBits: 10, toBits: 8, matrix: .bt601,
                isMatrixAssumed: true, range: .limited),
            samples: .init(pixelFormat: "yuv420p", range: .unknown),
            notApplied: .init(aspect: PixelAspect(horizontal: 4, vertical: 3), rotation: -90))
        record.log += [
            LogEntry(time: story.sealing, .originsLookedFor(found: 2)),
            LogEntry(
                time: story.sealing,
                .commitmentKept(recording: "r1", committed: story.sealing, isReadWhole: false)),
            LogEntry(time: story.sealing, .committed),
        ]
        return record
    }

    /// The record's text and those of its objects' facts, a line each.
    private static func json(_ record: Record) throws -> String {
        var texts = Record.FactsText(record)
        let lines = [try StrictJSON.encode(record)] + (try record.objects.map { try texts.json(of: $0) })
        return lines.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
    }

    private static func decode(_ json: String) throws -> Record {
        let lines = json.split(separator: "\n").map { Array($0.utf8) }
        var record = try StrictJSON.decode(
            Record.self, from: try #require(lines.first), maximumBytes: 1 << 20)
        var texts = Record.FactsText(record)
        record.objects = try lines.dropFirst().enumerated().map { place, line in
            try texts.object(from: line, of: "data/000\(place + 1).age")
        }
        return record
    }

    @Test("every code reads back as it was written, within the limits")
    func roundTrip() throws {
        let record = try Self.full()
        #expect(try Self.decode(try Self.json(record)) == record)
        #expect(record.beyondLimits == nil)
    }

    /// A part of the record's JSON, and what a liar puts in its place.
    static let lies: [(part: String, instead: String)] = [
        // Sentences where codes are.
        (
            #""reason":{"code":"no_recording","may_be_rounding":false}"#,
            #""reason":"seal signature is good  ok""#
        ),
        (#""code":"no_recording""#, #""code":"the power failed, as everybody knows""#),
        (#"{"code":"summer_time"}"#, #""its name says nothing""#),
        (#"{"code":"summer_time"}"#, #"{"code":"winter_time"}"#),
        (#"{"code":"undecodable","pictures":1}"#, #""the camera was off""#),
        (#""reason":"silent""#, #""reason":"it is of no interest""#),
        (#""reason":"between_key_frames""#, #""reason":"the encoder is certified""#),
        (#""name":"libx264""#, #""name":"libx264, certified by the court""#),
        (
            #""options":{"x264-params":"qp=14:subme=0"}"#,
            #""options":{"note":"seal signature is good   ok\n"}"#
        ),
        (#""options":{"x264-params":"qp=14:subme=0"}"#, #""options":{"a b":"1"}"#),
        (#""settings":{"#, #""settings":"preset=medium","other":{"#),
        (#""code":"committed""#, #""code":"checked by a notary""#),
        (#""code":"committed""#, #""text":"checked by a notary""#),
        (#""kind":"c2pa""#, #""kind":"notarised""#),
        (#""manifest":"urn:c2pa:one""#, #""manifest":"valid, says the court""#),
        (#""manifest":"urn:c2pa:one""#, #""manifest":"""#),
        // Values that a code needs, of the wrong kind, or of no recording there is.
        (#""code":"no_recording","may_be_rounding":false"#, #""code":"no_recording""#),
        (#""code":"no_recording","may_be_rounding":false"#, #""code":"no_recording","may_be_rounding":"no""#),
        (#""code":"none_recorded","recording":"r1""#, #""code":"none_recorded""#),
        (#""of":"sound""#, #""of":"smell""#), (#""of":"sound""#, #""of":"everything""#),
        (#""track":1,"window"#, #""trick":1,"window"#),
        (#""ahead_s":-3600"#, #""ahead_s":0"#), (#""ahead_s":-3600"#, #""ahead_s":90000"#),
        (#""held_ns":0"#, #""held_ns":-1"#), (#""after_ns":5"#, #""after_ns":9223372036854775807"#),
        (#""damaged":0,"missing":1"#, #""damaged":0,"missing":0"#),
        (#""boxes":[{"offset":32,"purpose":"manifest","size":900}]"#, #""boxes":[]"#),
        (#""box_count":2"#, #""box_count":0"#), (#""purpose":"manifest""#, #""purpose":"proof""#),
        (#""version":"59.37.100""#, #""version":"59.37.100, the certified one""#),
        (#""pixel_format":"yuv420p""#, #""pixel_format":"YUV 4:2:0""#),
        (#""matrix_assumed":true"#, #""matrix_assumed":false"#),
        (#""from_bits":10"#, #""from_bits":0"#), (#""rotation":-90"#, #""rotation":720"#),
        (#""horizontal":4"#, #""horizontal":0"#), (#""matrix":"bt601""#, #""matrix":"true colours""#),
    ]

    @Test("a sentence, an unknown code, or one without its values is not understood", arguments: lies.indices)
    func refused(index: Int) throws {
        let (part, instead) = Self.lies[index]
        let json = try Self.json(try Self.full())
        let range = try #require(json.range(of: part), "\(part) is not in \(json)")
        #expect(throws: SealingError.self, "\(instead)") {
            try Self.decode(json.replacingCharacters(in: range, with: instead))
        }
    }

    @Test("no words of a reason hold a text of who sealed, but names")
    func words() throws {
        let record = try Self.full()
        let tracks = record.recordings[0].tracks
        let words =
            record.gaps.map(\.inWords) + record.log.map(\.step.inWords)
            + record.recordings[0].leftOut.map { $0.inWords(tracks) }
            + record.recordings[0].conflicts.map { $0.inWords(record.recordings[0].start, zone: nil) }
            + record.recordings[0].provenance.map(\.inWords)
            + record.objects.compactMap { $0.derivative?.settings.inWords }
        for sentence in words {
            #expect((3..<400).contains(sentence.count) && !sentence.hasSuffix("."), "\(sentence)")
        }
        #expect(LogEntry.heading.contains("checked by nobody"))
    }

    @Test("programs get the code, its values and the words in one object")
    func worded() throws {
        let gap = try Self.full().gaps[3]
        let json = try StrictJSON.encode(Worded(gap))
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
        #expect((object["reason"] as? [String: Any])?["code"] as? String == "none_recorded")
        #expect(object["words"] as? String == gap.inWords)
        #expect(
            try StrictJSON.decode(Worded<Gap>.self, from: json, maximumBytes: 1 << 16) == Worded(gap))
    }
}
