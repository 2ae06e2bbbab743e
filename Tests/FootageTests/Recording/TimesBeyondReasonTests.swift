import Starts
import Cutting
import Objects
import Recordings
import Records
import Statements
import Foundation
import Peers
import Testing

@Suite("No time a file claims ends more than the use of that file")
struct TimesBeyondReasonTests {
    /// A clip of two seconds with sound, its headers and edit lists with 64-bit times, spoiled.
    private func clip(_ folder: ScratchFolder, _ spoil: (inout [UInt8]) throws -> Void) throws -> String {
        let path = folder.path("gate_2026-07-04T20-00-00Z.mp4")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=12:duration=2", "-f", "lavfi", "-i",
                "sine=sample_rate=16000:duration=2", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-g", "6",
                "-bf", "2", "-c:a", "aac",
            ], to: path)
        var bytes = WideBoxes.widened([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
        try spoil(&bytes)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    private static func put(_ value: Int64, at place: Int, in bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { bytes.replaceSubrange(place..<place + 8, with: $0) }
    }

    private static let ends: [Int64] = [
        .max, .max - 1, .min, .min + 1, 1 << 62, -1 << 62, 1 << 61, 1 << 57, -1 << 57, 1 << 56, -1 << 56,
    ]

    /// What comes of a cut of its second second: what was left out of it, or why there is none.
    private func cut(_ path: String) -> Result<[String], FootageError> {
        Result { () throws(FootageError) in
            _ = GlanceOutcome.looking(into: path)
            let recording = try Recording.probe(path, zone: RecordingZone("UTC"))
            let grant: GrantedWindow
            do {
                grant = try Consented.grant(from: "2026-07-04T20:00:00.6Z", to: "2026-07-04T20:00:01.7Z")
            } catch {
                throw .startNotUnderstood(text: "\(error)", reason: "the test has no consent")
            }
            let plan = try recording.plan(grant)
            for object in plan.objects {
                do { _ = try plan.write(object, size: { $0 + 64 }, to: { _ in }) } catch let error
                    as FootageError
                {
                    throw error
                } catch { throw .startNotUnderstood(text: "\(error)", reason: "it is no error of footage") }
            }
            return plan.leftOutInWords
        }
    }

    @Test("the wide clip itself is cut with its sound")
    func honest() throws {
        let folder = try ScratchFolder()
        #expect(try cut(try clip(folder) { _ in }).get() == [])
    }

    @Test(
        "an edit list that moves the sound out of all time costs the sound, is said, and keeps the pictures",
        arguments: ends)
    func soundList(value: Int64) throws {
        let folder = try ScratchFolder()
        let path = try clip(folder) { bytes in
            let lists = WideBoxes.contents(of: "elst", in: bytes)
            try #require(lists.count == 2)
            // Behind version, flags, count and the entry's length: where in the media it begins.
            Self.put(value, at: lists[1] + 16, in: &bytes)
        }
        // What begins before the media is no edit that the media library follows.
        if value < 0 {
            #expect(try cut(path).get() == [])
        } else {
            #expect(try cut(path).get().contains { $0.hasPrefix("sound track 1") })
        }
    }

    @Test(
        "silence of ages before the sound costs the sound, is said, and keeps the pictures", arguments: ends)
    func silence(length: Int64) throws {
        let folder = try ScratchFolder()
        let path = try clip(folder) { bytes in
            let lists = WideBoxes.contents(of: "elst", in: bytes)
            Self.put(length, at: lists[1] + 8, in: &bytes)
            // That of an edit that shows nothing (ISO/IEC 14496-12 §8.6.6.3).
            Self.put(-1, at: lists[1] + 16, in: &bytes)
        }
        switch cut(path) {
        case .success: break
        case .failure(let error): #expect((20...400).contains(error.description.count), "\(error)")
        }
    }

    @Test(
        "an edit list that moves the pictures out of all time, and lengths of ages, are refused in a line",
        arguments: ends)
    func pictureTimes(value: Int64) throws {
        for place in ["elst": 16, "mdhd": 24, "tkhd": 28, "mvhd": 24] {
            let folder = try ScratchFolder()
            let path = try clip(folder) { bytes in
                let start = try #require(WideBoxes.contents(of: place.key, in: bytes).first)
                Self.put(value, at: start + place.value, in: &bytes)
            }
            if case .failure(let error) = cut(path) {
                #expect((20...400).contains(error.description.count), "\(place.key): \(error)")
            }
        }
    }

    @Test("fragments that begin at the end of all time")
    func fragments() throws {
        for value in Self.ends {
            let folder = try ScratchFolder()
            let path = folder.path("gate_2026-07-04T20-00-00Z.mp4")
            try MediaPeer.encode(
                [
                    "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=12:duration=2", "-pix_fmt", "yuv420p",
                    "-c:v",
                    "libx264", "-g", "4", "-movflags", "frag_keyframe+empty_moov+default_base_moof",
                ], to: path)
            var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            for start in WideBoxes.contents(of: "tfdt", in: bytes) {
                Self.put(value, at: start + 4, in: &bytes)
            }
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            if case .failure(let error) = cut(path) {
                #expect((20...400).contains(error.description.count), "\(error)")
            }
        }
    }

    @Test(
        "a clock error that moves a recording out of the years there are is refused",
        arguments: [-1, 1] as [Int64])
    func clockError(sign: Int64) throws {
        let start = try WallTime(rfc3339: sign > 0 ? "1970-01-01T00:00:00Z" : "2199-01-01T00:00:00Z")
        let error = ClockError(errorNanoseconds: sign * .max, how: .given)
        #expect(error.errorNanoseconds == sign * ClockError.limit)
        #expect(throws: FootageError.self) {
            _ = try Placement(
                start: start, clockErrorNanoseconds: error.errorNanoseconds, origin: 0,
                originTimeBase: TimeBase(numerator: 1, denominator: 1000))
        }
    }
}
