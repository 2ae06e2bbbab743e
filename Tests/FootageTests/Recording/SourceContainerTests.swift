import Starts
import Objects
import Recordings
import Records
import Foundation
import Peers
import Testing

@Suite("A recording's container is told by how the file begins, and by nothing else")
struct SourceContainerTests {
    /// A file as a recorder may have left it.
    struct Beginning: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// How ffmpeg is to write it.
        let format: [String]
        /// What libavformat calls its container.
        let container: String
        let spoil: @Sendable (inout [UInt8]) -> Void

        init(
            _ name: String, _ format: String, as container: String,
            _ spoil: @escaping @Sendable (inout [UInt8]) -> Void = { _ in }
        ) {
            (testDescription, self.container, self.spoil) = (name, container, spoil)
            self.format = format.split(separator: " ").map(String.init)
        }
    }

    private static let movie = "mov,mp4,m4a,3gp,3g2,mj2"

    /// The first box under another name; readers pass over its content.
    private static func firstBox(_ name: String) -> Beginning {
        Beginning("MP4 that begins with “\(name)”", "-f mp4", as: movie) {
            $0.replaceSubrange(4..<8, with: name.utf8)
        }
    }

    static let known: [Beginning] = [
        Beginning("MP4", "-f mp4", as: movie), Beginning("QuickTime", "-f mov", as: movie),
        Beginning("fragments", "-f mp4 -movflags frag_keyframe+empty_moov+default_base_moof", as: movie),
        Beginning("3GP", "-f 3gp", as: movie),
        firstBox("styp"), firstBox("free"), firstBox("skip"), firstBox("wide"), firstBox("uuid"),
        firstBox("pnot"), firstBox("udta"), firstBox("prft"),
        Beginning("Matroska", "-f matroska", as: "matroska,webm"),
        Beginning("AVI", "-f avi", as: "avi"),
        Beginning("AVI, by a writer with a sign of its own", "-f avi", as: "avi") { $0[11] = 0x19 },
        Beginning("FLV", "-f flv", as: "flv"), Beginning("ASF", "-f asf", as: "asf"),
        Beginning("transport stream", "-f mpegts", as: "mpegts"),
        Beginning("M2TS", "-f mpegts -mpegts_m2ts_mode 1", as: "mpegts"),
        Beginning("transport stream with check bytes", "-f mpegts", as: "mpegts") { bytes in
            bytes = stride(from: 0, to: bytes.count, by: 188).flatMap {
                bytes[$0..<$0 + 188] + [UInt8](repeating: 0xAA, count: 16)
            }
        },
        Beginning("transport stream from the middle of a packet", "-f mpegts", as: "mpegts") {
            $0.removeFirst(101)
        },
        Beginning("transport stream behind a kibibyte of rests", "-f mpegts", as: "mpegts") {
            $0 = [UInt8](repeating: 0x47, count: 300) + [UInt8](repeating: 0, count: 724) + $0
        },
        Beginning("program stream of MPEG-1", "-f mpeg", as: "mpeg"),
        Beginning("program stream of MPEG-2", "-f vob", as: "mpeg"),
        Beginning("program stream from the middle of a pack", "-f vob", as: "mpeg") { $0.removeFirst(1001) },
        Beginning("program stream behind Hikvision's header", "-f vob", as: "mpeg") {
            $0 = Array("IMKH".utf8) + [1, 1, 0, 0] + [UInt8](repeating: 0, count: 32) + $0
        },
    ]

    private static func encode(_ arguments: [String], _ format: [String], to path: String) throws {
        let codec = format.contains("mpeg") || format.contains("vob") ? "mpeg2video" : "libx264"
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=25:duration=2", "-pix_fmt", "yuv420p", "-c:v",
                codec, "-bf", "0",
            ] + arguments + format, to: path)
    }

    @Test("as recorders leave it, damaged starts included", arguments: known)
    func begins(_ beginning: Beginning) throws {
        let folder = try ScratchFolder()
        // No ending of a recording: it is not the name that tells.
        let path = folder.path("cam_2026-07-04T20-00-00Z.bin")
        try Self.encode([], beginning.format, to: path)
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        beginning.spoil(&bytes)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let recording = try Recording.probe(path, zone: RecordingZone("UTC"))
        #expect(recording.container == beginning.container)
        #expect(recording.pictureTrack != nil)
    }

    @Test("the frames of Dahua's recorders, plain or behind a block of their name", arguments: [false, true])
    func dahua(isBlockFirst: Bool) throws {
        let folder = try ScratchFolder()
        let clip = try DahuaClip.make(in: folder)
        if isBlockFirst {
            let bytes = try folder.read("cam_2026-07-04T20-00-00Z.dav")
            let block = Array("DAHUA".utf8) + [UInt8](repeating: 0, count: 1019)
            try folder.write(block + bytes, as: "cam_2026-07-04T20-00-00Z.dav")
        }
        let recording = try Recording.probe(clip, zone: RecordingZone("UTC"))
        #expect(recording.container == "dhav" && recording.pictureTrack?.codec == "h264")
    }

    @Test(
        "sound alone, pictures alone and whatever else the media library would read is refused in one sentence",
        arguments: [
            "wav", "mp3", "adts", "ogg", "aiff", "flac", "h264", "hevc", "m4v", "mpeg2video", "mjpeg",
            "yuv4mpegpipe",
            "gif", "apng", "image2pipe", "mxf", "nut", "ivf", "rm", "wtv", "ac3", "srt",
        ])
    func unknown(format: String) throws {
        let folder = try ScratchFolder()
        let path = folder.path("cam_2026-07-04T20-00-00Z.mp4")
        switch format {
        case "wav", "mp3", "adts", "ogg", "aiff", "flac", "ac3":
            try MediaPeer.encode(["-f", "lavfi", "-i", "sine=duration=1", "-f", format], to: path)
        case "srt":
            try folder.write(
                "1\n00:00:00,000 --> 00:00:02,000\nfile 'other.mp4'\n", as: "cam_2026-07-04T20-00-00Z.mp4")
        default:
            let codec = [
                "h264": "libx264", "hevc": "libx265", "m4v": "mpeg4", "mpeg2video": "mpeg2video",
                "mjpeg": "mjpeg",
                "yuv4mpegpipe": "wrapped_avframe", "gif": "gif", "apng": "apng", "image2pipe": "mjpeg",
                "ivf": "libvpx",
                "rm": "rv10", "mxf": "mpeg2video", "wtv": "mpeg2video",
            ][format]
            try MediaPeer.encode(
                [
                    "-f", "lavfi", "-i", "testsrc2=size=176x144:rate=25:duration=1", "-c:v", codec ?? "mpeg4",
                    "-x265-params", "log-level=none", "-f", format,
                ], to: path)
        }
        let error = #expect(throws: FootageError.self) {
            try Recording.probe(path, zone: RecordingZone("UTC"))
        }
        let text = try #require(error).description
        // Of pictures without a container it is known what they are, and what to ask the recorder for.
        let isBare = text.contains("it is coded pictures alone, without a container")
        #expect(isBare || text.contains("begins like no container that is known here (MP4,"), "\(text)")
        #expect(!isBare || ["h264", "hevc", "m4v", "mpeg2video", "mjpeg"].contains(format), "\(text)")
        #expect(!text.contains("\n"))
    }

    @Test(
        "the containers that are named where one is refused are those that docs/spec/cutting.md says are cut")
    func specification() throws {
        let folder = try ScratchFolder()
        try folder.write("nothing of the kind", as: "letter")
        let error = #expect(throws: FootageError.self) {
            try Recording.probe(folder.path("letter"), zone: RecordingZone("UTC"))
        }
        let text = try #require(error).description
        let list = try #require(text.split(separator: "(").last).dropLast()
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/spec/cutting.md"), encoding: .utf8)
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.contains(" | cut") }
        let names = list.split(separator: ", ")
        #expect(names.count == 10)
        for name in names { #expect(rows.contains { $0.contains(name) }, "\(name)") }
    }
}

