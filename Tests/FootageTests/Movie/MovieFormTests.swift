import Objects
import Records
import Statements
import Foundation
import Sealing
import Testing

@Suite("A record that describes an object as none can be is refused before a byte is compared")
struct MovieFormTests {
    private static func facts() throws -> (object: ObjectFacts, track: SourceTrack) {
        let unit = MadeObject.pictures.timeBase
        let digest = try SHA256Digest.of([])
        let track = SourceTrack(
            index: 3, kind: .video, codec: "h264", timeBase: unit, width: 64, height: 48, handedOver: true,
            description: MadeObject.pictures)
        let object = ObjectFacts(
            file: "data/0001.age", name: "0001.mp4", role: .master, recording: "r1",
            window: try Window(
                from: WallTime(rfc3339: "2026-07-04T20:00:00Z"), to: WallTime(rfc3339: "2026-07-04T20:01:00Z")
            ),
            size: 1, sha256: digest, padding: 0, container: "mp4",
            tracks: [
                ObjectTrack(
                    id: 1, sourceTrack: 3, codec: "h264", timeBase: unit, shift: 0, accessUnits: 1,
                    firstPTS: 0,
                    lastPTS: 0, lastEnd: 40, lastDuration: 40, keyFrames: 1, timesSHA256: digest,
                    sourceFirstDTS: 0)
            ])
        return (object, track)
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let apply: @Sendable (inout ObjectFacts, inout SourceTrack) -> Void
        init(_ what: String, _ apply: @escaping @Sendable (inout ObjectFacts, inout SourceTrack) -> Void) {
            (testDescription, self.apply) = (what, apply)
        }
    }

    static let changes: [Change] = [
        Change("no description") { $1.description = nil },
        Change("a second description") { object, track in object.tracks[0].description = track.description },
        Change("another unit") { object, _ in object.tracks[0].timeBase.denominator = 2000 },
        Change("another codec") { object, _ in object.tracks[0].codec = "hevc" },
        Change("no last duration") { object, _ in object.tracks[0].lastDuration = nil },
        Change("a last duration of nothing") { object, _ in object.tracks[0].lastDuration = 0 },
        Change("a last duration of an age") { object, _ in object.tracks[0].lastDuration = 1 << 31 },
        Change("another number") { object, _ in object.tracks[0].id = 2 },
        Change("no tracks") { object, _ in object.tracks = [] },
        Change("a still") { object, _ in object.container = "png" },
        Change("a container nobody knows") { object, _ in object.container = "avi" },
        Change("a codec MP4 has no place for") { object, track in
            object.tracks[0].codec = "mjpeg"
            track.description?.codec = "mjpeg"
        },
        Change("a codec nobody knows") { object, track in
            object.tracks[0].codec = "vvc"
            track.description?.codec = "vvc"
        },
        Change("no width") { $1.description?.width = nil },
        Change("a width of nothing") { $1.description?.width = 0 },
        Change("a width beyond its field") { $1.description?.width = 65_536 },
        Change("a matrix of eight") { $1.description?.displayMatrix = [Int32](repeating: 1, count: 8) },
        Change("pixels without height") { $1.description?.pixelAspect?.vertical = 0 },
        Change("colours beyond their field") { $1.description?.colour?.matrix = 65_536 },
        Change("a configuration of a film") { $1.description?.configuration = Data(count: 65_536) },
        Change("pictures with a rate of sound") { $1.description?.sampleRate = 48_000 },
        Change("data") { $1.description?.kind = .data },
        Change("pictures behind pictures") { object, _ in
            var second = object.tracks[0]
            second.id = 2
            object.tracks.append(second)
        },
    ]

    @Test("as it should be, it is taken: otherwise the rest would prove nothing")
    func taken() throws {
        let (object, track) = try Self.facts()
        let form = try MovieForm(object) { $0 == 3 ? track : nil }
        #expect(form == (try MadeObject.form(.mp4, [MadeObject.pictures])))
    }

    @Test("each is refused", arguments: changes)
    func refused(change: Change) throws {
        var (object, track) = try Self.facts()
        change.apply(&object, &track)
        let source = track
        #expect(throws: FootageError.self) { try MovieForm(object) { $0 == 3 ? source : nil } }
    }
}
