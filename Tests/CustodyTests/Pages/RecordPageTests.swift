import Peers
import Records
import Statements
import Foundation
import Sealing
import Testing

/// The worked example of docs/spec/record.md, held to the rules that the page states.
@Suite("Example in docs/spec/record.md")
struct RecordPageTests {
    private let story: Story
    private let json: [UInt8]
    private let record: Record

    init() throws {
        story = try Story()
        json = try Repository.example(of: "record")
        var record = try StrictJSON.decode(Record.self, from: json, maximumBytes: 1 << 20)
        record.objects = try (1...2).map { place in
            try StrictJSON.decode(
                Facts.self, from: try Repository.example(of: "record", "json", place), maximumBytes: 1 << 20
            ).object
        }
        self.record = record
    }

    private struct Facts: Decodable { var object: ObjectFacts }

    @Test("the facts of each object are what we write: laid out, they say the same of the recording")
    func facts() throws {
        var texts = Record.FactsText(record)
        for (place, object) in record.objects.enumerated() {
            func value(_ json: [UInt8]) throws -> NSDictionary? {
                try JSONSerialization.jsonObject(with: Data(json)) as? NSDictionary
            }
            #expect(
                try value(try texts.json(of: object))
                    == value(try Repository.example(of: "record", "json", place + 1)))
        }
    }

    /// An object's track, with the recording and the source track it comes from.
    private func tracks() throws -> [(ObjectFacts, ObjectTrack, RecordingFacts, SourceTrack)] {
        try record.objects.flatMap { object in
            let recording = try #require(record.recordings.first { $0.id == object.recording })
            return try object.tracks.map { track in
                let source = try #require(recording.tracks.first { $0.index == track.sourceTrack })
                return (object, track, recording, source)
            }
        }
    }

    @Test("it holds what our own record of that bundle holds")
    func content() throws {
        #expect(record.type == Record.currentType)
        #expect(record.recordings == (try story.record.recordings))
        #expect(record.objects == (try story.record.objects))
        #expect(record.bundle == (try story.seal.bundle))
        #expect(record.gaps == (try story.record.gaps))
        #expect(record.log == (try story.record.log))
    }

    @Test("the statements in it are those of request.md and consent.md, and authorise it")
    func authorised() throws {
        #expect(record.request == (try DSSEEnvelope(json: try Repository.example(of: "request"))))
        #expect(record.consent == (try DSSEEnvelope(json: try Repository.example(of: "consent"))))
        let authorization = try Authorization(
            request: record.request, consent: record.consent, owner: story.owner.signingKey.verifyingKey,
            at: record.sealed)
        for object in record.objects {
            let camera = try #require(record.recordings.first { $0.id == object.recording }).camera
            #expect(authorization.grants(for: camera).contains { $0.window.contains(object.window) })
        }
    }

    @Test("every track lies inside its window, from its first access unit to its last end")
    func insideTheWindow() throws {
        for (object, track, recording, _) in try tracks() {
            func wall(_ objectTime: Int64) -> WallTime {
                let ticks = objectTime + track.shift
                let scale = WallTime.nanosecondsPerSecond * track.timeBase.numerator
                return recording.start.time.adding(
                    nanoseconds: ticks * scale / track.timeBase.denominator)
            }
            #expect(object.window.contains(wall(track.firstPTS)))
            #expect(object.window.contains(wall(track.lastPTS)))
            #expect(wall(track.lastEnd) <= object.window.to)
        }
    }

    @Test("the digest over the table of times is the one of the printed table")
    func tableOfTimesExample() throws {
        let text = String(decoding: try Repository.example(of: "record", "text"), as: UTF8.self)
        var times: [(Int64, Int64)] = []
        for row in text.split(separator: "\n").dropFirst() {
            let columns = row.split(separator: " ")
            let decoding = try #require(Int64(columns[0]))
            let presentation = try #require(Int64(columns[1]))
            let bytes = [decoding, presentation].map { UInt64(bitPattern: $0) }
                .map {
                    String(repeating: "0", count: 16 - String($0, radix: 16).count) + String($0, radix: 16)
                }
            #expect(columns[2...].joined() == bytes.joined())
            times.append((decoding, presentation))
        }
        let master = try #require(record.objects.first { $0.role == .master })
        let video = try #require(master.tracks.first)
        #expect(UInt64(times.count) == video.accessUnits)
        #expect(try tableOfTimes(times) == video.timesSHA256)
    }

    @Test("its sound keeps a frame's distance from both ends and says where it is exact")
    func audio() throws {
        var count = 0
        for (object, track, recording, source) in try tracks() where source.kind == .audio {
            count += 1
            let frame: Int64 = 1024
            func ticks(_ time: WallTime) -> Int64 {
                (time.nanoseconds - recording.start.time.nanoseconds) / 1000 * 48 / 1000
            }
            #expect(track.firstPTS + track.shift - frame >= ticks(object.window.from))
            #expect(track.firstPTS + track.shift - 2 * frame < ticks(object.window.from))
            #expect(track.lastPTS + track.shift + 2 * frame <= ticks(object.window.to))
            #expect(track.lastPTS + track.shift + 3 * frame > ticks(object.window.to))
            #expect(track.firstExact == track.firstPTS + frame)
            #expect(track.lastExact == track.lastPTS + frame)
        }
        #expect(count == 1)
    }

    @Test("every object's size is a Padmé size")
    func padding() {
        for object in record.objects {
            let exponent = UInt64(63 - object.size.leadingZeroBitCount)
            let kept = UInt64(64 - exponent.leadingZeroBitCount)
            #expect(object.size.trailingZeroBitCount >= Int(exponent - kept), "\(object.name)")
            #expect(object.padding == 0 || object.padding >= 8)
        }
    }

    @Test("exactly the derivatives say how they were encoded")
    func derivatives() {
        for object in record.objects { #expect((object.derivative != nil) == object.role.isDerivative) }
    }

    @Test("the gaps and the objects together cover what was granted, and nothing twice")
    func gaps() throws {
        let gaps = record.gaps
        let consent = try Consent(verifying: record.consent)
        for grant in consent.grants {
            let camera = try #require(grant.camera)
            let handedOver = record.objects.filter { object in
                object.role == .master
                    && record.recordings.contains { $0.id == object.recording && $0.camera == camera }
            }
            let parts = (handedOver.map(\.window) + gaps.filter { $0.camera == camera }.map(\.window))
                .sorted { $0.from < $1.from }
            #expect(parts.first?.from == grant.window.from)
            #expect(parts.last?.to == grant.window.to)
            for (one, next) in zip(parts, parts.dropFirst()) { #expect(one.to == next.from) }
        }
    }

    @Test("the rule of completeness finds nothing missing in it, and every gap it takes away")
    func complete() throws {
        let consent = try Authorization(
            request: record.request, consent: record.consent, owner: story.owner.signingKey.verifyingKey,
            at: record.sealed)
        func moment(_ milliseconds: Int64) -> WallTime {
            record.recordings[0].start.time.adding(nanoseconds: milliseconds * 1_000_000)
        }
        // As the page's own table of times has them: a lead-in of one picture, four of the master, its sound.
        let runs = [
            TrackRuns(object: 0, track: 0, runs: [.init(from: moment(150_000), to: moment(150_000))]),
            TrackRuns(object: 1, track: 0, runs: [.init(from: moment(150_200), to: moment(150_800))]),
            TrackRuns(object: 1, track: 1, runs: [.init(from: moment(150_037), to: moment(150_954))]),
        ]
        func missing(_ record: Record) -> [String?] {
            Completeness(of: record, grants: consent.grants, runs: runs).holes.map(\.camera)
        }
        #expect(missing(record).isEmpty)
        #expect(Completeness(of: record, grants: consent.grants, runs: runs).flawInWords == nil)
        #expect(RecordReasons(of: record, grants: consent.grants, runs: runs).flaw == nil)
        for place in record.gaps.indices {
            var lying = record
            let gap = lying.gaps.remove(at: place)
            #expect(missing(lying) == [gap.camera])
        }
    }
}
