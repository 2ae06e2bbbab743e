import Cutting
import Objects
import Recordings
import Records
import Statements
import Foundation
import Peers
import Testing

@Suite("A still is the picture that was shown at a moment, sample for sample")
struct StillTests {
    /// A way cameras record, and how ffmpeg has to be told to turn it into red, green and blue.
    struct Style: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let ending: String
        let encoding: String
        var filter = "null"
        var matrix = "bt601"
        var range = "tv"
        var format = "rgb24"
    }

    static let styles = [
        Style(
            testDescription: "H.264 with B-frames", ending: "mp4",
            encoding: "-c:v libx264 -bf 3 -g 50 -pix_fmt yuv420p"),
        Style(
            testDescription: "H.264 that says BT.709 and full range", ending: "mov",
            encoding: "-c:v libx264 -bf 2 -pix_fmt yuv420p -colorspace bt709 -color_range pc",
            matrix: "bt709",
            range: "pc"),
        Style(
            testDescription: "HEVC, 10 bits, open groups", ending: "mp4",
            encoding:
                "-c:v libx265 -pix_fmt yuv420p10le -x265-params log-level=none:keyint=40:open-gop=1:bframes=3",
            format: "rgb48be"),
        Style(
            testDescription: "Motion JPEG, 4:2:2", ending: "mov",
            encoding: "-c:v mjpeg -q:v 3 -pix_fmt yuvj422p",
            matrix: "bt470bg", range: "pc"),
        Style(
            testDescription: "variable frame rate", ending: "mp4", encoding: "-c:v libx264 -bf 2 -g 24",
            filter: "select='lt(t,2)+gt(t,4)+not(mod(n,25))',settb=1/90000,setpts='PTS+mod(N*37,91)'"),
        Style(
            testDescription: "a transport stream", ending: "ts",
            encoding: "-c:v libx264 -bf 2 -g 50 -pix_fmt yuv420p"),
        Style(
            testDescription: "VP9 in Matroska", ending: "mkv",
            encoding: "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 50"),
        Style(
            testDescription: "high definition that says nothing", ending: "mp4",
            encoding: "-c:v libx264 -preset ultrafast -g 50 -pix_fmt yuv420p", filter: "scale=1280:720",
            matrix: "bt709"),
    ]

    private static func record(_ style: Style, in folder: ScratchFolder) throws -> String {
        let clip = folder.path("cam_2026-07-04T20-00-00Z.\(style.ending)")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=25:duration=6", "-vf", style.filter,
                "-fps_mode", "passthrough", "-threads", "1",
            ] + style.encoding.split(separator: " ").map(String.init), to: clip)
        return clip
    }

    /// A grant of single pictures over seconds of a recording.
    private static func grant(_ recording: Recording, _ from: Double, _ to: Double) throws -> GrantedWindow {
        try Consented.grant(
            try Window(from: moment(recording, from), to: moment(recording, to)), stills: true)
    }

    private static func moment(_ recording: Recording, _ seconds: Double) -> WallTime {
        recording.span.from.adding(nanoseconds: Int64((seconds * 1_000_000).rounded()) * 1000)
    }

    /// Plans, writes and checks the still of a moment.
    private static func still(
        _ recording: Recording, _ grant: GrantedWindow, at moment: WallTime
    ) throws -> (file: [UInt8], cut: WrittenCut) {
        let plan = try #require(try recording.plan(grant).withStill(at: moment, under: grant))
        let object = try #require(plan.objects.last)
        #expect(object.role == .still)
        var file: [UInt8] = []
        let cut = try plan.write(object, size: { $0 + 500 }, to: { file += $0 })
        _ = try plan.check(object, cut) { buffer, offset in
            let part = file[Int(offset)...].prefix(buffer.count)
            buffer.copyBytes(from: part)
            return part.count
        }
        return (file, cut)
    }

    /// Reads a PNG by nothing but zlib, and writes its samples.
    private static let unpack = """
        import struct, sys, zlib
        data = open(sys.argv[1], "rb").read()
        assert data[:8] == b"\\x89PNG\\r\\n\\x1a\\n"
        place, packed, names = 8, b"", []
        while place < len(data):
            size, name = struct.unpack(">I4s", data[place:place + 8])
            body = data[place + 8:place + 8 + size]
            assert zlib.crc32(name + body) == struct.unpack(">I", data[place + 8 + size:place + 12 + size])[0]
            if name == b"IHDR": width, height, depth, *kind = struct.unpack(">IIBBBBB", body)
            if name == b"IDAT": packed += body
            if name == b"paDd": assert not any(body)
            if names[-1:] != [name]: names.append(name)
            place += 12 + size
        assert names == [b"IHDR", b"IDAT", b"paDd", b"IEND"] and kind == [2, 0, 0, 0], (names, kind)
        raw, step = zlib.decompress(packed), 3 * depth // 8
        row, before, out = width * step, bytearray(width * step), bytearray()
        assert len(raw) == height * (row + 1)
        for line in range(height):
            kind, now = raw[line * (row + 1)], bytearray(raw[line * (row + 1) + 1:(line + 1) * (row + 1)])
            for at in range(row):
                left = now[at - step] if at >= step else 0
                up, corner = before[at], before[at - step] if at >= step else 0
                guess = left + up - corner
                near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
                now[at] = (now[at] + [0, left, up, (left + up) // 2, near][kind]) & 255
            out += now
            before = now
        open(sys.argv[2], "wb").write(out)
        """

    private static let packAgain = """
        import sys
        open(sys.argv[2], "wb").write(still(*map(int, sys.argv[3:6]), open(sys.argv[1], "rb").read(), int(sys.argv[6])))
        """

    @Test("the last picture not after the moment, with the samples ffmpeg gives for it", arguments: styles)
    func exact(style: Style) throws {
        let folder = try ScratchFolder()
        let clip = try Self.record(style, in: folder)
        let recording = try ContainerClip.recording(clip)
        let track = try #require(recording.pictureTrack)
        let times = try MediaView(source: clip, style.ending == "ts" ? .slices : .everything)
            .packets(of: track.index).map(\.pts).sorted()
        let grant = try Self.grant(recording, 0.5, 5.5)
        for seconds in [0.77, 2.5, 3.999, 5.4799] {
            let moment = Self.moment(recording, seconds)
            let (file, cut) = try Self.still(recording, grant, at: moment)
            let shown = try #require(
                times.last { recording.placement.time(ofTick: $0, in: track.timeBase) <= moment })
            let facts = try #require(cut.derivative?.still)
            #expect(cut.tracks.map(\.shift) == [shown])
            #expect(facts.shown == recording.placement.time(ofTick: shown, in: track.timeBase))
            #expect(facts.asked == moment && cut.window.from == facts.shown)
            #expect(facts.depth == (style.format == "rgb24" ? 8 : 16))

            try folder.write(file, as: "still.png")
            try Peer.python(
                Self.unpack, [folder.path("still.png"), folder.path("ours.raw")], in: folder)
            let options =
                ["mp4", "mov"].contains(style.ending) ? ["-advanced_editlist", "0"] : [String]()
            try MediaPeer.run(
                "ffmpeg",
                ["-nostdin", "-v", "error", "-y", "-threads", "1"] + options + [
                    "-i", clip, "-copyts", "-map", "0:v:0", "-fps_mode", "passthrough", "-vf",
                    "select='eq(pts,\(shown))',scale=in_color_matrix=\(style.matrix):in_range=\(style.range)"
                        + ":flags=bicubic+accurate_rnd+bitexact+full_chroma_int+full_chroma_inp,format=\(style.format)",
                    "-f", "rawvideo", folder.path("theirs.raw"),
                ])
            #expect(try folder.read("ours.raw") == folder.read("theirs.raw"), "at \(seconds)")
            // The whole file, made of their samples by another program.
            guard seconds == 2.5, facts.width < 400 else { continue }
            try Peer.python(
                StillPeer.python + Self.packAgain,
                [folder.path("theirs.raw"), folder.path("theirs.png")]
                    + [facts.width, facts.height, facts.depth, Int(cut.padding)].map(String.init), in: folder)
            #expect(try folder.read("theirs.png") == file)
        }
    }

    @Test("at a picture's own time it is that one; a nanosecond before, the one before")
    func edges() throws {
        let folder = try ScratchFolder()
        let recording = try ContainerClip.recording(try Self.record(Self.styles[0], in: folder))
        let track = try #require(recording.pictureTrack)
        let grant = try Self.grant(recording, 0.5, 5.5)
        let picture = Self.moment(recording, 2.08)
        let (_, at) = try Self.still(recording, grant, at: picture)
        let (_, before) = try Self.still(recording, grant, at: picture.adding(nanoseconds: -1))
        #expect(at.derivative?.still?.shown == picture)
        #expect(before.derivative?.still?.shown == picture.adding(nanoseconds: -40_000_000))
        #expect(try #require(at.tracks.first).shift > (try #require(before.tracks.first)).shift)
        #expect(at.tracks.first?.timeBase == track.timeBase)
    }

    @Test("outside the window, or of a picture taken before it, there is none")
    func outside() throws {
        let folder = try ScratchFolder()
        let recording = try ContainerClip.recording(try Self.record(Self.styles[0], in: folder))
        // Begins between two pictures: the one on the screen at its start was taken before it.
        let grant = try Self.grant(recording, 1.01, 3.0)
        let plan = try recording.plan(grant)
        for (seconds, words) in [
            (3.0, "outside the window"), (0.99, "outside the window"), (1.02, "before the window"),
        ] {
            let error = #expect(throws: FootageError.self) {
                try plan.withStill(at: Self.moment(recording, seconds), under: grant)
            }
            let text = try #require(error).description
            #expect(text.contains(words) && !text.contains("\n"), "\(text)")
        }
        #expect(try plan.withStill(at: Self.moment(recording, 1.04), under: grant) != nil)
        let without = try Consented.grant(grant.window)
        #expect(throws: FootageError.stillRefused(reason: "the consent does not include single pictures")) {
            try plan.withStill(at: Self.moment(recording, 2), under: without)
        }
    }

    @Test("before the recording's first picture and behind its end nothing is shown")
    func nothingShown() throws {
        let folder = try ScratchFolder()
        let recording = try ContainerClip.recording(try Self.record(Self.styles[0], in: folder))
        let grant = try Self.grant(recording, -1, 9)
        let plan = try recording.plan(grant)
        #expect(try plan.withStill(at: Self.moment(recording, -0.001), under: grant) == nil)
        #expect(try plan.withStill(at: Self.moment(recording, 6.2), under: grant) == nil)
        #expect(try plan.withStill(at: Self.moment(recording, 0), under: grant) != nil)
    }

    @Test("how the picture is to be turned and shaped is said, and not done")
    func shape() throws {
        let folder = try ScratchFolder()
        let flat = folder.path("flat.mp4")
        let clip = folder.path("cam_2026-07-04T20-00-00Z.mp4")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=25:duration=3", "-vf", "setsar=4/3", "-c:v",
                "libx264",
            ], to: flat)
        try MediaPeer.encode(["-i", flat, "-c", "copy", "-metadata:s:v", "rotate=90"], to: clip)
        let recording = try ContainerClip.recording(clip)
        let (_, cut) = try Self.still(
            recording, try Self.grant(recording, 0, 3), at: Self.moment(recording, 1))
        let settings = try #require(cut.derivative?.settings)
        #expect(settings.notApplied?.aspect == PixelAspect(horizontal: 4, vertical: 3))
        let turned = try MediaPeer.run(
            "ffprobe", ["-v", "error", "-show_entries", "stream_side_data=rotation", "-of", "csv=p=0", clip]
        ).split { !"-0123456789".contains($0) }
        let degrees = try #require(turned.first)
        #expect(settings.notApplied?.rotation == Int(degrees))
        let conversion = try #require(settings.conversion)
        #expect(conversion.matrix == .bt601 && conversion.isMatrixAssumed == true)
        #expect(conversion.range == .limited)
        #expect(cut.derivative?.still?.width == 192 && cut.derivative?.still?.height == 108)
    }
}
