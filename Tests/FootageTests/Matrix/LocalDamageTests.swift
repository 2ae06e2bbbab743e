import Cutting
import Objects
import Recordings
import Records
import Foundation
import Peers
import Testing

@Suite("Damage stays where it is")
struct LocalDamageTests {
    @Test("one lost packet of a transport stream costs the frame of sound it belonged to")
    func lostSound() throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(to: "ts", in: folder)
        let whole = try ContainerClip.recording(clip)
        func sound(_ recording: Recording) throws -> UInt64? {
            let folder = try ScratchFolder()
            let result = try CutResult(recording, try ContainerClip.grant(recording, 2.5, 9.3), into: folder)
            return result.object(.master)?.cut.tracks.first { $0.sourceTrack == 1 }?.accessUnits
        }
        let before = try #require(try sound(whole))
        var bytes = try Data(contentsOf: URL(fileURLWithPath: clip))
        // PID 257, in the middle of a unit (ISO/IEC 13818-1 §2.4.3.2).
        var lost = bytes.count / 2 / 188 * 188
        while lost < bytes.count, bytes[lost + 1] & 0x5F != 1 || bytes[lost + 2] != 1 { lost += 188 }
        try #require(lost < bytes.count)
        bytes.removeSubrange(lost..<lost + 188)
        try bytes.write(to: URL(fileURLWithPath: clip))
        let after = try #require(try sound(try ContainerClip.recording(clip)))
        #expect((before - 4..<before).contains(after), "\(after) of \(before)")
    }

    @Test("pictures of no length are cut, each decoded after the one before")
    func noLength() throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(.inOrder, to: "mp4", in: folder)
        // 300 pictures of 512 ticks: some last no time, two of them next to each other.
        try MovieBoxes.change(MovieBoxes.table("stts"), ofTrack: 0, in: clip) { _ in
            MovieBoxes.durations([(90, 512), (1, 0), (59, 512), (2, 0), (148, 512)])
        }
        let recording = try ContainerClip.recording(clip)
        let folders = try ScratchFolder()
        let result = try CutResult(recording, try ContainerClip.grant(recording, 2.5, 9.3), into: folders)
        let pictures = result.objects.flatMap(\.cut.tracks).filter { $0.sourceTrack == 0 }.map(\.accessUnits)
        // 6.8 s of 25 pictures a second, and three that add no time.
        #expect(pictures.reduce(0, +) == 173, "\(pictures)")
        let missing = try result.missing()
        #expect(missing.holes.isEmpty && missing.flaw == nil, "\(missing)")
    }

    @Test("samples without a picture beside those with one are handed over, and count as none")
    func noPicture() throws {
        let folder = try ScratchFolder()
        let clip = folder.path("cam_2026-07-04T20-00-00Z.mp4")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=25:duration=12", "-c:v", "libx264",
                "-preset",
                "ultrafast", "-g", "50", "-bf", "0", "-x264-params", "aud=1",
            ], to: clip)
        try Self.splitDelimiters(clip)
        let recording = try ContainerClip.recording(clip)
        let result = try CutResult(recording, try ContainerClip.grant(recording, 2.5, 9.3), into: folder)
        let leadIn = try #require(result.object(.leadIn))
        #expect(leadIn.cut.tracks.first?.accessUnits == 37, "pictures of 2.5 to 4 s")
        #expect(leadIn.cut.missingPictures == 0)
        let master = try #require(result.object(.master))
        let decoded = try MediaView(object: master.path).pictures.count
        #expect(decoded == 133, "pictures of 4 to 9.3 s")
    }

    /// Makes a sample of its own out of each access unit delimiter: 4 bytes of length and 2 of unit.
    private static func splitDelimiters(_ clip: String) throws {
        var sizes: [Int] = []
        try MovieBoxes.change(MovieBoxes.table("stsz"), ofTrack: 0, in: clip) { content in
            let count = Int(content[8..<12].reduce(0) { $0 << 8 | UInt32($1) })
            sizes = (0..<count).map {
                Int(content[12 + 4 * $0..<16 + 4 * $0].reduce(0) { $0 << 8 | UInt32($1) })
            }
            return MovieBoxes.numbers(0, 0, 2 * count) + sizes.flatMap { MovieBoxes.numbers(6, $0 - 6) }
        }
        try MovieBoxes.change(MovieBoxes.table("stts"), ofTrack: 0, in: clip) { _ in
            MovieBoxes.durations(sizes.flatMap { _ in [(1, 0), (1, 512)] })
        }
        try MovieBoxes.change(MovieBoxes.table("stsc"), ofTrack: 0, in: clip) { content in
            var content = content
            for place in stride(from: 12, to: content.count, by: 12) {
                let each = Int(content[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) })
                content.replaceSubrange(place..<place + 4, with: MovieBoxes.number(2 * each))
            }
            return content
        }
        try MovieBoxes.change(MovieBoxes.table("stss"), ofTrack: 0, in: clip) { content in
            var content = content
            for place in stride(from: 8, to: content.count, by: 4) {
                let sample = Int(content[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) })
                content.replaceSubrange(place..<place + 4, with: MovieBoxes.number(2 * sample))
            }
            return content
        }
    }

    @Test("a fragmented file that lost power is cut as far as it goes, and it is said until when")
    func lostPower() throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(
            .inOrder, to: "mp4", ["-movflags", "frag_keyframe+empty_moov+default_base_moof"], in: folder)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: clip)))
        let data = MovieBoxes.top(bytes).filter { $0.name == "mdat" }
        let last = try #require(data.dropLast().last).range
        try Data(bytes[..<(last.lowerBound + last.count / 2)]).write(to: URL(fileURLWithPath: clip))
        let recording = try ContainerClip.recording(clip)
        guard case .cutShort(let claimed, let held)? = recording.doubt else {
            Issue.record("nothing is said of what is missing: \(String(describing: recording.doubt))")
            return
        }
        #expect(claimed > held)
        #expect(recording.span.durationNanoseconds == held)
        let result = try CutResult(recording, try ContainerClip.grant(recording, 6.3, 20), into: folder)
        #expect(result.object(.master) != nil)
    }

    @Test("pictures of an odd size keep it where they are encoded anew", arguments: ["191x107", "192x107"])
    func odd(size: String) throws {
        let folder = try ScratchFolder()
        let clip = folder.path("cam_2026-07-04T20-00-00Z.mp4")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc=size=\(size):rate=25:duration=6", "-pix_fmt", "yuv420p",
                "-c:v",
                "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-g", "100",
            ], to: clip)
        let result = try ContainerClip.judge(clip, [(2.1, 3.7)])
        let leadIn = try #require(result.first?.object(.leadIn)).cut.tracks.first?.description
        #expect("\(leadIn?.width ?? 0)x\(leadIn?.height ?? 0)" == size)
    }

    @Test(
        "a program stream with MPEG audio is cut, whatever its packs hold", arguments: ["mp2", "libmp3lame"])
    func programStream(sound: String) throws {
        let folder = try ScratchFolder()
        let clip = folder.path("cam_2026-07-04T20-00-00Z.mpg")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=25:duration=8", "-f", "lavfi", "-i",
                "sine=frequency=440:sample_rate=48000:duration=8", "-c:v", "mpeg2video", "-q:v", "8", "-bf",
                "2", "-g",
                "15", "-c:a", sound, "-b:a", "64k", "-f", "vob",
            ], to: clip)
        let recording = try ContainerClip.recording(clip)
        let result = try CutResult(recording, try ContainerClip.grant(recording, 2.3, 5), into: folder)
        let master = try #require(result.object(.master))
        #expect(master.cut.tracks.count == 2)
        let pictures = result.objects.flatMap(\.cut.tracks).filter {
            $0.sourceTrack == recording.pictureTrack?.index
        }
        #expect((67...68).contains(pictures.map(\.accessUnits).reduce(0, +)))
    }

    @Test("a Matroska file that starts at an hour is not cut short")
    func startsAtAnHour() throws {
        let folder = try ScratchFolder()
        let clip = try ContainerClip.remux(
            to: "mkv", ["-output_ts_offset", "3600", "-avoid_negative_ts", "disabled"], in: folder)
        let recording = try ContainerClip.recording(clip)
        #expect(recording.doubt == nil)
        #expect(abs(Double(recording.span.durationNanoseconds) / 1e9 - 12) < 0.2)
    }
}
