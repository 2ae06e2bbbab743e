import Cutting
import Objects
import Recordings
import Records
import Foundation
import Peers
import Testing

@Suite("Files that lost something, and tracks that do not match")
struct TrapDamageTests {
    @Test("an index that is missing costs time and nothing else", arguments: ["avi", "mkv"])
    func missingIndex(ending: String) throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(.inOrder, to: ending, in: folder)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: clip))
        if ending == "avi" {
            let index = try #require(bytes.range(of: Data("idx1".utf8), options: .backwards))
            bytes.removeSubrange(index.lowerBound...)
        } else {
            // The cues become a void element (RFC 9559 §5.1.5, RFC 8794 §11.3.2) and the seek head loses its way to them.
            while let cues = bytes.range(of: Data([0x1C, 0x53, 0xBB, 0x6B])) {
                bytes.replaceSubrange(cues, with: [0xEC, 0x40, 0x01, 0x00])
            }
        }
        try bytes.write(to: URL(fileURLWithPath: clip))
        try ContainerClip.judge(clip, [(2.5, 6.3), (9.3, 20.0)])
    }

    @Test("a file without its header is refused for what it lacks")
    func missingMovie() throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(to: "mp4", in: folder)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: clip))
        let movie = try #require(bytes.range(of: Data("moov".utf8), options: .backwards))
        try bytes[..<(movie.lowerBound - 4)].write(to: URL(fileURLWithPath: clip))
        let error = try ContainerClip.refusal(clip, 2, 5)
        guard case .notARecording(_, let cause) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(cause.contains("moov atom not found"))
    }

    @Test(
        "a file cut short still yields the windows it holds, and says that it was cut short",
        arguments: ["mkv", "ts", "flv", "avi", "mp4"])
    func cutShort(ending: String) throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(
            .inOrder, to: ending, ending == "mp4" ? ["-movflags", "faststart"] : [], in: folder)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: clip))
        try bytes.prefix(bytes.count * 6 / 10).write(to: URL(fileURLWithPath: clip))
        if ending == "mp4" {
            let error = try #require(throws: FootageError.self) {
                let recording = try ContainerClip.recording(clip)
                _ = try CutResult(recording, try ContainerClip.grant(recording, 5, 10), into: folder)
            }
            #expect(error.description.contains("copy it from the camera again"))
            let recording = try ContainerClip.recording(clip)
            let result = try CutResult(recording, try ContainerClip.grant(recording, 1, 4), into: folder)
            #expect(result.objects.count == 2)
            return
        }
        let doubt = try ContainerClip.recording(clip).doubt
        let isCutShort = if case .cutShort? = doubt { true } else { false }
        #expect(isCutShort == ["mkv", "flv"].contains(ending), "\(String(describing: doubt))")
        try ContainerClip.judge(clip, [(1.3, 4.2)], ending == "ts" ? .slices : .everything)
        let recording = try ContainerClip.recording(clip)
        let rest = try CutResult(
            recording, try ContainerClip.grant(recording, 5, 10), into: try ScratchFolder())
        #expect(!rest.objects.isEmpty)
    }

    @Test("a damaged packet in the middle is handed over as it is, and said to be damaged")
    func damagedPacket() throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(to: "ts", in: folder)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: clip))
        // A packet of the picture's PID in the middle of the window is lost in transmission.
        let middle = bytes.count / 2 / 188 * 188
        var lost = middle
        // ISO/IEC 13818-1 §2.4.3.2: PID 256, not the start of a unit.
        while lost < bytes.count, bytes[lost + 1] & 0x5F != 1 || bytes[lost + 2] != 0 { lost += 188 }
        try #require(lost < bytes.count)
        bytes.removeSubrange(lost..<lost + 188)
        try bytes.write(to: URL(fileURLWithPath: clip))
        let recording = try ContainerClip.recording(clip)
        let result = try CutResult(recording, try ContainerClip.grant(recording, 2.5, 9.3), into: folder)
        let master = try #require(result.object(.master))
        #expect(master.cut.damagedPictures >= 1)
        var pictures: UInt64 = 0
        for object in result.objects {
            pictures += object.cut.tracks.first { $0.sourceTrack == 0 }?.accessUnits ?? 0
        }
        #expect(pictures == 170)
    }

    @Test(
        "pictures that change their size are cut up to there, and refused beyond", arguments: ["ts", "mkv"])
    func sizeChange(ending: String) throws {
        let folder = try ScratchFolder()
        let small = folder.path("small.ts")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=128x96:rate=25:duration=6", "-c:v", "libx264", "-preset",
                "veryfast", "-bf", "2", "-g", "50", "-output_ts_offset", "12.5",
            ], to: small)
        let first = try ContainerClip.remux(to: "ts", ["-an"], in: folder)
        let joined = folder.path("joined_2026-07-04T20-00-00Z.ts")
        try
            (try Data(contentsOf: URL(fileURLWithPath: first)) + Data(contentsOf: URL(fileURLWithPath: small)))
            .write(to: URL(fileURLWithPath: joined))
        var clip = joined
        if ending == "mkv" {
            clip = folder.path("joined_2026-07-04T20-00-00Z.mkv")
            try MediaPeer.encode(["-i", joined, "-c", "copy"], to: clip)
        }
        let error = try ContainerClip.refusal(clip, 5, 15)
        #expect(
            error?.description.contains("change their size from 192x108 to 128x96") == true,
            "\(String(describing: error))")
        #expect(try ContainerClip.refusal(clip, 5, 9) == nil, "\(String(describing: error))")
    }

    @Test("key flags that are everywhere, or nowhere, change nothing", arguments: [true, false])
    func keyFlags(everywhere: Bool) throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(to: "mp4", in: folder)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: clip))
        // Without `stss` every sample is a key frame, with an empty one none is (ISO/IEC 14496-12 §8.6.2).
        let table = try #require(bytes.range(of: Data("stss".utf8)))
        if everywhere {
            bytes.replaceSubrange(table, with: Data("free".utf8))
        } else {
            bytes.replaceSubrange(table.upperBound + 4..<table.upperBound + 8, with: [0, 0, 0, 0])
        }
        try bytes.write(to: URL(fileURLWithPath: clip))
        try ContainerClip.judge(clip, [(2.5, 6.3), (9.3, 20)])
    }

    @Test("two sound tracks are both handed over", arguments: ["mp4", "mkv", "ts"])
    func twoSounds(ending: String) throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(to: ending, ["-map", "0:a"], in: folder)
        let results = try ContainerClip.judge(
            clip, [(2.5, 6.3)], ending == "ts" ? .slices : .everything)
        #expect(results[0].object(.master)?.cut.tracks.count == 3)
    }

    @Test(
        "sound that begins later, ends earlier or goes on longer than the pictures",
        arguments: ["mp4", "ts"])
    func unevenTracks(ending: String) throws {
        let folder = try ScratchFolder()
        let coverage = ending == "ts" ? MediaView.Coverage.slices : .everything
        let base = try ContainerClip.path(.reordered)
        func make(_ name: String, _ arguments: [String]) throws -> String {
            let clip = folder.path("\(name)_2026-07-04T20-00-00Z.\(ending)")
            try MediaPeer.encode(arguments + ["-c", "copy"], to: clip)
            return clip
        }
        let later = try make(
            "later", ["-i", base, "-itsoffset", "4", "-i", base, "-map", "0:v", "-map", "1:a"])
        try ContainerClip.judge(
            later, [(2.5, 6.3)], coverage, pauses: [.init(subject: .sound, from: 0, to: 4)])
        let shorter = try make("shorter", ["-i", base, "-t", "5", "-i", base, "-map", "0:v", "-map", "1:a"])
        try ContainerClip.judge(
            shorter, [(2.5, 6.3)], coverage, pauses: [.init(subject: .sound, from: 5, to: 10)])
        try ContainerClip.judge(shorter, [(7.5, 10)], coverage)
        let longer = try make("longer", ["-t", "5", "-i", base, "-i", base, "-map", "0:v", "-map", "1:a"])
        let results = try ContainerClip.judge(
            longer, [(2.5, 6.3), (7.5, 10)], coverage, pauses: [.init(subject: .pictures, from: 5, to: 10)])
        #expect(results[1].object(.master)?.cut.tracks.count == 1)
    }

    @Test("how a picture is turned, shaped and coloured is kept")
    func look() throws {
        let folder = try ScratchFolder()
        let clip = folder.path("look_2026-07-04T20-00-00Z.mp4")
        let turned = folder.path("turned_2026-07-04T20-00-00Z.mp4")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=25:duration=6", "-vf", "setsar=4/3", "-c:v",
                "libx264", "-preset", "veryfast", "-g", "50", "-colorspace", "bt709", "-color_primaries",
                "bt709", "-color_trc", "bt709", "-color_range", "tv",
            ], to: clip)
        try MediaPeer.encode(["-i", clip, "-c", "copy", "-metadata:s:v", "rotate=90"], to: turned)
        let results = try ContainerClip.judge(turned, [(0.5, 4.2)], in: folder)
        func facts(_ path: String) throws -> String {
            try MediaPeer.run(
                "ffprobe",
                [
                    "-v", "error", "-show_entries",
                    "stream=sample_aspect_ratio,color_space,color_transfer,color_primaries,color_range"
                        + ":side_data=rotation", "-of", "default=nw=1", path,
                ])
        }
        let expected = try facts(turned)
        for named in ["sample_aspect_ratio=4:3", "color_space=bt709", "color_range=tv", "rotation="] {
            #expect(expected.contains(named))
        }
        #expect(results[0].objects.count == 3)
        for object in results[0].objects {
            #expect(try facts(object.path) == expected, "\(object.cut.role.rawValue)")
        }
    }
}