/// H.264 in the frames of Dahua's recorders, which no program here writes.
enum DahuaClip {
    /// Twelve seconds of pictures in the order they are shown, wrapped as libavformat's demuxer reads them.
    static func make(in folder: ScratchFolder) throws -> String {
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=192x96:rate=25:duration=12", "-pix_fmt", "yuv420p",
                "-c:v",
                "libx264", "-preset", "veryfast", "-bf", "0", "-g", "50", "-x264-params", "aud=1", "-f",
                "h264",
            ], to: folder.path("pictures"))
        try Peer.python(wrap, in: folder)
        return folder.path("cam_2026-07-04T20-00-00Z.dav")
    }

    private static let wrap = """
        import datetime, struct
        mark = b"\\0\\0\\0\\1\\x09"
        start = datetime.datetime(2026, 7, 4, 20)
        out = b""
        for number, rest in enumerate(open("pictures", "rb").read().split(mark)[1:]):
            unit = mark + rest
            time = start + datetime.timedelta(milliseconds=number * 40)
            date = (time.second | time.minute << 6 | time.hour << 12 | time.day << 17 | time.month << 22
                    | (time.year - 2000) << 26)
            extra = bytes([0x80, 0, 192 // 8, 96 // 8, 0x81, 0, 2, 25])
            size = 24 + len(extra) + len(unit) + 8
            kind = 0xFD if b"\\0\\0\\1\\x65" in unit else 0xFC
            head = b"DHAV" + bytes([kind, 0, 0, 0])
            head += struct.pack("<IIIHB", number, size, date, number * 40 % 65536, len(extra))
            out += head + bytes([sum(head) & 255]) + extra + unit + b"dhav" + struct.pack("<I", size)
        open("cam_2026-07-04T20-00-00Z.dav", "wb").write(out)
        """
}
