import Starts
import Objects
import Recordings
import Records
import Statements
import Foundation
import Peers
import Testing

@Suite("A glance at a file's headers tells what a thorough look tells, within its margin")
struct GlanceTests {
    /// How a recorder may have written the same ten seconds, and the file's ending.
    static let recorders: [(name: String, ending: String, options: [String])] = [
        ("index at the end", "mp4", []),
        ("index in front", "mp4", ["-movflags", "+faststart"]),
        ("QuickTime", "mov", []),
        ("fragments", "mp4", ["-movflags", "+frag_keyframe+empty_moov+default_base_moof"]),
        (
            "fragments, each track for itself", "mp4",
            ["-movflags", "+frag_keyframe+empty_moov+separate_moof"]
        ),
        ("fragments behind an index", "mp4", ["-movflags", "+frag_keyframe"]),
        ("fragments by the half second", "mp4", ["-movflags", "+empty_moov", "-frag_duration", "500000"]),
        ("a brand of its own clock", "mp4", ["-video_track_timescale", "1000000"]),
        ("Matroska", "mkv", []),
        ("MPEG-TS", "ts", []),
        ("MP4 under another name", "avi", ["-f", "mp4"]),
    ]

    @Test("whatever the container", arguments: recorders.indices)
    func containers(_ index: Int) throws {
        let style = Self.recorders[index]
        let folder = try ScratchFolder()
        let clip = folder.path("clip.\(style.ending)")
        try MediaPeer.encode(Self.source + Self.codecs + style.options, to: clip)
        try expectSame(clip, style.name)
    }

    @Test("with sound that begins late, ends late, or is alone")
    func sound() throws {
        let folder = try ScratchFolder()
        let cases: [(String, [String])] = [
            ("late", Self.picture + ["-itsoffset", "3"] + Self.tone + Self.codecs),
            ("longer", Self.picture + ["-f", "lavfi", "-i", "sine=duration=17"] + Self.codecs),
            ("alone", Self.tone + ["-c:a", "aac"]),
            ("none", Self.picture + ["-c:v", "libx264", "-pix_fmt", "yuv420p"]),
        ]
        for (name, arguments) in cases {
            let clip = folder.path("\(name).mp4")
            try MediaPeer.encode(arguments, to: clip)
            try expectSame(clip, "sound: \(name)")
        }
    }

    @Test("on footage nobody here made")
    func foreign() throws {
        for name in ["VID_20191220_170832.mp4", "movie-hello.mp4", "bikes.mp4", "vtest.avi"] {
            guard let clip = try? MediaPeer.foreign(name) else {
                #expect(name == "bikes.mp4", "\(name) is missing; `make setup` collects it")
                continue
            }
            try expectSame(clip, name)
        }
    }

    @Test("the container's date is read as the media library reads it")
    func creation() throws {
        let folder = try ScratchFolder()
        let clip = folder.path("clip.mp4")
        try MediaPeer.encode(
            Self.source + Self.codecs + ["-metadata", "creation_time=2026-07-04T19:40:00Z"], to: clip)
        let glance = try #require(try glance(clip))
        #expect(glance.creationTime == "2026-07-04T19:40:00.000000Z")
        let probed = try Recording.probe(clip, zone: RecordingZone("UTC"))
        #expect(
            probed.start.how == .container && probed.start.detail.hasSuffix(glance.creationTime ?? "none"))
    }

    @Test("a file that a recorder has not finished is no recording, and the reason is said")
    func unfinished() throws {
        let folder = try ScratchFolder()
        let clip = folder.path("clip.mp4")
        try MediaPeer.encode(Self.source + Self.codecs, to: clip)
        let bytes = try folder.read("clip.mp4")
        for share in [2, 3, 10] {
            let half = try folder.write(Array(bytes.prefix(bytes.count / share)), as: "half.mp4")
            guard case .unreadable(let error) = GlanceOutcome.looking(into: half.path) else {
                Issue.record("\(bytes.count / share) bytes were taken for a recording")
                continue
            }
            #expect(error.description.contains("not finished"), "\(error)")
        }
    }

    @Test("a spoiled file gets an answer, in no time, whatever its headers claim")
    func spoiled() throws {
        let folder = try ScratchFolder()
        var numbers = SystemRandomNumberGenerator()
        for (name, options) in [("plain", []), ("fragments", ["-movflags", "+frag_keyframe+empty_moov"])] {
            let clip = folder.path("\(name).mp4")
            try MediaPeer.encode(Self.source + Self.codecs + options, to: clip)
            let original = try folder.read("\(name).mp4")
            let headers = original.indices.dropLast(8).filter { place in
                original[place..<place + 4].allSatisfy { (0x61...0x7A).contains($0) }
            }
            for run in 0..<1500 {
                var bytes = original
                for _ in 0...Int.random(in: 0..<3, using: &numbers) {
                    let header = headers.randomElement(using: &numbers) ?? 4
                    let place = max(
                        0, min(bytes.count - 4, header + Int.random(in: -4..<40, using: &numbers)))
                    let lie =
                        [
                            0, 1, 7, 8, 0x7FFF_FFFF, 0xFFFF_FFFF,
                            UInt32.random(in: 0 ... .max, using: &numbers),
                        ]
                        .randomElement(using: &numbers) ?? 0
                    for byte in 0..<4 {
                        bytes[place + byte] = UInt8(truncatingIfNeeded: lie >> (24 - 8 * byte))
                    }
                }
                let spoiled = try folder.write(bytes, as: "spoiled.mp4").path
                var outcome: GlanceOutcome?
                let took = processorTime { outcome = GlanceOutcome.looking(into: spoiled) }
                if took > .seconds(5) {
                    Issue.record("\(name), run \(run): \(took)")
                }
                if case .recording(let glance) = outcome { #expect(glance.durationNanoseconds > 0) }
            }
        }
    }

    // MARK: - The same

    private static let picture = ["-f", "lavfi", "-i", "testsrc2=size=160x90:rate=10:duration=10"]
    private static let tone = ["-f", "lavfi", "-i", "sine=duration=10"]
    private static let source = picture + tone
    private static let codecs = [
        "-c:v", "libx264", "-preset", "veryfast", "-bf", "2", "-g", "20", "-pix_fmt", "yuv420p", "-c:a",
        "aac",
    ]

    private func glance(_ path: String) throws -> Glance? {
        guard case .recording(let glance) = GlanceOutcome.looking(into: path) else { return nil }
        return glance
    }

    private func expectSame(_ path: String, _ what: String) throws {
        let glance = try #require(try glance(path), "\(what): not taken for a recording")
        let probed = try Recording.probe(path, zone: RecordingZone("UTC")).span.durationNanoseconds
        let difference = abs(glance.durationNanoseconds - probed)
        #expect(
            difference <= glance.marginNanoseconds,
            "\(what): a glance says \(glance.durationNanoseconds) ns, a thorough look \(probed) ns")
    }
}
